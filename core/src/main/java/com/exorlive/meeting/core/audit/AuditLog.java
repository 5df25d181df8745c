package com.exorlive.meeting.core.audit;

import com.exorlive.meeting.core.database.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Who did what to which record, and how it was answered: the table `audit_line`.
///
/// Content-free by its types: an actor's and a target's identifiers, two stable words, a time. A
/// line is written in the transaction of what it tells, so neither exists without the other.
/// Thread-safe: it has no state.
public final class AuditLog {
    private final InstantSource clock;

    public AuditLog(InstantSource clock) {
        this.clock = clock;
    }

    public void write(Handle handle, AuditLine line) {
        var placed = placed(handle, line);
        handle.createUpdate(
                        "insert into audit_line (happened_at, event, actor, target, outcome,"
                                + " about, organisation, unit, reference, role_name)"
                                + " values (:at, :event, :actor, :target, :outcome,"
                                + " :about, :organisation, :unit, :reference, :role)")
                .bind("at", Times.write(clock.instant()))
                .bind("event", placed.event())
                .bind("actor", placed.actor())
                .bind("target", placed.target())
                .bind("outcome", placed.outcome())
                .bind("about", placed.about())
                .bind("organisation", placed.organisation())
                .bind("unit", placed.unit())
                .bind("reference", placed.reference())
                .bind("role", placed.role())
                .execute();
    }

    /// A line that says no place happened where its actor belongs: no writer can forget it.
    private static AuditLine placed(Handle handle, AuditLine line) {
        if (!line.organisation().equals(AuditLine.NOBODY)
                || line.actor().equals(AuditLine.NOBODY)) {
            return line;
        }
        return handle.createQuery("select organisation_id from person where subject = :actor")
                .bind("actor", line.actor())
                .mapTo(String.class)
                .findOne()
                .map(organisation -> line.at(organisation, line.unit()))
                .orElse(line);
    }

    /// The newest `limit` lines, oldest first.
    public static List<Entry> newest(Handle handle, int limit) {
        return handle.createQuery("select * from audit_line order by seq desc limit :limit")
                .bind("limit", limit)
                .map((row, _) -> read(row))
                .list()
                .reversed();
    }

    private static Entry read(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("seq"),
                Times.read(row, "happened_at"),
                new AuditLine(
                        row.getString("event"),
                        row.getString("actor"),
                        row.getString("target"),
                        row.getString("outcome"),
                        row.getString("about"),
                        row.getString("organisation"),
                        row.getString("unit"),
                        row.getString("reference"),
                        row.getString("role_name")));
    }

    public record Entry(long seq, Instant at, AuditLine line) {}
}
