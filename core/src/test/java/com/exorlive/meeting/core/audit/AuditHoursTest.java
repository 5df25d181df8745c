package com.exorlive.meeting.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.CoreSettings.DatabaseAddress;
import com.exorlive.meeting.core.TestClock;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.database.TestDatabase;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// AD-08: the totals by hour are what the lines come to, however many seal, and are built anew when
/// they were spoiled.
@OnBothDatabases
final class AuditHoursTest {
    private static final long SEED = 20_261_122;

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");
    private final AuditLog audit = new AuditLog(clock, "node-1");
    private final DatabaseAddress address = TestDatabase.fresh();
    private Database database;

    @BeforeEach
    void open() {
        database = TestDatabase.open(address);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theTotalsAreWhatTheLinesComeToWhateverTheOrderAndTheBatches() {
        System.out.println("seed " + SEED);
        var random = new Random(SEED);
        for (var i = 0; i < 1_300; i++) {
            var late = Duration.ofMinutes(random.nextInt(300));
            database.run(handle -> audit.write(handle, any(random), clock.instant().minus(late)));
        }
        seal();

        assertThat(wrong()).isZero();
        assertThat(sum("true")).isEqualTo(1_300);
        assertThat(sum("is_break_glass = true and organisation = 'fjellvik'")).isPositive();
    }

    @Test
    void sealersAtTheSameTimeCountEachLineOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var writer = 0; writer < 6; writer++) {
                var random = new Random(SEED + writer);
                var _ =
                        threads.submit(
                                () -> {
                                    for (var i = 0; i < 50; i++) {
                                        database.run(handle -> audit.write(handle, any(random)));
                                        seal();
                                    }
                                });
            }
        }
        seal();

        assertThat(wrong()).isZero();
        assertThat(sum("true")).isEqualTo(300);
    }

    @Test
    void whatDoesNotCountEveryLineIsBuiltAnewAndWhatDoesIsLeftAlone() {
        var random = new Random(SEED);
        for (var i = 0; i < 100; i++) {
            database.run(handle -> audit.write(handle, any(random)));
        }
        seal();
        assertThat(mend()).as("nothing to do").isFalse();

        database.run(handle -> handle.execute("delete from audit_hour where unit = 'north'"));
        assertThat(wrong()).isPositive();
        assertThat(mend()).isTrue();
        assertThat(wrong()).isZero();
    }

    private static AuditLine any(Random random) {
        return new AuditLine(
                        one(random, "contact-open", "basis-given", "meeting-start"),
                        "s",
                        "c",
                        one(random, "ok", "emergency", "basis-needed"))
                .at(one(random, "fjellvik", "lindeback"), one(random, "north", "south"))
                .as(one(random, "instructor", "-"));
    }

    private static String one(Random random, String... words) {
        return words[random.nextInt(words.length)];
    }

    private void seal() {
        while (database.inTransaction(AuditChain::seal) > 0) {
            // the next batch
        }
    }

    private boolean mend() {
        return database.inTransaction(AuditChain::mendHours);
    }

    private long wrong() {
        return database.inTransaction(AuditHours::wrong);
    }

    private long sum(String condition) {
        return database.inTransaction(
                handle ->
                        handle.createQuery(
                                        "select coalesce(sum(lines), 0) from audit_hour where "
                                                + condition)
                                .mapTo(Long.class)
                                .one());
    }
}
