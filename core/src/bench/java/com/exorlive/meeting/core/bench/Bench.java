package com.exorlive.meeting.core.bench;

import com.exorlive.meeting.core.audit.LinesBench;
import com.exorlive.meeting.core.contact.ContactsBench;
import com.exorlive.meeting.core.contactrecord.SearchBench;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.PostgresServer;
import com.exorlive.meeting.core.report.ReportBench;
import com.exorlive.meeting.core.seal.MasterKey;
import com.exorlive.meeting.core.seal.Seals;
import java.util.Optional;

/// How long searches and reports take on a PostgreSQL of the size of a large customer:
/// `core/bench`. Not a test. What is timed is the product's own code from the question to the
/// answer's text.
public final class Bench {
    private static final int CONTACTS = Integer.getInteger("bench.contacts", 100_000);
    private static final int LINES = Integer.getInteger("bench.lines", 5_000_000);

    private Bench() {}

    /// `-Dbench.url=jdbc:postgresql://…` with `bench.user` and `bench.password` takes an empty
    /// database of your own, fills it, and finds it filled the next time.
    public static void main(String[] arguments) throws Exception {
        var url = Optional.ofNullable(System.getProperty("bench.url"));
        if (url.isPresent()) {
            run(url.get(), System.getProperty("bench.user"), System.getProperty("bench.password"));
            return;
        }
        try (var server = PostgresServer.start()) {
            var address = server.emptyDatabase();
            run(address.url(), address.user(), address.password());
        }
    }

    private static void run(String url, String user, String password) throws Exception {
        try (var database = Database.open(url, user, password)) {
            Seals.on(database, MasterKey.of(new byte[32]));
            var contacts = new ContactsBench(database, CONTACTS);
            System.out.printf("%d contacts, %d lines of the audit log%n", CONTACTS, LINES);
            if (contacts.isEmpty()) {
                contacts.fill();
                LinesBench.fill(database, LINES, CONTACTS);
            }
            Timings.header();
            SearchBench.measure(database, contacts);
            ReportBench.measure(database, CONTACTS);
            LinesBench.measure(database);
        }
    }
}
