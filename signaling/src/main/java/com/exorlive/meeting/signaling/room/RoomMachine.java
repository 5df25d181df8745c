package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.signaling.admission.MeetingReport;
import com.exorlive.meeting.signaling.protocol.ConnectionId;
import com.exorlive.meeting.signaling.protocol.Ending;
import com.exorlive.meeting.signaling.protocol.ErrorCode;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.protocol.ServerMessage;
import com.exorlive.meeting.signaling.room.RoomState.AtDoor;
import com.exorlive.meeting.signaling.room.RoomState.Dissolved;
import com.exorlive.meeting.signaling.room.RoomState.Live;
import com.exorlive.meeting.signaling.room.RoomState.Open;
import com.exorlive.meeting.signaling.room.RoomState.Over;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What happens in a room with two seats. Every rule about joining, being lost, coming back and
/// ending is in this file; those about media are in [MediaRules], those before the host comes in
/// [DoorRules].
final class RoomMachine {
    /// Whoever ended it told core, and said why.
    static final Ending ELSEWHERE = new Ending(Ending.By.SERVER, Ending.Reason.ENDED);

    private RoomMachine() {}

    static RoomState begin(RoomFacts facts) {
        return new AtDoor(facts, SeatState.absent());
    }

    static Step step(RoomState state, RoomEvent event, Instant now) {
        return switch (state) {
            case AtDoor door -> DoorRules.step(door, event, now);
            case Open open -> whenOpen(open, event, now);
            case Over over ->
                    event instanceof RoomEvent.Resumed(var seat, var conn)
                                    && over.last().seat(seat).isHeldBy(conn)
                            ? Step.to(over, new RoomEffect.CarryOn(seat), new RoomEffect.Part())
                            : Step.to(over);
            case Dissolved dissolved -> Step.to(dissolved);
        };
    }

    /// When time alone next changes something.
    static Optional<Instant> deadline(RoomState state) {
        return switch (state) {
            case AtDoor door ->
                    Stream.concat(Stream.of(door.endsAt()), graceEnd(door, Seat.INVITEE))
                            .min(Instant::compareTo);
            case Open open ->
                    Stream.of(
                                    Stream.of(open.endsAt()),
                                    graceEnd(open, Seat.HOST),
                                    graceEnd(open, Seat.INVITEE),
                                    MediaRules.retryAt(open.media()))
                            .flatMap(times -> times)
                            .min(Instant::compareTo);
            case Over over -> Optional.of(over.until());
            case Dissolved _ -> Optional.empty();
        };
    }

    private static Stream<Instant> graceEnd(Live live, Seat seat) {
        return live.seat(seat) instanceof SeatState.Lost(var _, var until)
                ? Stream.of(until)
                : Stream.empty();
    }

    private static Step whenOpen(Open open, RoomEvent event, Instant now) {
        return switch (event) {
            case RoomEvent.Arrived(var seat, var conn) -> arrived(open, seat, conn, now);
            case RoomEvent.Lost(var seat, var conn) -> lost(open, seat, conn, now);
            case RoomEvent.Resumed(var seat, var conn) -> resumed(open, seat, conn, now);
            case RoomEvent.AskedToEnd(var seat, var id) -> askedToEnd(open, seat, id, now);
            case RoomEvent.Said said -> said(open, said);
            case RoomEvent.Described _,
                    RoomEvent.Trickled _,
                    RoomEvent.IceRestartWanted _,
                    RoomEvent.Sfu _,
                    RoomEvent.MediaFailed _ ->
                    MediaRules.step(open, event, now);
            case RoomEvent.EndedByAdmin _ ->
                    end(open, new Ending(Ending.By.SERVER, Ending.Reason.ADMIN), now);
            case RoomEvent.EndedElsewhere _ -> over(open, ELSEWHERE, now);
            case RoomEvent.Evicted(var seat) -> evicted(open, seat, now);
            case RoomEvent.Tick _ -> tick(open, now);
        };
    }

    private static Step arrived(Open open, Seat seat, ConnectionId conn, Instant now) {
        var before = open.seat(seat);
        var isAlone = open.seat(seat.other()).isAbsent();
        var seated = open.with(seat, new SeatState.Present(conn));
        var next = isAlone ? seated : seated.active();
        var effects = new ArrayList<RoomEffect>();
        if (!before.isAbsent()) {
            effects.add(new RoomEffect.Replace(seat));
        }
        effects.add(new RoomEffect.Welcome(seat));
        effects.addAll(tellOther(next, seat, now));
        var meeting = open.facts().meeting();
        if (before.isAbsent()) {
            effects.add(report(new MeetingReport.Joined(meeting, now, seat)));
        }
        if (next.isActive() && !open.isActive()) {
            effects.add(report(new MeetingReport.Started(meeting, now)));
        } else if (isAlone && before.isAbsent()) {
            effects.add(report(new MeetingReport.Waiting(meeting, now, seat)));
        }
        return MediaRules.join(next, seat).after(effects);
    }

