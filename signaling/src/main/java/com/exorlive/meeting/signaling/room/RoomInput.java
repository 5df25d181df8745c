package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.signaling.admission.AccessEnd;
import com.exorlive.meeting.signaling.admission.SeatGrant;
import com.exorlive.meeting.signaling.protocol.ClientMessage;
import com.exorlive.meeting.signaling.protocol.Decoded;
import com.exorlive.meeting.signaling.session.Line;

/// What comes into a room's mailbox.
sealed interface RoomInput {
    /// A page with a good ticket.
    record Hello(SeatGrant grant, Line line) implements RoomInput {}

    record Resume(ClientMessage.Resume message, Line line) implements RoomInput {}

    record Frame(Decoded decoded, Line line) implements RoomInput {}

    record LineLost(Line line) implements RoomInput {}

    record Sfu(long incarnation, SfuEvent event) implements RoomInput {}

    record EndByAdmin() implements RoomInput {}

    record AccessEnded(AccessEnd end) implements RoomInput {}

    /// Nothing but a reason to look around.
    record Wake() implements RoomInput {}
}
