package com.exorlive.meeting.core.notice;

import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.person.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends "a message waits for you" by every channel that is set up; each once as far as the other
/// side allows: what is taken up and not confirmed is sent again under the same id. Thread-safe:
/// the database is.
public final class NoticeQueue implements Notices {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeQueue.class);

    /// Longer than any channel's own patience.
    private static final Duration LEASE = Duration.ofMinutes(2);

    /// 1, 4, 16 and 64 minutes, then every four hours: about a day in all.
    private static final int MOST_ATTEMPTS = 10;

    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(4);
    private static final Duration SENT_KEPT = Duration.ofDays(7);
    private static final Duration DEAD_KEPT = Duration.ofDays(30);

    private final Database database;
    private final Receivers receivers;
    private final List<Channel> channels;
    private final InstantSource clock;

    public NoticeQueue(
            Database database, Receivers receivers, List<Channel> channels, InstantSource clock) {
        this.database = database;
        this.receivers = receivers;
        this.channels = List.copyOf(channels);
        this.clock = clock;
    }

    /// Finds out how to reach somebody.
    @FunctionalInterface
    public interface Receivers {
        Optional<Receiver> find(Handle handle, Subject subject);
    }

    /// What the operator watches.
    public record Counts(Map<String, Long> waiting, Map<String, Long> dead) {
        public Counts {
            waiting = Map.copyOf(waiting);
            dead = Map.copyOf(dead);
        }
    }

    /// By channel; all that are set up are there.
    public Counts counts() {
        return database.inTransaction(
                handle ->
                        new Counts(
                                counts(handle, NoticeStore.State.WAITING),
                                counts(handle, NoticeStore.State.DEAD)));
    }

    private Map<String, Long> counts(Handle handle, NoticeStore.State state) {
        var counts = new TreeMap<String, Long>();
        channels.forEach(channel -> counts.put(channel.name(), 0L));
        counts.putAll(NoticeStore.count(handle, state));
        return counts;
    }

    @Override
    public void tell(Handle handle, Subject receiver, Notice notice, Instant expiresAt) {
        for (var channel : channels) {
            NoticeStore.put(handle, receiver, channel.name(), notice, clock.instant(), expiresAt);
        }
    }

    /// Sends what is due, a batch at most.
    ///
    /// @return how many were tried
    public int deliverDue() {
        var due = database.inTransaction(handle -> NoticeStore.due(handle, clock.instant()));
        int tried = 0;
        for (var id : due) {
            var now = clock.instant();
            var claimed =
                    database.inTransaction(handle -> NoticeStore.claim(handle, id, now, LEASE));
            if (claimed.isPresent()) {
                tried++;
                settle(claimed.get(), attempt(claimed.get(), now));
            }
        }
        return tried;
    }

    private Delivery attempt(NoticeStore.Claimed notice, Instant now) {
        if (!now.isBefore(notice.expiresAt())) {
            return new Delivery.Never("expired");
        }
        var channel =
                channels.stream().filter(it -> it.name().equals(notice.channel())).findFirst();
        var receiver = database.inTransaction(handle -> receivers.find(handle, notice.receiver()));
        if (channel.isEmpty()) {
            return new Delivery.Never("not-set-up");
        }
        if (receiver.isEmpty()) {
            return new Delivery.NotReachable();
        }
        return channel.get().deliver(notice.id(), notice.kind(), receiver.get(), now);
    }

    private void settle(NoticeStore.Claimed notice, Delivery delivery) {
        var now = clock.instant();
        database.run(
                handle -> {
                    switch (delivery) {
                        case Delivery.Sent _, Delivery.NotReachable _ ->
                                NoticeStore.close(handle, notice.id(), NoticeStore.State.SENT, now);
                        case Delivery.Never(var why) -> giveUp(handle, notice, why, now);
                        case Delivery.Later(var why) -> {
                            var next = now.plus(waitAfter(notice.attempts()));
                            if (notice.attempts() >= MOST_ATTEMPTS
                                    || !next.isBefore(notice.expiresAt())) {
                                giveUp(handle, notice, why, now);
                            } else {
                                LOG.atInfo()
                                        .addKeyValue("channel", notice.channel())
                                        .addKeyValue("attempt", notice.attempts())
                                        .addKeyValue("why", why)
                                        .log("A notice is tried again later");
                                NoticeStore.later(handle, notice.id(), next);
                            }
                        }
                    }
                });
    }

    private static void giveUp(Handle handle, NoticeStore.Claimed notice, String why, Instant now) {
        LOG.atWarn()
                .addKeyValue("channel", notice.channel())
                .addKeyValue("attempts", notice.attempts())
                .addKeyValue("why", why)
                .log("A notice could not be sent");
        NoticeStore.close(handle, notice.id(), NoticeStore.State.DEAD, now);
    }

    static Duration waitAfter(int attempts) {
        var wait = FIRST_WAIT.multipliedBy(1L << Math.min(2 * (attempts - 1), 20));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    /// Throws away what is settled. Call now and then.
    public void purge() {
        var now = clock.instant();
        database.run(
                handle -> {
                    NoticeStore.forget(handle, NoticeStore.State.SENT, now.minus(SENT_KEPT));
                    NoticeStore.forget(handle, NoticeStore.State.DEAD, now.minus(DEAD_KEPT));
                });
    }
}
