package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.sfucontrol.Candidate;
import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.PcId;
import com.exorlive.meeting.signaling.admission.MeetingReport;
import com.exorlive.meeting.signaling.protocol.Ending;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.protocol.ServerMessage;

/// What a room wants done, in this order.
sealed interface RoomEffect {

    /// Tells the page that holds the seat, or keeps it for the page if its socket is lost.
    record Tell(Seat seat, ServerMessage message) implements RoomEffect {}

    /// The seat's older page is told that it has been replaced.
    record Replace(Seat seat) implements RoomEffect {}

    /// The page that has just arrived gets its welcome.
    record Welcome(Seat seat) implements RoomEffect {}

    /// The page that has just resumed gets what it lacks.
    record CarryOn(Seat seat) implements RoomEffect {}

    /// The seat's session can't be resumed any more.
    record Forget(Seat seat) implements RoomEffect {}

    /// The seat's page is shut out, and its session with it.
    record Evict(Seat seat) implements RoomEffect {}

    record OpenMedia(long incarnation) implements RoomEffect {}

    record CloseMedia() implements RoomEffect {}

    record JoinMedia(Seat seat) implements RoomEffect {}

    record LeaveMedia(Seat seat) implements RoomEffect {}

    record DescribeMedia(Seat seat, Description description) implements RoomEffect {}

    record AddCandidate(Seat seat, Candidate candidate) implements RoomEffect {}

    record RestartIce(Seat seat, PcId pc) implements RoomEffect {}

    record Report(MeetingReport report) implements RoomEffect {}

    /// The meeting id dies, before anybody is told. If the room turns out not to be this node's any
    /// more, nothing after this is done.
    record Bury(Ending ending) implements RoomEffect {}

    /// Both sockets are closed once everything is sent.
    record Part() implements RoomEffect {}
}
