package com.exorlive.meeting.core.audit;

import com.exorlive.meeting.core.contact.ContactsBench;
import com.exorlive.meeting.core.database.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// Lines of the audit log over the working hours of a year, and what sealing them costs.
public final class LinesBench {
    private static final int SEALED = 20_000;

    /// Nothing looks at their hashes or places here: a statement writes them. Common events are more common.
    private static final String LINES =
            """
            insert into audit_line
            select 1000000000 + n, at, 'core', event, actor, 'c' || contact, outcome, 'c' || contact, 'bench', unit,
                '-', role, extract(epoch from at)::bigint / 3600, n % 100 = 0, n % 5000 = 3,
                repeat('A', 43), md5(n::text) || 'abcdefghijk'
            from (
                select n,
                    timestamptz '2025-11-22 07:00Z' + (n * 260 / :lines * 7 / 5) * interval '1 day'
                        + ((n * 260) % :lines)::float8 / :lines * interval '10 hours' as at,
                    (array['contact-open', 'contact-open', 'contact-list', 'contact-list',
                        'contact-search', 'contact-search', 'program-read', 'program-read',
                        'program-change', 'training-read', 'sign-in', 'sign-out', 'meeting-start',
                        'meeting-admit', 'meeting-joined', 'meeting-left', 'meeting-started',
                        'meeting-ended', 'receipt-read', 'basis-given'])[1 + (n / 20) % 20] as event,
                    's' || (n * 104729) % :instructors as actor,
                    (n * 104729) % :instructors + :instructors * ((n * 31) % (:contacts / :instructors))
                        as contact,
                    case when n % 100 = 0 then 'basis-needed' when n % 5000 = 3 then 'emergency'
                        else 'ok' end as outcome,
                    'u' || (n * 104729) % :instructors % :units as unit,
                    case when (n * 104729) % :instructors % 25 = 0 then 'instructor.unit-administrator'
                        else 'instructor' end as role
                from generate_series(1::bigint, :lines) n
            ) as line
            """;

    private LinesBench() {}

    public static void fill(Database database, int lines, int contacts) {
        database.run(
                handle -> {
                    handle.execute("set local statement_timeout = 0");
                    handle.createUpdate(LINES)
                            .bind("lines", (long) lines)
                            .bind("instructors", ContactsBench.INSTRUCTORS)
                            .bind("contacts", contacts)
                            .bind("units", ContactsBench.UNITS)
                            .execute();
                });
        var began = System.nanoTime();
        database.run(AuditHours::rebuild);
        System.out.printf(
                Locale.ROOT,
                "Totals by hour of %d lines were built in %.1f s: %d rows%n",
                lines,
                (System.nanoTime() - began) / 1e9,
                database.inTransaction(
                        handle ->
                                handle.createQuery("select count(*) from audit_hour")
                                        .mapTo(Long.class)
                                        .one()));
        database.run(
                handle -> {
                    handle.execute("set local statement_timeout = 0");
                    handle.execute("analyze");
                });
    }

    /// How long a line takes to write and to seal.
    public static void measure(Database database) {
        var audit = new AuditLog(InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")));
        var began = System.nanoTime();
        database.run(
                handle -> {
                    for (var i = 0; i < SEALED; i++) {
                        audit.write(
                                handle,
                                new AuditLine("contact-open", "s" + i % 1_000, "c" + i, "ok"));
                    }
                });
        var written = System.nanoTime();
        while (database.inTransaction(AuditChain::seal) > 0) {
            // the next batch
        }
        System.out.printf(
                Locale.ROOT,
                "%nWriting a line: %.0f µs; sealing it: %.0f µs (%d lines)%n",
                (written - began) / 1e3 / SEALED,
                (System.nanoTime() - written) / 1e3 / SEALED,
                SEALED);
    }
}
