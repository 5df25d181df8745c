package com.exorlive.meeting.signaling.admission;

import com.exorlive.meeting.signaling.protocol.Ending;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Seat;
import java.time.Instant;
import java.util.Optional;

/// What core is told of a meeting: that something happened, never what was said.
public sealed interface MeetingReport {
    MeetingId meeting();

    Instant at();

    /// Somebody sits alone.
    record Waiting(MeetingId meeting, Instant at, Seat seat) implements MeetingReport {}

    /// Both are here for the first time.
    record Started(MeetingId meeting, Instant at) implements MeetingReport {}

    record Joined(MeetingId meeting, Instant at, Seat seat) implements MeetingReport {}

    /// Gone beyond the grace period.
    record Left(MeetingId meeting, Instant at, Seat seat) implements MeetingReport {}

    record Ended(MeetingId meeting, Instant at, Ending ending) implements MeetingReport {}

    /// Somebody was turned away at the second gate.
    record Refused(MeetingId meeting, Instant at) implements MeetingReport {}

    default Optional<Seat> seatInvolved() {
        return switch (this) {
            case Waiting waiting -> Optional.of(waiting.seat());
            case Joined joined -> Optional.of(joined.seat());
            case Left left -> Optional.of(left.seat());
            case Started _, Ended _, Refused _ -> Optional.empty();
        };
    }

    /// Its name in core's API.
    default String word() {
        return switch (this) {
            case Waiting _ -> "waiting";
            case Started _ -> "started";
            case Joined _ -> "joined";
            case Left _ -> "left";
            case Ended _ -> "ended";
            case Refused _ -> "refused";
        };
    }
}
