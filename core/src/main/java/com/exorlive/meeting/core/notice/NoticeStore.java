package com.exorlive.meeting.core.notice;

import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.person.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The table `notice`: a queue that survives a restart.
final class NoticeStore {
    /// How many are taken up at once: more sends a flood faster, fewer stops sooner.
    private static final int BATCH = 20;

    private NoticeStore() {}

    enum State {
        WAITING,
        SENT,
        /// Given up: what the operator must know of.
        DEAD;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// @param attempts this one included
    record Claimed(
            String id,
            Subject receiver,
            String channel,
            Notice kind,
            int attempts,
            Instant expiresAt) {}

    /// One that is already waiting says everything that this one would.
    static void put(
            Handle handle,
            Subject receiver,
            String channel,
            Notice kind,
            Instant now,
            Instant expiresAt) {
        var again =
                handle.createUpdate(
                                "update notice set expires_at = :expires where receiver = :receiver"
                                        + " and channel = :channel and kind = :kind and state = 'waiting'"
                                        + " and attempts = 0 and expires_at <= :expires")
                        .bind("receiver", receiver.value())
                        .bind("channel", channel)
                        .bind("kind", kind.word())
                        .bind("expires", Times.write(expiresAt))
                        .execute();
        if (again > 0) {
            return;
        }
        handle.createUpdate(
                        "insert into notice (id, receiver, channel, kind, state, made_at, next_at,"
                                + " expires_at, claimed_until, attempts)"
                                + " values (:id, :receiver, :channel, :kind, 'waiting', :now, :now,"
                                + " :expires, :never, 0)")
                .bind("id", RandomIds.id())
                .bind("receiver", receiver.value())
                .bind("channel", channel)
                .bind("kind", kind.word())
                .bind("now", Times.write(now))
                .bind("expires", Times.write(expiresAt))
                .bind("never", Times.write(Instant.EPOCH))
                .execute();
    }

    static List<String> due(Handle handle, Instant now) {
        return handle.createQuery(
                        "select id from notice where state = 'waiting' and next_at <= :now"
                                + " and claimed_until <= :now order by next_at, id limit :limit")
                .bind("now", Times.write(now))
                .bind("limit", BATCH)
                .mapTo(String.class)
                .list();
    }

    /// Takes one up for this long: of several servers one gets it, and if that one dies over it
    /// another takes it up later.
    static Optional<Claimed> claim(Handle handle, String id, Instant now, Duration lease) {
        var mine =
                handle.createUpdate(
                                "update notice set claimed_until = :until, attempts = attempts + 1"
                                        + " where id = :id and state = 'waiting'"
                                        + " and next_at <= :now and claimed_until <= :now")
                        .bind("id", id)
                        .bind("now", Times.write(now))
                        .bind("until", Times.write(now.plus(lease)))
                        .execute();
        if (mine == 0) {
            return Optional.empty();
        }
        return handle.createQuery("select * from notice where id = :id")
                .bind("id", id)
                .map(
                        (row, _) ->
                                new Claimed(
                                        row.getString("id"),
                                        new Subject(row.getString("receiver")),
                                        row.getString("channel"),
                                        Notice.of(row.getString("kind")),
                                        row.getInt("attempts"),
                                        Times.read(row, "expires_at")))
                .findOne();
    }

    static void close(Handle handle, String id, State state, Instant now) {
        handle.createUpdate(
                        "update notice set state = :state, closed_at = :now"
                                + " where id = :id and state = 'waiting'")
                .bind("id", id)
                .bind("state", state.word())
                .bind("now", Times.write(now))
                .execute();
    }

    static void later(Handle handle, String id, Instant next) {
        handle.createUpdate(
                        "update notice set next_at = :next, claimed_until = :never where id = :id")
                .bind("id", id)
                .bind("next", Times.write(next))
                .bind("never", Times.write(Instant.EPOCH))
                .execute();
    }

    /// How many there are of each channel in this state.
    static Map<String, Long> count(Handle handle, State state) {
        return handle.createQuery(
                        "select channel, count(*) as n from notice where state = :state"
                                + " group by channel")
                .bind("state", state.word())
                .map((row, _) -> Map.entry(row.getString("channel"), row.getLong("n")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static void forget(Handle handle, State state, Instant closedBefore) {
        handle.createUpdate("delete from notice where state = :state and closed_at < :before")
                .bind("state", state.word())
                .bind("before", Times.write(closedBefore))
                .execute();
    }
}
