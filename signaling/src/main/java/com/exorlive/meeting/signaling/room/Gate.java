package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.signaling.admission.SeatGrant;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.registry.RegistryUnavailableException;
import com.exorlive.meeting.signaling.registry.RequestId;
import com.exorlive.meeting.signaling.registry.RoomRegistry;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Admission;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Claim;
import com.exorlive.meeting.signaling.token.Subject;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The second gate: owns the room at the registry and lets each seat's own subject in, whatever the
/// first gate (the ticket) said. Confined to its room's thread.
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final long NOT_CLAIMED = -1;

    private final MeetingId meeting;
    private final RoomRegistry registry;
    private final Map<Seat, Subject> subjects = new EnumMap<>(Seat.class);

    private long epoch = NOT_CLAIMED;

    Gate(MeetingId meeting, RoomRegistry registry) {
        this.meeting = meeting;
        this.registry = registry;
    }

    enum Verdict {
        WELCOME,
        /// A third subject, or one on a seat that is not its own.
        NOT_OPEN,
        OVER,
        /// The registry can't be asked, or the room is another node's.
        TRY_AGAIN
    }

    /// The owner's epoch.
    long epoch() {
        return epoch;
    }

    /// @param isRoomOpen whether the room is there, or comes into being by this hello
    Verdict admit(SeatGrant grant, boolean isRoomOpen) {
        try {
            var sitting = subjects.getOrDefault(grant.seat(), grant.subject());
            var isOnOtherSeat = grant.subject().equals(subjects.get(grant.seat().other()));
            if (!sitting.equals(grant.subject()) || isOnOtherSeat) {
                return Verdict.NOT_OPEN;
            }
            if (!isRoomOpen) {
                return atDoor(grant);
            }
            var claimed = claim();
            if (claimed != Verdict.WELCOME) {
                return claimed;
            }
            subjects.put(grant.seat(), grant.subject());
            return admitAll(grant.seat());
        } catch (RegistryUnavailableException e) {
            LOG.atWarn().addKeyValue("meeting", meeting).setCause(e).log("No registry");
            return Verdict.TRY_AGAIN;
        }
    }

    private Verdict atDoor(SeatGrant grant) {
        if (registry.isOver(meeting)) {
            return Verdict.OVER;
        }
        subjects.put(grant.seat(), grant.subject());
        return Verdict.WELCOME;
    }

    private Verdict claim() {
        if (epoch != NOT_CLAIMED) {
            return Verdict.WELCOME;
        }
        return switch (registry.claim(meeting, RequestId.random())) {
            case Claim.Owned(var owned) -> {
                epoch = owned;
                yield Verdict.WELCOME;
            }
            case Claim.OwnedBy _ -> Verdict.TRY_AGAIN;
            case Claim.Over _ -> Verdict.OVER;
        };
    }

    /// Whoever waited at the door is admitted along with the host. The verdict is about `arriving`.
    private Verdict admitAll(Seat arriving) {
        var other = arriving.other();
        if (subjects.containsKey(other)) {
            admitOne(other);
        }
        return admitOne(arriving);
    }

    private Verdict admitOne(Seat seat) {
        var subject = subjects.get(seat);
        if (subject == null) {
            throw new IllegalStateException("nobody to admit");
        }
        return switch (registry.admit(meeting, epoch, seat, subject, RequestId.random())) {
            case Admission.Admitted _ -> Verdict.WELCOME;
            case Admission.Taken _ -> Verdict.NOT_OPEN;
            case Admission.Over _ -> Verdict.OVER;
            case Admission.Fenced _ -> Verdict.TRY_AGAIN;
        };
    }

    void bury() {
        registry.end(meeting, epoch, RequestId.random());
    }

    void release() {
        if (epoch != NOT_CLAIMED) {
            registry.release(meeting, epoch);
        }
    }
}
