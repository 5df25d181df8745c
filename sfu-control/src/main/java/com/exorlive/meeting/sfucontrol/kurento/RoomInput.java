package com.exorlive.meeting.sfucontrol.kurento;

import com.exorlive.meeting.sfucontrol.Candidate;
import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.LegId;
import com.exorlive.meeting.sfucontrol.ParticipantId;
import com.exorlive.meeting.sfucontrol.PcId;

/// What a room's thread is told.
sealed interface RoomInput {
    record Join(LegId leg) implements RoomInput {}

    record Describe(ParticipantId who, Description description) implements RoomInput {}

    record Trickle(ParticipantId who, Candidate candidate) implements RoomInput {}

    record RestartIce(ParticipantId who, PcId pc) implements RoomInput {}

    record Leave(ParticipantId who) implements RoomInput {}

    /// Kurento said something of an endpoint by itself.
    record Heard(PcId pc, EndpointEvent event) implements RoomInput {}

    /// The session goes on after a while in which events may have been missed.
    record Back() implements RoomInput {}

    /// Time passes, or it is over.
    record Wake() implements RoomInput {}
}
