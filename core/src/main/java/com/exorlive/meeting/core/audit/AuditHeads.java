package com.exorlive.meeting.core.audit;

import com.exorlive.meeting.core.database.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `audit_head`: a signed head for each hour, also when nothing happened, so that a
/// silent chain can be told from one that has stopped. Thread-safe: it has no state.
final class AuditHeads {
    static final Duration EVERY = Duration.ofHours(1);

    private AuditHeads() {}

    /// A head as it is stored.
    record Stored(Instant at, long length, String note) {}

    /// Signs a head if the last one is an hour old, or if this one is demanded.
    static Optional<Stored> sign(Handle handle, HeadKey key, Instant now, boolean demanded) {
        var last = newest(handle, 1).stream().findFirst();
        var isDue =
                last.map(it -> !now.isBefore(it.at().truncatedTo(ChronoUnit.HOURS).plus(EVERY)))
                        .orElse(true);
        if (!isDue && !demanded) {
            return Optional.empty();
        }
        AuditChain.sealAll(handle);
        var end = AuditChain.end(handle);
        // No two have the same time: it is what they are told from each other by.
        var at =
                last.map(it -> it.at().plusMillis(1))
                        .filter(it -> it.isAfter(now))
                        .orElse(now.truncatedTo(ChronoUnit.MILLIS));
        var head =
                new Head(
                        key.verifier().name(),
                        end.length(),
                        LineHash.text(end.frontier().root()),
                        end.hash(),
                        at);
        var stored = new Stored(at, end.length(), head.note(key));
        handle.createUpdate(
                        "insert into audit_head (signed_at, length, note, is_exported)"
                                + " values (:at, :length, :note, false)")
                .bind("at", Times.write(at))
                .bind("length", stored.length())
                .bind("note", stored.note())
                .execute();
        return Optional.of(stored);
    }

    static List<Stored> newest(Handle handle, int count) {
        return list(handle, "select * from audit_head order by signed_at desc limit :count", count);
    }

    /// The oldest that have not been taken elsewhere yet.
    static List<Stored> waiting(Handle handle, int count) {
        return list(
                handle,
                "select * from audit_head where is_exported = false order by signed_at"
                        + " limit :count",
                count);
    }

    private static List<Stored> list(Handle handle, String sql, int count) {
        return handle.createQuery(sql)
                .bind("count", count)
                .map(
                        (row, _) ->
                                new Stored(
                                        Times.read(row, "signed_at"),
                                        row.getLong("length"),
                                        row.getString("note")))
                .list();
    }

    /// How long the chain was at the head before this one.
    static long lengthBefore(Handle handle, Stored head) {
        return handle.createQuery(
                        "select length from audit_head where signed_at < :at"
                                + " order by signed_at desc limit 1")
                .bind("at", Times.write(head.at()))
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    static void exported(Handle handle, Stored head) {
        handle.createUpdate("update audit_head set is_exported = true where signed_at = :at")
                .bind("at", Times.write(head.at()))
                .execute();
    }
}
