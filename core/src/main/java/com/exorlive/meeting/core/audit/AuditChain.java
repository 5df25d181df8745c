package com.exorlive.meeting.core.audit;

import com.exorlive.meeting.core.database.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Gives committed lines their places in the chain: the tables `audit_pending`, `audit_line`,
/// `audit_chain`, `audit_tile` and `audit_hour`.
///
/// Writers never wait for one another, because they only append to `audit_pending`; whoever seals
/// holds the one row of `audit_chain`, so that the chain has no gap and no fork however many nodes
/// seal. The order is that of sealing: a line that was committed late comes late, with its own
/// time. Thread-safe: it has no state.
final class AuditChain {
    /// A longer batch makes a lagging chain catch up faster and holds the row longer.
    private static final int BATCH = 500;

    private AuditChain() {}

    private record Pending(long id, Instant at, String node, AuditLine line) {
        static Pending read(ResultSet row) throws SQLException {
            return new Pending(
                    row.getLong("id"),
                    Times.read(row, "happened_at"),
                    row.getString("node"),
                    SealedLine.line(row));
        }
    }

    /// Where the chain ends.
    record End(Frontier frontier, String hash) {
        long length() {
            return frontier.length();
        }

        private static End read(ResultSet row) throws SQLException {
            return new End(
                    Frontier.ofColumn(row.getLong("length"), row.getString("frontier")),
                    row.getString("hash"));
        }
    }

    /// Seals one batch.
    ///
    /// @return how many lines; fewer than a whole batch means that none waits any more
    static int seal(Handle handle) {
        var waiting = handle.createQuery("select count(*) from audit_pending").mapTo(Long.class);
        if (waiting.one() == 0) {
            return 0;
        }
        var end = lockedEnd(handle);
        var pending =
                handle.createQuery("select * from audit_pending order by id limit :batch")
                        .bind("batch", BATCH)
                        .map((row, _) -> Pending.read(row))
                        .list();
        append(handle, end, pending);
        return pending.size();
    }

    /// Builds the totals of hours anew if they do not count every line: somebody took rows out.
    ///
    /// @return whether they did not
    static boolean mendHours(Handle handle) {
        var isWhole = AuditHours.isWhole(handle, lockedEnd(handle).length());
        if (!isWhole) {
            AuditHours.rebuild(handle);
        }
        return !isWhole;
    }

    /// Seals all that is committed and seen by this transaction.
    static void sealAll(Handle handle) {
        while (seal(handle) > 0) {
            // the next batch
        }
    }

    private static void append(Handle handle, End end, List<Pending> pending) {
        if (pending.isEmpty()) {
            return;
        }
        var frontier = end.frontier();
        var last = end.hash();
        var sealed = new ArrayList<SealedLine>();
        for (var next : pending) {
            var line =
                    SealedLine.after(frontier.length(), last, next.at(), next.node(), next.line());
            var grown = frontier.append(LineHash.bytes(line.hash()));
            frontier = grown.frontier();
            last = line.hash();
            sealed.add(line);
            if (grown.tile().isPresent()) {
                insertTile(handle, line.seq() / Frontier.TILE - 1, grown.tile().get());
            }
        }
        insert(handle, sealed);
        AuditHours.add(handle, sealed);
        var batch = handle.prepareBatch("delete from audit_pending where id = :id");
        pending.forEach(next -> batch.bind("id", next.id()).add());
        batch.execute();
        handle.createUpdate(
                        "update audit_chain set length = :length, hash = :hash,"
                                + " frontier = :frontier where id = 1")
                .bind("length", frontier.length())
                .bind("hash", last)
                .bind("frontier", frontier.column())
                .execute();
    }

    private static void insert(Handle handle, List<SealedLine> lines) {
        var batch =
                handle.prepareBatch(
                        "insert into audit_line (seq, happened_at, node, event, actor, target,"
                                + " outcome, about, organisation, unit, reference, role_name,"
                                + " happened_hour, is_refusal, is_break_glass, prev_hash, hash)"
                                + " values (:seq, :at, :node, :event, :actor, :target,"
                                + " :outcome, :about, :organisation, :unit, :reference, :role,"
                                + " :hour, :refusal, :breakGlass, :previous, :hash)");
        for (var sealed : lines) {
            AuditLog.bind(batch, sealed.line())
                    .bind("seq", sealed.seq())
                    .bind("at", Times.write(sealed.at()))
                    .bind("node", sealed.node())
                    .bind("hour", AuditHours.hourOf(sealed.at()))
                    .bind("refusal", Marks.isRefusal(sealed.line()))
                    .bind("breakGlass", Marks.isBreakGlass(sealed.line()))
                    .bind("previous", sealed.previous())
                    .bind("hash", sealed.hash())
                    .add();
        }
        batch.execute();
    }

    private static void insertTile(Handle handle, long place, byte[] hash) {
        handle.createUpdate("insert into audit_tile (place, hash) values (:place, :hash)")
                .bind("place", place)
                .bind("hash", LineHash.text(hash))
                .execute();
    }

    private static End lockedEnd(Handle handle) {
        return handle.createQuery("select * from audit_chain where id = 1 for update")
                .map((row, _) -> End.read(row))
                .one();
    }

    static End end(Handle handle) {
        return handle.createQuery("select * from audit_chain where id = 1")
                .map((row, _) -> End.read(row))
                .one();
    }
}
