package com.exorlive.meeting.core.contact;

import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.PostgresServer;
import com.exorlive.meeting.core.organisation.Organisation;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Role;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.seal.MasterKey;
import com.exorlive.meeting.core.seal.Seals;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How long searches and reports take on a PostgreSQL of the size of a large customer:
/// `core/bench`. Not a test. Contacts are written by the store, sealed and indexed as in the
/// product; lines of the audit log by a statement, since nothing looks at their hashes here.
/// `-Dbench.sealed=3000` writes so many contacts by the store and fills the tables up by a
/// statement: much quicker to begin.
public final class DataBench {
    private static final int SEED = 20_261_122;
    private static final int INSTRUCTORS = 1_000;
    private static final int ROUNDS = 200;
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final OrganisationId HERE = new OrganisationId("bench");
    private static final String BEGIN =
            "Ada Bo Carl Dina Eva Finn Gro Hans Ida Jon Kari Lars Mia Nils Ola Per Ragna Siri Tor Una";
    private static final String SYLLABLES =
            "berg dahl lund vik haug strand nes bakke moen lie rud holm eng sund aas fjell myr tveit";

    private final Database database;
    private final Random random = new Random(SEED);
    private final List<String> names = new ArrayList<>();

    private DataBench(Database database) {
        this.database = database;
    }

    public static void main(String[] arguments) throws Exception {
        var contacts = Integer.getInteger("bench.contacts", 100_000);
        var lines = Integer.getInteger("bench.lines", 5_000_000);
        try (var server = PostgresServer.start()) {
            var address = server.emptyDatabase();
            try (var database = Database.open(address.url(), address.user(), address.password())) {
                Seals.on(database, MasterKey.of(new byte[32]));
                var bench = new DataBench(database);
                bench.fill(contacts, lines);
                bench.measure();
            }
        }
    }

    private void fill(int contacts, int lines) throws Exception {
        System.out.printf("Seed %d, %d contacts, %d lines%n", SEED, contacts, lines);
        database.run(
                handle -> {
                    OrganisationStore.insert(
                            handle,
                            new Organisation(HERE, "Bench", ZoneId.of("Europe/Oslo"), true),
                            false);
                    for (var i = 0; i < INSTRUCTORS; i++) {
                        PersonStore.insert(handle, instructor(i));
                    }
                });
        var sealed = Integer.getInteger("bench.sealed", contacts);
        for (var i = 0; i < sealed; i++) {
            names.add(name());
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            var parts = new ArrayList<Future<?>>();
            for (var from = 0; from < sealed; from += 500) {
                var first = from;
                var last = Math.min(sealed, from + 500);
                parts.add(threads.submit(() -> insert(first, last)));
            }
            for (var part : parts) {
                var _ = part.get();
            }
        }
        fillUp(sealed, contacts);
        database.run(
                handle -> {
                    handle.execute("set local statement_timeout = 0");
                    handle.execute(
                            "insert into audit_line select n, timestamptz '2025-11-22' + n *"
                                    + " interval '1 year' / ?, 'core', (array['contact-open',"
                                    + " 'contact-search', 'meeting-started'])[1 + n % 3], 's'"
                                    + " || n % ?, 'c' || (n * 7919) % ?, 'ok', 'c' || (n *"
                                    + " 7919) % ?, 'bench', 'bench', '-', 'instructor',"
                                    + " extract(epoch from timestamptz '2025-11-22' + n *"
                                    + " interval '1 year' / ?)::bigint / 3600, n % 100 = 0, n"
                                    + " % 500 = 0, repeat('A', 43), md5(n::text) ||"
                                    + " 'abcdefghijk' from generate_series(1::bigint, ?) n",
                            lines, INSTRUCTORS, contacts, contacts, lines, lines);
                });
        database.run(
                handle -> {
                    handle.execute("set local statement_timeout = 0");
                    handle.execute("analyze");
                });
    }

    /// Rows that make the tables and indexes as large, and that no search finds.
    private void fillUp(int from, int to) {
        database.run(
                handle -> {
                    handle.execute("set local statement_timeout = 0");
                    handle.execute(
                            "insert into contact (id, organisation_id, instructor, version,"
                                    + " personal) select 'c' || n, 'bench', 's' || n % ?, 1,"
                                    + " repeat('x', 300) from generate_series(?, ?) n",
                            INSTRUCTORS, from, to - 1);
                    handle.execute(
                            "insert into contact_word select 'bench', substr(md5(n::text || '-' ||"
                                    + " t::text), 1, 22), 'c' || n from generate_series(?, ?) n,"
                                    + " generate_series(1, 12) t",
                            from,
                            to - 1);
                });
    }

