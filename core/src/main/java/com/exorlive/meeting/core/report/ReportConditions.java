package com.exorlive.meeting.core.report;

import com.exorlive.meeting.core.database.Times;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/// What a report asks for, as conditions of a statement. The columns of kinds are in `audit_line`
/// and in `audit_hour` under the same names.
final class ReportConditions {
    private ReportConditions() {}

    /// Place, role, event and mark.
    static String kinds(ReportQuery query) {
        var all = new ArrayList<String>();
        all.add("organisation = :organisation");
        if (!query.units().isEmpty()) {
            all.add("unit in (<units>)");
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

    static Query bindKinds(Query sql, ReportQuery query) {
        sql.bind("organisation", query.organisation().value());
        if (!query.units().isEmpty()) {
            sql.bindList("units", List.copyOf(query.units()));
        }
        if (!query.role().isEmpty()) {
            sql.bind("role", "%" + query.role() + "%");
        }
        if (!query.event().isEmpty()) {
            sql.bind("event", query.event().endsWith("-") ? query.event() + "%" : query.event());
        }
        return sql;
    }

    /// Kinds, period and people: only lines have all of it.
    static String lines(ReportQuery query) {
        var all = new ArrayList<String>();
        all.add(kinds(query));
        all.add("happened_at >= :from and happened_at < :to");
        if (!query.about().isEmpty()) {
            all.add("about in (<about>)");
        }
        if (!query.actors().isEmpty()) {
            all.add("actor in (<actors>)");
        }
        return String.join(" and ", all);
    }

    static Query bindLines(Query sql, ReportQuery query) {
        bindKinds(sql, query)
                .bind("from", Times.write(query.from()))
                .bind("to", Times.write(query.to()));
        if (!query.about().isEmpty()) {
            sql.bindList("about", List.copyOf(query.about()));
        }
        if (!query.actors().isEmpty()) {
            sql.bindList("actors", List.copyOf(query.actors()));
        }
        return sql;
    }
}
