package com.exorlive.meeting.sfucontrol.janus;

import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.LegId;
import com.exorlive.meeting.sfucontrol.ParticipantId;
import com.exorlive.meeting.sfucontrol.PcId;
import tools.jackson.databind.JsonNode;

/// What a room's thread is told.
sealed interface RoomInput {
    record Join(LegId leg) implements RoomInput {}

    record Describe(ParticipantId who, Description description) implements RoomInput {}

    record RestartIce(ParticipantId who, PcId pc) implements RoomInput {}

    record Leave(ParticipantId who) implements RoomInput {}

    /// Janus said something of a handle by itself.
    record Heard(long handle, JsonNode event) implements RoomInput {}

    /// The session goes on after a while in which events may have been missed.
    record Back() implements RoomInput {}

    /// Look whether it is over.
    record Wake() implements RoomInput {}
}
