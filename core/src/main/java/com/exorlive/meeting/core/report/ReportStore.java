package com.exorlive.meeting.core.report;

import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.report.ReportQuery.Cursor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Reads the sealed lines that a report asks for. Whatever waits is sealed first, so that a report
/// holds all that was done before it.
final class ReportStore {
    private ReportStore() {}

    /// More hours than this are read as one stretch.
    private static final int MOST_HOURS = 200;

    private static final String BEFORE_CURSOR =
            " and happened_at <= :before and (happened_at < :before or seq < :seq)";

    /// The newest lines before `after`, newest first.
    static List<AuditLog.Read> page(Handle handle, ReportQuery query, Cursor after, int limit) {
        var before = instant(Math.min(after.micros(), micros(query.to())));
        var found =
                query.isOfPeople()
                        ? ofPeople(handle, query)
                        : ofHours(handle, query, before, limit);
        return found.map(
                        it ->
                                it.bind("before", Times.write(before))
                                        .bind("seq", after.seq())
                                        .bind("limit", limit)
                                        .map((row, _) -> AuditLog.read(row))
                                        .list())
                .orElse(List.of());
    }

    private static Optional<Query> ofPeople(Handle handle, ReportQuery query) {
        var sql =
                "select * from audit_line where "
                        + ReportConditions.lines(query)
                        + BEFORE_CURSOR
                        + " order by happened_at desc, seq desc limit :limit";
        return Optional.of(ReportConditions.bindLines(handle.createQuery(sql), query));
    }

    /// Looks only where the totals say that there is something: what is rare would else be looked
    /// for through all the rest. The order is that of the index.
    private static Optional<Query> ofHours(
            Handle handle, ReportQuery query, Instant before, int limit) {
        var hours =
                query.isOfEverything()
                        ? List.of(ReportHours.of(before), ReportHours.of(query.from()))
                        : ReportHours.newest(handle, query, before, limit);
        if (hours.isEmpty()) {
            return Optional.empty();
        }
        var isStretch = query.isOfEverything() || hours.size() > MOST_HOURS;
        var sql =
                "select * from audit_line where "
                        + ReportConditions.lines(query)
                        + BEFORE_CURSOR
                        + (isStretch
                                ? " and happened_hour >= :oldest and happened_hour <= :newest"
                                : " and happened_hour in (<hours>)")
                        + " order by happened_hour desc, happened_at desc, seq desc limit :limit";
        var bound = ReportConditions.bindLines(handle.createQuery(sql), query);
        return Optional.of(
                isStretch
                        ? bound.bind("oldest", hours.getLast()).bind("newest", hours.getFirst())
                        : bound.bindList("hours", hours));
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
