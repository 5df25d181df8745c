package com.exorlive.meeting.core.report;

import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.report.ReportQuery.Cursor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Reads the sealed lines that a report asks for. Whatever waits is sealed first, so that a report
/// holds all that was done before it.
final class ReportStore {
    private ReportStore() {}

    /// How many lines in one hour.
    record Hour(long hour, int lines, int refusals, int breakGlass) {}

    /// The newest lines before `after`, newest first.
    static List<AuditLog.Read> page(Handle handle, ReportQuery query, Cursor after, int limit) {
        var before = instant(Math.min(after.micros(), micros(query.to())));
        return bind(
                        handle.createQuery(
                                "select * from audit_line where "
                                        + conditions(query)
                                        + " and happened_at <= :before"
                                        + " and (happened_at < :before or seq < :seq)"
                                        + " order by happened_at desc, seq desc limit :limit"),
                        query)
                .bind("before", Times.write(before))
                .bind("seq", after.seq())
                .bind("limit", limit)
                .map((row, _) -> AuditLog.read(row))
                .list();
    }

    static List<Hour> hours(Handle handle, ReportQuery query) {
        return bind(
                        handle.createQuery(
                                "select happened_hour, count(*) as n,"
                                        + " sum(case when is_refusal then 1 else 0 end) as refusals,"
                                        + " sum(case when is_break_glass then 1 else 0 end) as bg"
                                        + " from audit_line where "
                                        + conditions(query)
                                        + " group by happened_hour order by happened_hour"),
                        query)
                .map(
                        (row, _) ->
                                new Hour(
                                        row.getLong("happened_hour"),
                                        row.getInt("n"),
                                        row.getInt("refusals"),
                                        row.getInt("bg")))
                .list();
    }

    private static String conditions(ReportQuery query) {
        var all = new ArrayList<String>();
        all.add("organisation = :organisation and happened_at >= :from and happened_at < :to");
        if (!query.units().isEmpty()) {
            all.add("unit in (<units>)");
        }
        if (!query.about().isEmpty()) {
            all.add("about in (<about>)");
        }
        if (!query.actors().isEmpty()) {
            all.add("actor in (<actors>)");
        }
        if (!query.role().isEmpty()) {
            all.add("role_name like :role");
        }
        if (!query.event().isEmpty()) {
            all.add("event like :event");
        }
        switch (query.marked()) {
            case "refusal" -> all.add("is_refusal = true");
            case "break-glass" -> all.add("is_break_glass = true");
            default -> {}
        }
        return String.join(" and ", all);
    }

    private static Query bind(Query sql, ReportQuery query) {
        sql.bind("organisation", query.organisation().value())
                .bind("from", Times.write(query.from()))
                .bind("to", Times.write(query.to()));
        if (!query.units().isEmpty()) {
            sql.bindList("units", List.copyOf(query.units()));
        }
        if (!query.about().isEmpty()) {
            sql.bindList("about", List.copyOf(query.about()));
        }
        if (!query.actors().isEmpty()) {
            sql.bindList("actors", List.copyOf(query.actors()));
        }
        if (!query.role().isEmpty()) {
            sql.bind("role", "%" + query.role() + "%");
        }
        if (!query.event().isEmpty()) {
            sql.bind("event", query.event().endsWith("-") ? query.event() + "%" : query.event());
        }
        return sql;
    }

    /// What others did with the data of a person, without the steps that only keep a meeting going.
    static List<AuditLog.Read> looks(
            Handle handle, List<String> about, String self, Cursor after, int limit) {
        return handle.createQuery(
                        "select * from audit_line where about in (<about>) and actor <> :self"
                                + " and actor <> '-' and actor not like 'name:%' and event not in"
                                + " ('meeting-admit', 'meeting-assertion', 'meeting-waiting',"
                                + " 'meeting-joined', 'meeting-left', 'meeting-ended')"
                                + " and happened_at <= :before"
                                + " and (happened_at < :before or seq < :seq)"
                                + " order by happened_at desc, seq desc limit :limit")
                .bindList("about", about)
                .bind("self", self)
                .bind("before", Times.write(instant(after.micros())))
                .bind("seq", after.seq())
                .bind("limit", limit)
                .map((row, _) -> AuditLog.read(row))
                .list();
    }

    static Cursor after(AuditLog.Read line) {
        return new Cursor(micros(line.at()), line.seq());
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    /// No database takes the end of time; the year 3000 is late enough.
    private static Instant instant(long micros) {
        var latest = Instant.parse("3000-01-01T00:00:00Z");
        return micros > micros(latest) ? latest : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
