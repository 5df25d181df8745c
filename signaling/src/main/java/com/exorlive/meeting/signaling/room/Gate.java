package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.signaling.admission.SeatGrant;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.registry.RegistryUnavailableException;
import com.exorlive.meeting.signaling.registry.RequestId;
import com.exorlive.meeting.signaling.registry.RoomRegistry;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Admission;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Burial;
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

    /// Also for somebody who is at the door before the host: another node may have been told of
    /// another one.
    Verdict admit(SeatGrant grant) {
        try {
            var sitting = subjects.getOrDefault(grant.seat(), grant.subject());
            var isOnOtherSeat = grant.subject().equals(subjects.get(grant.seat().other()));
            if (!sitting.equals(grant.subject()) || isOnOtherSeat) {
                return Verdict.NOT_OPEN;
            }
            var claimed = claim(grant);
            if (claimed != Verdict.WELCOME) {
                return claimed;
            }
            var admitted = admit(grant.seat(), grant.subject());
            if (admitted == Verdict.WELCOME) {
                subjects.put(grant.seat(), grant.subject());
            }
            return admitted;
        } catch (RegistryUnavailableException e) {
            LOG.atWarn().addKeyValue("meeting", meeting).setCause(e).log("No registry");
            return Verdict.TRY_AGAIN;
        }
    }

    private Verdict claim(SeatGrant grant) {
        if (epoch != NOT_CLAIMED) {
            return Verdict.WELCOME;
        }
        var claim = registry.claim(meeting, grant.seat(), grant.subject(), RequestId.random());
        return switch (claim) {
            case Claim.Owned(var owned) -> {
                epoch = owned;
                yield Verdict.WELCOME;
            }
            case Claim.OwnedBy _ -> Verdict.TRY_AGAIN;
            case Claim.Taken _ -> Verdict.NOT_OPEN;
            case Claim.Over _ -> Verdict.OVER;
        };
    }

    private Verdict admit(Seat seat, Subject subject) {
        return switch (registry.admit(meeting, epoch, seat, subject, RequestId.random())) {
            case Admission.Admitted _ -> Verdict.WELCOME;
            case Admission.Taken _ -> Verdict.NOT_OPEN;
            case Admission.Over _ -> Verdict.OVER;
            case Admission.Fenced _ -> Verdict.TRY_AGAIN;
        };
    }

    /// @param byPerson somebody who may asked for it
    /// @return whether the meeting is over; if not, the room is no longer this node's
    boolean bury(boolean byPerson) {
        return registry.end(meeting, epoch, byPerson, RequestId.random()) == Burial.BURIED;
    }

    void release() {
        if (epoch != NOT_CLAIMED) {
            registry.release(meeting, epoch);
        }
    }
}
