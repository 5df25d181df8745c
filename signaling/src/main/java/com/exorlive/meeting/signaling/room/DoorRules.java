package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.signaling.admission.MeetingReport;
import com.exorlive.meeting.signaling.protocol.ConnectionId;
import com.exorlive.meeting.signaling.protocol.Ending;
import com.exorlive.meeting.signaling.protocol.ErrorCode;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.room.RoomState.AtDoor;
import com.exorlive.meeting.signaling.room.RoomState.Dissolved;
import com.exorlive.meeting.signaling.room.RoomState.Open;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;

/// What happens before the host comes. The node owns the room, so that the two find each other, but
/// no media is set up for somebody at the door, and somebody who goes away from it ends nothing.
final class DoorRules {
    private DoorRules() {}

    static Step step(AtDoor door, RoomEvent event, Instant now) {
        return switch (event) {
            case RoomEvent.Arrived(var seat, var conn) ->
                    seat == Seat.HOST
                            ? hostArrived(door, conn, now)
                            : inviteeArrived(door, conn, now);
            case RoomEvent.Lost(var seat, var conn)
                    when door.seat(seat).equals(new SeatState.Present(conn)) ->
                    Step.to(
                            new AtDoor(
                                    door.facts(),
                                    new SeatState.Lost(conn, now.plus(door.facts().grace()))));
            case RoomEvent.Resumed(var seat, var conn) when door.seat(seat).isHeldBy(conn) ->
                    Step.to(
                            new AtDoor(door.facts(), new SeatState.Present(conn)),
                            new RoomEffect.CarryOn(seat));
            case RoomEvent.AskedToEnd(var seat, var id) -> askedToEnd(door, seat, id, now);
            case RoomEvent.Said said ->
                    Step.to(door, RoomMachine.problem(said.seat(), ErrorCode.PEER_GONE, said.id()));
            case RoomEvent.EndedByAdmin _ ->
                    RoomMachine.end(door, new Ending(Ending.By.SERVER, Ending.Reason.ADMIN), now);
            case RoomEvent.EndedElsewhere _ -> RoomMachine.over(door, RoomMachine.ELSEWHERE, now);
            case RoomEvent.Evicted(var seat) when !door.seat(seat).isAbsent() ->
                    Step.to(
                            new Dissolved(),
                            new RoomEffect.Evict(seat),
                            RoomMachine.report(
                                    new MeetingReport.Left(door.facts().meeting(), now, seat)));
            case RoomEvent.Tick _ -> tick(door, now);
            case RoomEvent.Lost _,
                    RoomEvent.Evicted _,
                    RoomEvent.Resumed _,
                    RoomEvent.Described _,
                    RoomEvent.Trickled _,
                    RoomEvent.IceRestartWanted _,
                    RoomEvent.Sfu _,
                    RoomEvent.MediaFailed _ ->
                    Step.to(door);
        };
    }

    private static Step inviteeArrived(AtDoor door, ConnectionId conn, Instant now) {
        var next = new AtDoor(door.facts(), new SeatState.Present(conn));
        if (!door.invitee().isAbsent()) {
            return Step.to(
                    next,
                    new RoomEffect.Replace(Seat.INVITEE),
                    new RoomEffect.Welcome(Seat.INVITEE));
        }
        var meeting = door.facts().meeting();
        return Step.to(
                next,
                new RoomEffect.Welcome(Seat.INVITEE),
                RoomMachine.report(new MeetingReport.Joined(meeting, now, Seat.INVITEE)),
                RoomMachine.report(new MeetingReport.Waiting(meeting, now, Seat.INVITEE)));
    }

    /// The room comes into being.
    private static Step hostArrived(AtDoor door, ConnectionId conn, Instant now) {
        var facts = door.facts();
        var isActive = !door.invitee().isAbsent();
        var media = new MediaState.On(1, 0, now, Map.of());
        var open =
                new Open(
                        facts,
                        facts.endsAt(now),
                        isActive,
                        new SeatState.Present(conn),
                        door.invitee(),
                        media);
        var effects = new ArrayList<RoomEffect>();
        effects.add(new RoomEffect.Welcome(Seat.HOST));
        effects.addAll(RoomMachine.tellOther(open, Seat.HOST, now));
        effects.add(RoomMachine.report(new MeetingReport.Joined(facts.meeting(), now, Seat.HOST)));
        effects.add(
                RoomMachine.report(
                        isActive
                                ? new MeetingReport.Started(facts.meeting(), now)
                                : new MeetingReport.Waiting(facts.meeting(), now, Seat.HOST)));
        return MediaRules.open(open, media).after(effects);
    }

    private static Step askedToEnd(AtDoor door, Seat seat, String id, Instant now) {
        return door.facts().endWhen().allows(seat)
                ? RoomMachine.end(door, new Ending(Ending.By.seat(seat), Ending.Reason.ENDED), now)
                : Step.to(door, RoomMachine.problem(seat, ErrorCode.NOT_ALLOWED, id));
    }

    private static Step tick(AtDoor door, Instant now) {
        if (!now.isBefore(door.endsAt())) {
            return RoomMachine.end(
                    door, new Ending(Ending.By.SERVER, Ending.Reason.MAX_LENGTH), now);
        }
        if (door.invitee() instanceof SeatState.Lost(var _, var until) && !now.isBefore(until)) {
            var meeting = door.facts().meeting();
            return Step.to(
                    new Dissolved(),
                    new RoomEffect.Forget(Seat.INVITEE),
                    RoomMachine.report(new MeetingReport.Left(meeting, now, Seat.INVITEE)));
        }
        return Step.to(door);
    }
}
