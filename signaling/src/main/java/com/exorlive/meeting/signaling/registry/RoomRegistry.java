package com.exorlive.meeting.signaling.registry;

import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.token.Subject;

/// Says which node owns a room, who sits in it, and that it is over. It arbitrates; the owner's
/// memory is the truth about everything else. Thread-safe; may block, so it is called from virtual
/// threads. Every call may be repeated with the same [RequestId] and then has the same answer,
/// because a call that timed out may have been done.
public interface RoomRegistry {

    /// Says where a meeting's room is, or would be.
    ///
    /// @throws RegistryUnavailableException if the registry can't be asked
    Place look(MeetingId meeting);

    /// Makes this node the owner, if nobody else is and this subject may have this seat: whoever
    /// may not be in it takes no room from a node that is only out of reach.
    ///
    /// @throws RegistryUnavailableException if the registry can't be asked
    Claim claim(MeetingId meeting, Seat seat, Subject subject, RequestId request);

    /// Gives a subject a seat, or its own seat again.
    ///
    /// @param epoch the owner's, from `claim`
    /// @throws RegistryUnavailableException if the registry can't be asked
    Admission admit(MeetingId meeting, long epoch, Seat seat, Subject subject, RequestId request);

    /// Kills the meeting id for ever. Returns once that is safe: on this node's disk, or where all
    /// nodes look.
    ///
    /// @param byPerson somebody who may asked for it: then it is over, whoever owns the room
    Burial end(MeetingId meeting, long epoch, boolean byPerson, RequestId request);

    /// Lets go of a room without ending its meeting, so that it may be claimed anew. Whoever had a
    /// seat keeps it. Does nothing if the room is no longer this node's.
    void release(MeetingId meeting, long epoch);

    /// Has rooms that are no longer this node's told to this listener, on any thread. Called once.
    void onLoss(LossListener listener);

    /// Hears that a room is no longer this node's.
    @FunctionalInterface
    interface LossListener {
        /// @param isOver whether the meeting has ended; else another node has it
        void onLost(MeetingId meeting, long epoch, boolean isOver);
    }

    /// What `look` answers.
    sealed interface Place {
        /// Nobody has the room, or this node, or somebody who is gone: this node may claim it.
        record Here() implements Place {}

        record At(NodeName node) implements Place {}

        record Over() implements Place {}
    }

    /// What `claim` answers.
    sealed interface Claim {
        /// @param epoch grows with each owner; goes with everything that the owner does
        record Owned(long epoch) implements Claim {}

        record OwnedBy(NodeName node) implements Claim {}

        /// Another subject has the seat.
        record Taken() implements Claim {}

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

    /// What `end` answers.
    enum Burial {
        BURIED,
        /// The room is no longer this node's, or may not be: it is not for this node to end it.
        FENCED
    }
}
