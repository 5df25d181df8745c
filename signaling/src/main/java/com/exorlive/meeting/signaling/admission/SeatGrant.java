package com.exorlive.meeting.signaling.admission;

import com.exorlive.meeting.signaling.protocol.EndWhen;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.People;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.token.SignInId;
import com.exorlive.meeting.signaling.token.Subject;
import java.time.Instant;

/// Core's word that a subject may sit on a seat of a meeting.
///
/// @param subject as core names them, however they came
/// @param notAfter when the meeting is over by itself: its id lapses, or it has lasted long enough
/// @param signIn by which they came, at core or at another issuer
public record SeatGrant(
        MeetingId meeting,
        Seat seat,
        Subject subject,
        People people,
        EndWhen endWhen,
        Instant notAfter,
        SignInId signIn) {}
