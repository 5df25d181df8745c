package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.sfucontrol.Candidate;
import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.PcId;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.signaling.protocol.ConnectionId;
import com.exorlive.meeting.signaling.protocol.Seat;

/// What can happen to a room.
sealed interface RoomEvent {

    /// The seat's subject said hello on a new page. That it is the seat's subject was seen to
    /// before.
    record Arrived(Seat seat, ConnectionId conn) implements RoomEvent {}

    /// The connection's socket is gone.
    record Lost(Seat seat, ConnectionId conn) implements RoomEvent {}

    /// The connection has another socket.
    record Resumed(Seat seat, ConnectionId conn) implements RoomEvent {}

    /// @param id what an error about it repeats
    record AskedToEnd(Seat seat, String id) implements RoomEvent {}

    /// @param id what an error about it repeats
    record Said(Seat seat, ConnectionId to, String data, String id) implements RoomEvent {
        @Override
        public String toString() {
            return "Said[" + seat + " " + data.length() + "]";
        }
    }

    record Described(Seat seat, Description description) implements RoomEvent {}

    record Trickled(Seat seat, Candidate candidate) implements RoomEvent {}

    record IceRestartWanted(Seat seat, PcId pc) implements RoomEvent {}

    /// The media server said something.
    record Sfu(long incarnation, SfuEvent event) implements RoomEvent {}

    /// The media server could not be reached.
    record MediaFailed(long incarnation) implements RoomEvent {}

    record EndedByAdmin() implements RoomEvent {}

    /// The meeting was ended at another node.
    record EndedElsewhere() implements RoomEvent {}

    /// Whoever sits there may not any more.
    record Evicted(Seat seat) implements RoomEvent {}

    /// Time went on.
    record Tick() implements RoomEvent {}
}
