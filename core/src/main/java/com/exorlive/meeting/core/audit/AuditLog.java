package com.exorlive.meeting.core.audit;

import com.exorlive.meeting.core.database.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// Who did what to which record, and how it was answered.
///
/// Content-free by its types: identifiers, stable words, a time. A line is written in the
/// transaction of what it tells, so neither exists without the other; soon afterwards it is sealed
/// into the chain. Thread-safe: it has no state.
public final class AuditLog {
    private static final int MOST_OF_A_ROLE = 80;

    private final InstantSource clock;
    private final String node;

    public AuditLog(InstantSource clock) {
        this(clock, AuditLine.NOBODY);
    }

    /// @param node names this process among those that share the database
    public AuditLog(InstantSource clock, String node) {
        this.clock = clock;
        this.node = node;
    }

    public void write(Handle handle, AuditLine line) {
        write(handle, line, clock.instant());
    }

    /// For what happened elsewhere and is told later.
    public void write(Handle handle, AuditLine line, Instant at) {
        assert AuditWords.knows(line) : "not in words.json: " + line.event() + " " + line.outcome();
        var insert =
                handle.createUpdate(
                        "insert into audit_pending (happened_at, node, event, actor, target,"
                                + " outcome, about, organisation, unit, reference, role_name)"
                                + " values (:at, :node, :event, :actor, :target,"
                                + " :outcome, :about, :organisation, :unit, :reference, :role)");
        bind(insert, placed(handle, line))
                // Both databases keep microseconds, and the hash is over what they keep.
                .bind("at", Times.write(at.truncatedTo(ChronoUnit.MICROS)))
                .bind("node", node)
                .execute();
    }

    static <S extends SqlStatement<S>> S bind(S statement, AuditLine line) {
        return statement
                .bind("event", line.event())
                .bind("actor", line.actor())
                .bind("target", line.target())
                .bind("outcome", line.outcome())
                .bind("about", line.about())
                .bind("organisation", line.organisation())
                .bind("unit", line.unit())
                .bind("reference", line.reference())
                .bind("role", line.role());
    }

    /// What a line does not say of its actor's place and roles, the actor's own row says: no writer
    /// can forget it. Somebody who acts in several roles has them all in the line.
    private static AuditLine placed(Handle handle, AuditLine line) {
        if (line.actor().equals(AuditLine.NOBODY)) {
            return line;
        }
        return handle.createQuery(
                        "select organisation_id, unit_id from person where subject = :actor")
                .bind("actor", line.actor())
                .map(
                        (row, _) ->
                                line.at(
                                        orElse(
                                                line.organisation(),
                                                row.getString("organisation_id")),
                                        orElse(line.unit(), row.getString("unit_id"))))
                .findOne()
                .map(placed -> placed.as(orElse(line.role(), roles(handle, line.actor()))))
                .orElse(line);
    }

    private static String roles(Handle handle, String actor) {
        var roles =
                handle.createQuery(
                                "select distinct role_name from held_role where subject = :actor"
                                        + " order by role_name")
                        .bind("actor", actor)
                        .mapTo(String.class)
                        .list();
        var together = String.join(".", roles);
        return together.isEmpty() || together.length() > MOST_OF_A_ROLE
                ? AuditLine.NOBODY
                : together;
    }

    private static String orElse(String said, String found) {
        return said.equals(AuditLine.NOBODY) ? found : said;
    }

    /// The newest `limit` lines, oldest first. Seals what waits.
    public static List<Entry> newest(Handle handle, int limit) {
        AuditChain.sealAll(handle);
        return handle.createQuery("select * from audit_line order by seq desc limit :limit")
                .bind("limit", limit)
                .map((row, _) -> SealedLine.read(row))
                .map(it -> new Entry(it.seq(), it.at(), it.line()))
                .list()
                .reversed();
    }

    /// Seals what waits, so that what is read next in this transaction is all that was written.
    public static void sealWaiting(Handle handle) {
        AuditChain.sealAll(handle);
    }

    /// A line as a report reads it.
    public record Read(
            long seq, Instant at, AuditLine line, boolean isRefusal, boolean isBreakGlass) {}

    public static Read read(ResultSet row) throws SQLException {
        return new Read(
                row.getLong("seq"),
                Times.read(row, "happened_at"),
                SealedLine.line(row),
                row.getBoolean("is_refusal"),
                row.getBoolean("is_break_glass"));
    }

    public record Entry(long seq, Instant at, AuditLine line) {}
}
