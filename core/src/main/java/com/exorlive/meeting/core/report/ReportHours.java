package com.exorlive.meeting.core.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// How many lines there are in each hour: from the totals of `audit_hour` where whole hours are
/// asked for, and from the lines themselves for the rest.
final class ReportHours {
    private static final long HOUR = Duration.ofHours(1).toSeconds();

    private ReportHours() {}

    /// How many lines in one hour, as hours since 1970.
    record Hour(long hour, int lines, int refusals, int breakGlass) {
        private static Hour read(ResultSet row) throws SQLException {
            return new Hour(
                    row.getLong("happened_hour"),
                    row.getInt("n"),
                    row.getInt("refusals"),
                    row.getInt("bg"));
        }
    }

    static long of(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), HOUR);
    }

    private static boolean isWhole(Instant at) {
        return at.equals(Instant.ofEpochSecond(of(at) * HOUR));
    }

    /// The hours of the period that have any. An hour may come in two parts.
    static List<Hour> count(Handle handle, ReportQuery query) {
        if (query.isOfPeople()) {
            return ofLines(handle, query, Set.of());
        }
        var edges = new LinkedHashSet<Long>();
        if (!isWhole(query.from())) {
            edges.add(of(query.from()));
        }
        if (!isWhole(query.to())) {
            edges.add(of(query.to()));
        }
        var all = new ArrayList<>(ofTotals(handle, query));
        if (!edges.isEmpty()) {
            all.addAll(ofLines(handle, query, edges));
        }
        return all;
    }

    private static List<Hour> ofTotals(Handle handle, ReportQuery query) {
        var first = of(query.from()) + (isWhole(query.from()) ? 0 : 1);
        return ReportConditions.bindKinds(
                        handle.createQuery(
                                "select happened_hour, sum(lines) as n,"
                                        + " sum(case when is_refusal then lines else 0 end)"
                                        + " as refusals,"
                                        + " sum(case when is_break_glass then lines else 0 end) as bg"
                                        + " from audit_hour where "
                                        + ReportConditions.kinds(query)
                                        + " and happened_hour >= :first and happened_hour < :end"
                                        + " group by happened_hour"),
                        query)
                .bind("first", first)
                .bind("end", of(query.to()))
                .map((row, _) -> Hour.read(row))
                .list();
    }

    /// @param hours only these; any if there are none
    private static List<Hour> ofLines(Handle handle, ReportQuery query, Set<Long> hours) {
        var sql =
                ReportConditions.bindLines(
                        handle.createQuery(
                                "select happened_hour, count(*) as n,"
                                        + " sum(case when is_refusal then 1 else 0 end) as refusals,"
                                        + " sum(case when is_break_glass then 1 else 0 end) as bg"
                                        + " from audit_line where "
                                        + ReportConditions.lines(query)
                                        + (hours.isEmpty() ? "" : " and happened_hour in (<hours>)")
                                        + " group by happened_hour"),
                        query);
        if (!hours.isEmpty()) {
            sql.bindList("hours", List.copyOf(hours));
        }
        return sql.map((row, _) -> Hour.read(row)).list();
    }

    /// The newest hours that hold at least `limit` lines before `before` together, or all there
    /// are; newest first. Each has a line, so there are never many more than `limit`.
    static List<Long> newest(Handle handle, ReportQuery query, Instant before, int limit) {
        var found =
                ReportConditions.bindKinds(
                                handle.createQuery(
                                        "select happened_hour, sum(lines) as n from audit_hour"
                                                + " where "
                                                + ReportConditions.kinds(query)
                                                + " and happened_hour >= :first"
                                                + " and happened_hour <= :last"
                                                + " group by happened_hour"
                                                + " order by happened_hour desc limit :most"),
                                query)
                        .bind("first", of(query.from()))
                        .bind("last", of(before))
                        // The first and the last may have theirs outside the period.
                        .bind("most", limit + 2)
                        .map((row, _) -> new Hour(row.getLong(1), row.getInt("n"), 0, 0))
                        .list();
        var taken = new ArrayList<Long>();
        var lines = 0;
        for (var hour : found) {
            if (lines >= limit) {
                break;
            }
            taken.add(hour.hour());
            // Lines of the first hour may be after `before`: they are not relied on.
            lines += taken.size() == 1 ? 0 : hour.lines();
        }
        return taken;
    }
}
