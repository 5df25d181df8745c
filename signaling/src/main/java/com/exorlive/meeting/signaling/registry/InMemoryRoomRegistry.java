package com.exorlive.meeting.signaling.registry;

import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.token.Subject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The registry of a single node. Rooms live in memory; that a meeting is over is kept in a file as
/// well. Thread-safe: every method holds the one lock, and only `end` waits for a disk.
public final class InMemoryRoomRegistry implements RoomRegistry, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InMemoryRoomRegistry.class);

    /// Answers remembered for repeated requests of one room.
    private static final int MAX_ANSWERS = 16;

    private final InstantSource clock;
    private final TombstoneFile tombstones;
    private final Map<MeetingId, Owned> rooms = new HashMap<>();
    private long lastEpoch;

    public InMemoryRoomRegistry(Path tombstoneFile, InstantSource clock) {
        this.clock = clock;
        this.tombstones = TombstoneFile.open(tombstoneFile, clock.instant());
        // A later life of this node must not repeat the epochs of an earlier one.
        this.lastEpoch = clock.instant().toEpochMilli();
    }

    private static final class Owned {
        private final long epoch;
        private final Map<Seat, Subject> subjects = new EnumMap<>(Seat.class);
        private final Map<Seat, Long> seatEpochs = new EnumMap<>(Seat.class);
        private final Map<RequestId, Admission> answers = new LinkedHashMap<>();

        private Owned(long epoch) {
            this.epoch = epoch;
        }

        private Admission admit(Seat seat, Subject subject, RequestId request) {
            var before = answers.get(request);
            if (before != null) {
                return before;
            }
            var answer = admitAnew(seat, subject);
            answers.put(request, answer);
            if (answers.size() > MAX_ANSWERS) {
                answers.remove(answers.keySet().iterator().next());
            }
            return answer;
        }

        private Admission admitAnew(Seat seat, Subject subject) {
            if (subject.equals(subjects.get(seat.other()))
                    || !subject.equals(subjects.getOrDefault(seat, subject))) {
                return new Admission.Taken();
            }
            subjects.put(seat, subject);
            return new Admission.Admitted(seatEpochs.merge(seat, 1L, Long::sum));
        }
    }

    @Override
    public synchronized Claim claim(MeetingId meeting, RequestId request) {
        if (tombstones.contains(meeting)) {
            return new Claim.Over();
        }
        var owned = rooms.computeIfAbsent(meeting, _ -> new Owned(++lastEpoch));
        return new Claim.Owned(owned.epoch);
    }

    @Override
    public synchronized Admission admit(
            MeetingId meeting, long epoch, Seat seat, Subject subject, RequestId request) {
        if (tombstones.contains(meeting)) {
            return new Admission.Over();
        }
        var owned = rooms.get(meeting);
        if (owned == null || owned.epoch != epoch) {
            return new Admission.Fenced();
        }
        return owned.admit(seat, subject, request);
    }

    @Override
    public synchronized Set<MeetingId> renew(Map<MeetingId, Long> owned) {
        return owned.entrySet().stream()
                .filter(entry -> !isOwned(entry.getKey(), entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isOwned(MeetingId meeting, long epoch) {
        var owned = rooms.get(meeting);
        return owned != null && owned.epoch == epoch;
    }

    @Override
    public synchronized void end(MeetingId meeting, long epoch, RequestId request) {
        rooms.remove(meeting);
        try {
            tombstones.add(meeting);
        } catch (UncheckedIOException e) {
            // In memory it is over. A restart could forget it: that wakes a person. Core refuses
            // the id as well, once it has been told.
            LOG.atError()
                    .addKeyValue("meeting", meeting)
                    .setCause(e)
                    .log("A tombstone is not on the disk");
        }
        tombstones.forgetLapsed(clock.instant());
    }

    @Override
    public synchronized void release(MeetingId meeting, long epoch) {
        if (isOwned(meeting, epoch)) {
            rooms.remove(meeting);
        }
    }

    @Override
    public boolean isOver(MeetingId meeting) {
        return tombstones.contains(meeting);
    }

    @Override
    public void close() {
        tombstones.close();
    }
}
