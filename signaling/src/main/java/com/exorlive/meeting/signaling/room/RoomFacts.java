package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.signaling.protocol.EndWhen;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import java.time.Duration;
import java.time.Instant;

/// What never changes about a meeting.
///
/// @param notAfter when the meeting id lapses: the meeting does not outlive it
/// @param maxLength how long a room lives at most
/// @param grace how long the seat of a lost connection is kept
record RoomFacts(
        MeetingId meeting, EndWhen endWhen, Instant notAfter, Duration maxLength, Duration grace) {

    /// When a room that opens now ends, whatever happens.
    Instant endsAt(Instant now) {
        var longest = now.plus(maxLength);
        return longest.isBefore(notAfter) ? longest : notAfter;
    }
}
