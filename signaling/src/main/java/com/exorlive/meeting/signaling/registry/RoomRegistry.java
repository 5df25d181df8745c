package com.exorlive.meeting.signaling.registry;

import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.token.Subject;
import java.util.Map;
import java.util.Set;

/// Says which node owns a room, who sits in it, and that it is over. It arbitrates; the owner's
/// memory is the truth about everything else. Thread-safe; may block, so it is called from virtual
/// threads. Every call may be repeated with the same [RequestId] and then has the same answer,
/// because a call that timed out may have been done.
public interface RoomRegistry {

    /// Makes this node the owner, if nobody else is.
    ///
    /// @throws RegistryUnavailableException if the registry can't be asked
    Claim claim(MeetingId meeting, RequestId request);

    /// Gives a subject a seat, or its own seat again.
    ///
    /// @param epoch the owner's, from `claim`
    /// @throws RegistryUnavailableException if the registry can't be asked
    Admission admit(MeetingId meeting, long epoch, Seat seat, Subject subject, RequestId request);

    /// Says which of these rooms are no longer this node's.
    ///
    /// @param rooms owned rooms with their epochs
    /// @throws RegistryUnavailableException if the registry can't be asked
    Set<MeetingId> renew(Map<MeetingId, Long> rooms);

    /// Kills the meeting id for ever. Returns once that is safe on this node's disk.
    void end(MeetingId meeting, long epoch, RequestId request);

    /// Lets go of a room that never came to life, so that it may be claimed anew.
    void release(MeetingId meeting, long epoch);

    /// Whether the meeting has ended.
    ///
    /// @throws RegistryUnavailableException if the registry can't be asked
    boolean isOver(MeetingId meeting);

    /// What `claim` answers.
    sealed interface Claim {
        /// @param epoch grows with each owner; goes with everything that the owner does
        record Owned(long epoch) implements Claim {}

        /// @param url where the owner's sockets are
        record OwnedBy(String url) implements Claim {}

        record Over() implements Claim {}
    }

    /// What `admit` answers.
    sealed interface Admission {
        record Admitted(long seatEpoch) implements Admission {}

        /// Another subject has the seat.
        record Taken() implements Admission {}

        record Over() implements Admission {}

        /// The epoch is no longer the owner's.
        record Fenced() implements Admission {}
    }
}
