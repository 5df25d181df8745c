package com.exorlive.meeting.signaling.redis;

import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.registry.RegistryUnavailableException;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Burial;
import com.exorlive.meeting.signaling.registry.TombstoneFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is over: for all nodes in Redis, and what ended here in a file of this node too. Each time
/// when Redis may have forgotten something it is told everything again. Thread-safe.
final class Tombstones implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tombstones.class);
    private static final Duration LONGER = Duration.ofDays(1);

    /// Questions that are asked together: more of them could fill Lettuce's queue.
    private static final int AT_ONCE = 500;

    /// As many go in one turn: more of them would keep the leases waiting.
    private static final int BATCHES = 20;

    private static final String LEASE_MILLIS = Long.toString(NodeLease.LIFE.toMillis());

    private final TombstoneFile file;
    private final RedisStore store;
    private final NodeLease lease;
    private final InstantSource clock;

    /// What Redis has not been heard to know: the lapse by the hash.
    private final Map<String, Long> untold = new ConcurrentHashMap<>();

    Tombstones(Path path, RedisStore store, NodeLease lease, InstantSource clock) {
        this.file = TombstoneFile.open(path, clock.instant());
        this.store = store;
        this.lease = lease;
        this.clock = clock;
    }

    boolean contains(MeetingId meeting) {
        return file.contains(meeting);
    }

    /// Somebody ended it: it is over from now on, whether Redis can be told or not.
    Burial bury(MeetingId meeting) {
        write(meeting);
        var hash = TombstoneFile.hash(meeting);
        untold.put(hash, meeting.notAfter().getEpochSecond());
        try {
            store.run(Script.END, keys(hash), "0", "1", expiry(meeting), LEASE_MILLIS);
            untold.remove(hash);
        } catch (RegistryUnavailableException e) {
            LOG.atWarn().addKeyValue("meeting", meeting).setCause(e).log("An end has to wait");
        }
        return Burial.BURIED;
    }

    /// Time ended it: only if the room is still this node's, and Redis says so.
    Burial buryIfOwned(MeetingId meeting, long epoch) {
        if (!lease.isFresh()) {
            return Burial.FENCED;
        }
        try {
            var keys = keys(TombstoneFile.hash(meeting));
            var at = Long.toString(epoch);
            var answer = store.run(Script.END, keys, at, "0", expiry(meeting), LEASE_MILLIS);
            if (!String.valueOf(answer.getFirst()).equals("buried")) {
                return Burial.FENCED;
            }
        } catch (RegistryUnavailableException e) {
            LOG.atWarn().addKeyValue("meeting", meeting).setCause(e).log("An end is left undone");
            return Burial.FENCED;
        }
        write(meeting);
        return Burial.BURIED;
    }

    private void write(MeetingId meeting) {
        try {
            file.add(meeting);
        } catch (UncheckedIOException e) {
            LOG.atError()
                    .addKeyValue("meeting", meeting)
                    .setCause(e)
                    .log("A tombstone is not on the disk");
        }
        file.forgetLapsed(clock.instant());
    }

    /// Has Redis told everything again.
    void mistrust() {
        untold.putAll(file.all());
    }

    /// Tells Redis what it has not been heard to know.
    ///
    /// @throws RegistryUnavailableException if there is no connection
    void tell() {
        var now = clock.instant().getEpochSecond();
        untold.values().removeIf(lapse -> lapse < now);
        int before = untold.size() + 1;
        for (int i = 0; i < BATCHES && !untold.isEmpty() && untold.size() < before; i++) {
            before = untold.size();
            tellSome();
        }
    }

    private void tellSome() {
        var some = untold.entrySet().stream().limit(AT_ONCE).map(Map.Entry::getKey).toList();
        var questions = some.stream().map(this::burial).toList();
        store.runAll(questions, (i, _) -> untold.remove(some.get(i)));
    }

    /// How many ends Redis has not been heard to know.
    int untold() {
        return untold.size();
    }

    private RedisStore.Question burial(String hash) {
        var lapse = untold.getOrDefault(hash, clock.instant().getEpochSecond());
        var expiry = Long.toString(lapse + LONGER.toSeconds());
        return new RedisStore.Question(
                Script.END, keys(hash), List.of("0", "1", expiry, LEASE_MILLIS));
    }

    private static List<String> keys(String hash) {
        return new Keys(hash).door();
    }

    private static String expiry(MeetingId meeting) {
        return Long.toString(meeting.notAfter().plus(LONGER).getEpochSecond());
    }

    @Override
    public void close() {
        file.close();
    }
}
