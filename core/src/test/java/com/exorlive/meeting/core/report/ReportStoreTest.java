package com.exorlive.meeting.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.TestClock;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.database.TestDatabase;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.report.ReportQuery.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// AD-08: what a report finds by the totals of hours is what is in the lines, one by one.
@OnBothDatabases
final class ReportStoreTest {
    private static final long SEED = 20_261_122;
    private static final Instant END = Instant.parse("2026-11-21T12:00:00Z");
    private static final int LINES = 700;

    private static Database database;

    @BeforeDatabase
    static void write() {
        System.out.println("seed " + SEED);
        database = TestDatabase.open(TestDatabase.fresh());
        var audit = new AuditLog(new TestClock(END.toString()));
        var random = new Random(SEED);
        database.run(
                handle -> {
                    for (var i = 0; i < LINES; i++) {
                        // Some in the same microsecond, many in the same hour, hours without any.
                        var at = END.minus(Duration.ofMinutes(5L * random.nextInt(2_000)));
                        audit.write(handle, any(random), at);
                    }
                    AuditLog.sealWaiting(handle);
                });
    }

    @AfterDatabase
    static void close() {
        database.close();
    }

    @Test
    void everyFilterAndPeriodFindsTheLinesThatItSaysPageByPageAndCountsThem() {
        var all = lines();
        assertThat(all).hasSize(LINES);
        var random = new Random(SEED);
        for (var round = 0; round < 60; round++) {
            var query = query(random);
            var wanted =
                    all.stream().filter(it -> isWanted(query, it)).map(AuditLog.Read::seq).toList();

            assertThat(paged(query, 1 + random.nextInt(40))).as("%s", query).isEqualTo(wanted);
            var counts = database.inTransaction(handle -> ReportHours.count(handle, query));
            assertThat(counts.stream().mapToInt(ReportHours.Hour::lines).sum())
                    .as("%s", query)
                    .isEqualTo(wanted.size());
            assertThat(counts.stream().mapToInt(ReportHours.Hour::breakGlass).sum())
                    .isEqualTo(
                            (int)
                                    all.stream()
                                            .filter(it -> isWanted(query, it) && it.isBreakGlass())
                                            .count());
        }
    }

    private static AuditLine any(Random random) {
        return new AuditLine(
                        one(random, "contact-open", "contact-list", "meeting-start", "key-rotate"),
                        one(random, "ada", "bo"),
                        "target",
                        random.nextInt(40) == 0 ? "emergency" : one(random, "ok", "basis-needed"))
                .about(one(random, "c1", "c2"))
                .at(random.nextInt(50) == 0 ? "elsewhere" : "here", one(random, "north", "south"))
                .as(one(random, "instructor", "instructor.unit-administrator"));
    }

    private static ReportQuery query(Random random) {
        var to = END.plusMillis(1).minus(Duration.ofMinutes(random.nextInt(4_000)));
        if (random.nextBoolean()) {
            to = END.minus(Duration.ofHours(random.nextInt(20)));
        }
        return new ReportQuery(
                new OrganisationId("here"),
                random.nextInt(3) == 0 ? Set.of("north") : Set.of(),
                random.nextInt(5) == 0 ? Set.of("c1") : Set.of(),
                random.nextInt(5) == 0 ? Set.of("ada", "nobody") : Set.of(),
                to.minus(Duration.ofMinutes(1 + random.nextInt(9_000))),
                to,
                random.nextInt(4) == 0 ? "unit-administrator" : "",
                one(random, "", "", "contact-", "key-rotate"),
                one(random, "", "", "refusal", "break-glass"));
    }

    private static boolean isWanted(ReportQuery query, AuditLog.Read read) {
        var line = read.line();
        return line.organisation().equals("here")
                && !read.at().isBefore(query.from())
                && read.at().isBefore(query.to())
                && (query.units().isEmpty() || query.units().contains(line.unit()))
                && (query.about().isEmpty() || query.about().contains(line.about()))
                && (query.actors().isEmpty() || query.actors().contains(line.actor()))
                && line.role().contains(query.role())
                && line.event().startsWith(query.event())
                && switch (query.marked()) {
                    case "refusal" -> read.isRefusal();
                    case "break-glass" -> read.isBreakGlass();
                    default -> true;
                };
    }

    private static String one(Random random, String... words) {
        return words[random.nextInt(words.length)];
    }

    private static List<AuditLog.Read> lines() {
        return database.inTransaction(
                handle ->
                        handle.createQuery(
                                        "select * from audit_line"
                                                + " order by happened_at desc, seq desc")
                                .map((row, _) -> AuditLog.read(row))
                                .list());
    }

    private static List<Long> paged(ReportQuery query, int limit) {
        var found = new ArrayList<Long>();
        var cursor = Cursor.START;
        while (found.size() <= LINES) {
            var after = cursor;
            var page =
                    database.inTransaction(handle -> ReportStore.page(handle, query, after, limit));
            page.forEach(line -> found.add(line.seq()));
            if (page.size() < limit) {
                return found;
            }
            cursor = ReportStore.after(page.getLast());
        }
        throw new AssertionError("the pages do not end");
    }
}