    private static Step lost(Open open, Seat seat, ConnectionId conn, Instant now) {
        if (!open.seat(seat).equals(new SeatState.Present(conn))) {
            return Step.to(open);
        }
        var next = open.with(seat, new SeatState.Lost(conn, now.plus(open.facts().grace())));
        return Step.to(next, tellOther(next, seat, now));
    }

    private static Step resumed(Open open, Seat seat, ConnectionId conn, Instant now) {
        if (!open.seat(seat).isHeldBy(conn)) {
            return Step.to(open);
        }
        var next = open.with(seat, new SeatState.Present(conn));
        var effects = new ArrayList<RoomEffect>();
        effects.add(new RoomEffect.CarryOn(seat));
        if (!open.seat(seat).isPresent()) {
            effects.addAll(tellOther(next, seat, now));
        }
        return MediaRules.joinIfMissing(next, seat).after(effects);
    }

    private static Step askedToEnd(Open open, Seat seat, String id, Instant now) {
        return open.facts().endWhen().allows(seat)
                ? end(open, new Ending(Ending.By.seat(seat), Ending.Reason.ENDED), now)
                : Step.to(open, problem(seat, ErrorCode.NOT_ALLOWED, id));
    }

    private static Step said(Open open, RoomEvent.Said said) {
        var other = said.seat().other();
        if (!(open.seat(said.seat()) instanceof SeatState.Present(var from))
                || !open.seat(other).isHeldBy(said.to())) {
            return Step.to(open, problem(said.seat(), ErrorCode.PEER_GONE, said.id()));
        }
        return Step.to(
                open, new RoomEffect.Tell(other, new ServerMessage.Relayed(from, said.data())));
    }

    private static Step tick(Open open, Instant now) {
        if (!now.isBefore(open.endsAt())) {
            return end(open, new Ending(Ending.By.SERVER, Ending.Reason.MAX_LENGTH), now);
        }
        var next = open;
        var effects = new ArrayList<RoomEffect>();
        for (var seat : Seat.values()) {
            if (next.seat(seat) instanceof SeatState.Lost(var _, var until)
                    && !now.isBefore(until)) {
                next = gone(next, new RoomEffect.Forget(seat), seat, effects, now);
            }
        }
        return isDeserted(next)
                ? deserted(next, now).after(effects)
                : MediaRules.retryIfDue(next, now).after(effects);
    }

    /// Whoever sat there is shut out; the other one may stay.
    private static Step evicted(Open open, Seat seat, Instant now) {
        if (open.seat(seat).isAbsent()) {
            return Step.to(open);
        }
        var effects = new ArrayList<RoomEffect>();
        var next = gone(open, new RoomEffect.Evict(seat), seat, effects, now);
        return isDeserted(next) ? deserted(next, now).after(effects) : Step.to(next, effects);
    }

    /// @param parting what happens to the seat's session
    private static Open gone(
            Open open, RoomEffect parting, Seat seat, List<RoomEffect> effects, Instant now) {
        var next = MediaRules.leave(open.with(seat, SeatState.absent()), seat, effects);
        effects.add(parting);
        effects.addAll(tellOther(next, seat, now));
        effects.add(report(new MeetingReport.Left(open.facts().meeting(), now, seat)));
        return next;
    }

    private static boolean isDeserted(Open open) {
        return open.host().isAbsent() && open.invitee().isAbsent();
    }

    private static Step deserted(Open open, Instant now) {
        return end(open, new Ending(Ending.By.SERVER, Ending.Reason.BOTH_ABSENT), now);
    }

    /// The end: first the id dies, then the two are told.
    static Step end(Live live, Ending ending, Instant now) {
        var over = over(live, ending, now);
        var effects = new ArrayList<>(over.effects());
        var report = report(new MeetingReport.Ended(live.facts().meeting(), now, ending));
        effects.addFirst(new RoomEffect.Bury(ending));
        effects.add(effects.size() - 1, report);
        return Step.to(over.state(), effects);
    }

    /// The id is dead: the two are told.
    static Step over(Live live, Ending ending, Instant now) {
        var effects = new ArrayList<RoomEffect>();
        effects.add(new RoomEffect.CloseMedia());
        for (var seat : Seat.values()) {
            if (!live.seat(seat).isAbsent()) {
                effects.add(new RoomEffect.Tell(seat, new ServerMessage.Ended(ending)));
            }
        }
        effects.add(new RoomEffect.Part());
        return Step.to(new Over(ending, live, now.plus(live.facts().grace())), effects);
    }

    /// What the other page is told of `seat`, if there is another page.
    static List<RoomEffect> tellOther(Live live, Seat seat, Instant now) {
        var other = seat.other();
        if (live.seat(other).isAbsent()) {
            return List.of();
        }
        var presence = live.seat(seat).presence(now);
        return List.of(
                new RoomEffect.Tell(
                        other,
                        new ServerMessage.PresenceChanged(
                                seat, presence, live.isActive(), live.endsAt())));
    }

    static RoomEffect problem(Seat seat, ErrorCode code, String id) {
        return new RoomEffect.Tell(seat, new ServerMessage.Problem(code, id));
    }

    static RoomEffect report(MeetingReport report) {
        return new RoomEffect.Report(report);
    }
}
