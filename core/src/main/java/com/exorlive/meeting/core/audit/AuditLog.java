package com.exorlive.meeting.core.audit;

import com.exorlive.meeting.core.database.Times;
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
        handle.createUpdate(
                        "insert into audit_line (happened_at, event, actor, target, outcome)"
                                + " values (:at, :event, :actor, :target, :outcome)")
                .bind("at", Times.write(clock.instant()))
                .bind("event", line.event())
                .bind("actor", line.actor())
                .bind("target", line.target())
                .bind("outcome", line.outcome())
                .execute();
    }

    /// The newest `limit` lines, oldest first.
    public static List<Entry> newest(Handle handle, int limit) {
        return handle.createQuery("select * from audit_line order by seq desc limit :limit")
                .bind("limit", limit)
                .map(
                        (row, _) ->
                                new Entry(
                                        row.getLong("seq"),
                                        Times.read(row, "happened_at"),
                                        new AuditLine(
                                                row.getString("event"),
                                                row.getString("actor"),
                                                row.getString("target"),
                                                row.getString("outcome"))))
                .list()
                .reversed();
    }

    public record Entry(long seq, Instant at, AuditLine line) {}
}