    private void insert(int first, int last) {
        database.run(
                handle -> {
                    for (var i = first; i < last; i++) {
                        ContactStore.insert(
                                handle,
                                Contact.of(
                                        new ContactId("c" + i),
                                        HERE,
                                        new Subject("s" + i % INSTRUCTORS),
                                        names.get(i)));
                    }
                });
    }

    private static Person instructor(int i) {
        return new Person(
                new Subject("s" + i), HERE, "Instructor " + i, "trainer", Role.INSTRUCTOR, "nb");
    }

    /// Some 20 first names, some 6,000 family names: common ones are shared by thousands.
    private String name() {
        var syllables = SYLLABLES.split(" ", -1);
        var family = new StringBuilder();
        for (var i = 0; i < 3; i++) {
            family.append(syllables[random.nextInt(syllables.length)]);
        }
        var first = BEGIN.split(" ", -1);
        return first[random.nextInt(first.length)]
                + " "
                + family.substring(0, 1).toUpperCase(Locale.ROOT)
                + family.substring(1);
    }

    private interface Step {
        int run(int round);
    }

    private void measure() {
        time("search: three letters of a family name", 50, round -> search(round, 3, false));
        time("search: five letters of a family name", 50, round -> search(round, 5, false));
        time("search: first name and whole family name", 50, round -> search(round, 99, true));
        time("activity report of a contact, a year", 1_000, this::activity);
        time("access report of an instructor, a year", 1_000, this::access);
        time("timeline of an instructor's access, a year", 1_000, this::timeline);
        time("newest page of the organisation, a year", 1_000, _ -> page("organisation", "bench"));
        time(
                "timeline of the whole organisation, a year",
                1_000,
                5,
                _ -> hours("organisation", "bench"));
    }

    private int search(int round, int letters, boolean both) {
        var words = names.get(random.nextInt(names.size())).toLowerCase(Locale.ROOT).split(" ", -1);
        var family = words[1].substring(0, Math.min(letters, words[1].length()));
        var query = ContactSearch.Query.of(both ? words[0] + " " + family : family).orElseThrow();
        var viewer = instructor(round % INSTRUCTORS);
        return database.inTransaction(
                handle -> ContactSearch.find(handle, viewer, query, NOW).contacts().size());
    }

    private int activity(int round) {
        return page("about", "c" + round * 31 % names.size());
    }

    private int access(int round) {
        return page("actor", "s" + round % INSTRUCTORS);
    }

    private int timeline(int round) {
        return hours("actor", "s" + round % INSTRUCTORS);
    }

    private int page(String column, String value) {
        return rows(
                "select * from audit_line where organisation = 'bench' and happened_at >="
                        + " timestamptz '2025-11-22' and happened_at < timestamptz '2026-11-22'"
                        + " and %s = ? order by happened_at desc, seq desc limit 100"
                                .formatted(column),
                value);
    }

    private int hours(String column, String value) {
        return rows(
                "select happened_hour, count(*) as n,"
                        + " sum(case when is_refusal then 1 else 0 end) as refusals,"
                        + " sum(case when is_break_glass then 1 else 0 end) as bg from audit_line"
                        + " where organisation = 'bench' and happened_at >= timestamptz"
                        + " '2025-11-22' and happened_at < timestamptz '2026-11-22' and %s = ?"
                                .formatted(column)
                        + " group by happened_hour order by happened_hour",
                value);
    }

    private int rows(String query, String value) {
        return database.inTransaction(
                handle -> handle.createQuery(query).bind(0, value).mapToMap().list().size());
    }

    private static void time(String what, int goalMillis, Step step) {
        time(what, goalMillis, ROUNDS, step);
    }

    private static void time(String what, int goalMillis, int rounds, Step step) {
        var nanos = new ArrayList<Long>();
        var found = 0L;
        for (var round = -Math.min(20, rounds); round < rounds; round++) {
            var began = System.nanoTime();
            found = step.run(Math.abs(round));
            if (round >= 0) {
                nanos.add(System.nanoTime() - began);
            }
        }
        Collections.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f ms | %.1f ms | < %d ms | %d rows in the last |%n",
                what,
                nanos.get(nanos.size() / 2) / 1e6,
                nanos.get(nanos.size() * 95 / 100) / 1e6,
                goalMillis,
                found);
    }
}
