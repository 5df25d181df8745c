package com.exorlive.meeting.signaling.registry;

import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.token.Subject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
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
        private final Instant lapsesAt;
        private long epoch;
        private boolean isReleased;
        private final Map<Seat, Subject> subjects = new EnumMap<>(Seat.class);
        private final Map<Seat, Long> seatEpochs = new EnumMap<>(Seat.class);
        private final Map<RequestId, Admission> answers = new LinkedHashMap<>();

        private Owned(long epoch, Instant lapsesAt) {
            this.epoch = epoch;
            this.lapsesAt = lapsesAt;
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
            if (isAnothers(seat, subject)) {
                return new Admission.Taken();
            }
            subjects.put(seat, subject);
            return new Admission.Admitted(seatEpochs.merge(seat, 1L, Long::sum));
        }

        private boolean isAnothers(Seat seat, Subject subject) {
            return subject.equals(subjects.get(seat.other()))
                    || !subject.equals(subjects.getOrDefault(seat, subject));
        }
    }

    @Override
    public synchronized Claim claim(
            MeetingId meeting, Seat seat, Subject subject, RequestId request) {
        if (tombstones.contains(meeting)) {
            return new Claim.Over();
        }
        var owned = rooms.computeIfAbsent(meeting, _ -> new Owned(++lastEpoch, meeting.notAfter()));
        if (owned.isReleased) {
            if (owned.isAnothers(seat, subject)) {
                return new Claim.Taken();
            }
            owned.isReleased = false;
            owned.epoch = ++lastEpoch;
        }
        return new Claim.Owned(owned.epoch);
    }

    @Override
    public Place look(MeetingId meeting) {
        return tombstones.contains(meeting) ? new Place.Over() : new Place.Here();
    }

    @Override
    public synchronized Admission admit(
            MeetingId meeting, long epoch, Seat seat, Subject subject, RequestId request) {
        if (tombstones.contains(meeting)) {
            return new Admission.Over();
        }
        var owned = rooms.get(meeting);
        return owned != null && isOwned(meeting, epoch)
                ? owned.admit(seat, subject, request)
                : new Admission.Fenced();
    }

    private boolean isOwned(MeetingId meeting, long epoch) {
        var owned = rooms.get(meeting);
        return owned != null && !owned.isReleased && owned.epoch == epoch;
    }

    @Override
    public synchronized Burial end(
            MeetingId meeting, long epoch, boolean byPerson, RequestId request) {
        if (!byPerson && rooms.containsKey(meeting) && !isOwned(meeting, epoch)) {
            return Burial.FENCED;
        }
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
        return Burial.BURIED;
    }

    @Override
    public synchronized void release(MeetingId meeting, long epoch) {
        var owned = rooms.get(meeting);
        if (owned != null && owned.epoch == epoch) {
            owned.isReleased = true;
            var now = clock.instant();
            rooms.values().removeIf(room -> room.isReleased && now.isAfter(room.lapsesAt));
        }
    }

    /// There is nobody to lose a room to.
    @Override
    public void onLoss(LossListener listener) {}

    @Override
    public void close() {
        tombstones.close();
    }
}
