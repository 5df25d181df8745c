package com.exorlive.meeting.sfucontrol.remote;

import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.LegId;
import com.exorlive.meeting.sfucontrol.ParticipantId;
import com.exorlive.meeting.sfucontrol.PcId;
import com.exorlive.meeting.sfucontrol.SfuEvent;

/// What a driver and its media server say to each other. A room has a number, given by the driver
/// and never used twice in a conversation.
sealed interface Frame {
    /// The driver's first words on every connection.
    ///
    /// @param owner of the conversation: a driver's life
    /// @param conversation counts what the driver has begun in its life
    /// @param isNew whether it begins now; else it is to go on
    /// @param heard how many numbered frames of this conversation the driver has had
    record Begin(String owner, long conversation, boolean isNew, long heard) implements Frame {}

    /// The answer.
    ///
    /// @param incarnation of the media server: its life
    /// @param isRefused whether the conversation is not known: nothing of it is left
    record Begun(String incarnation, boolean isRefused, Mood mood, long heard) implements Frame {}

    /// A sign of life.
    ///
    /// @param heard how many numbered frames were had
    /// @param mood of the server; drivers are always ready
    /// @param rooms that the server has in all
    record Alive(long heard, Mood mood, int rooms) implements Frame {}

    /// Whether a media server takes rooms.
    enum Mood {
        READY,
        /// Not any more, because it was told so.
        DRAINING,
        NOT_READY
    }

    /// One of those that must come, once and in order.
    ///
    /// @param number counts from 1
    record Numbered(long number, Content content) implements Frame {}

    /// What a numbered frame says.
    sealed interface Content {
        int room();
    }

    record Open(int room) implements Content {}

    record Join(int room, LegId leg) implements Content {}

    record Describe(int room, ParticipantId who, Description description) implements Content {}

    record RestartIce(int room, ParticipantId who, PcId pc) implements Content {}

    record Leave(int room, ParticipantId who) implements Content {}

    record Close(int room) implements Content {}

    /// The only one that comes from the media server.
    record Happened(int room, SfuEvent event) implements Content {}
}
