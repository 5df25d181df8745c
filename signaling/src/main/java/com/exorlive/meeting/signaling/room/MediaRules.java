package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.sfucontrol.LegId;
import com.exorlive.meeting.sfucontrol.ParticipantId;
import com.exorlive.meeting.sfucontrol.PcId;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.signaling.protocol.ErrorCode;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.protocol.ServerMessage;
import com.exorlive.meeting.signaling.room.MediaState.Leg;
import com.exorlive.meeting.signaling.room.MediaState.Off;
import com.exorlive.meeting.signaling.room.MediaState.On;
import com.exorlive.meeting.signaling.room.RoomState.Open;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a room does at the media server. Losing it never ends a meeting: the room is made anew, at
/// once if it had lived for a while, else after a wait.
final class MediaRules {
    /// A room lost earlier than this counts as a failure in a row.
    private static final Duration LIVED = Duration.ofSeconds(5);

    private static final Duration FIRST_WAIT = Duration.ofMillis(250);

    /// Raising this makes a call wait longer after a media server is back (R-09: media within 3 s);
    /// lowering it asks a struggling one more often. Drivers know without asking when there
    /// is none.
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    /// A handshake that fails this often fails for a reason.
    private static final int MAX_REJOINS = 3;

    private MediaRules() {}

    /// How the media server knows the holder of a seat.
    static ParticipantId participant(Seat seat) {
        return new ParticipantId(seat.name().toLowerCase(Locale.ROOT));
    }

    static Optional<Seat> seat(ParticipantId participant) {
        return Stream.of(Seat.values())
                .filter(seat -> participant(seat).equals(participant))
                .findFirst();
    }

    static Stream<Instant> retryAt(MediaState media) {
        return media instanceof Off off ? Stream.of(off.retryAt()) : Stream.empty();
    }

    static Step step(Open open, RoomEvent event, Instant now) {
        if (!(open.media() instanceof On on)) {
            return Step.to(open);
        }
        return switch (event) {
            case RoomEvent.Described(var seat, var description)
                    when knows(on, seat, description.pc()) ->
                    Step.to(open, new RoomEffect.DescribeMedia(seat, description));
            case RoomEvent.Trickled(var seat, var candidate) when knows(on, seat, candidate.pc()) ->
                    Step.to(open, new RoomEffect.AddCandidate(seat, candidate));
            case RoomEvent.IceRestartWanted(var seat, var pc) when knows(on, seat, pc) ->
                    Step.to(open, new RoomEffect.RestartIce(seat, pc));
            case RoomEvent.Sfu(var incarnation, var sfuEvent)
                    when incarnation == on.incarnation() ->
                    heard(open, on, sfuEvent, now);
            case RoomEvent.MediaFailed(var incarnation) when incarnation == on.incarnation() ->
                    failed(open, on, now);
            default -> Step.to(open); // Late or about what is no longer there: dropped.
        };
    }

    private static boolean knows(On on, Seat seat, PcId pc) {
        return on.leg(seat).filter(leg -> leg.pcs().contains(pc)).isPresent();
    }

    private static Step heard(Open open, On on, SfuEvent event, Instant now) {
        return switch (event) {
            case SfuEvent.Describe(var leg, var description) ->
                    tell(open, on, leg, description.pc(), new ServerMessage.Describe(description));
            case SfuEvent.Trickle(var leg, var candidate) ->
                    tell(open, on, leg, candidate.pc(), new ServerMessage.Trickle(candidate));
            case SfuEvent.OfferWanted(var leg, var pc) ->
                    tell(open, on, leg, pc, new ServerMessage.OfferWanted(pc));
            case SfuEvent.MediaUp(var leg, var pc) ->
                    tell(open, on, leg, pc, new ServerMessage.Media(pc, true));
            case SfuEvent.MediaDown(var leg, var pc, var reason) -> down(open, on, leg, pc, reason);
            case SfuEvent.PcGone(var leg, var pc) -> dropped(open, on, leg, pc);
            case SfuEvent.Refused(var leg, var pc, var _, var _) ->
                    tell(
                            open,
                            on,
                            leg,
                            pc,
                            new ServerMessage.Problem(ErrorCode.DESCRIPTION_REFUSED, ""));
            case SfuEvent.RoomLost _ -> lost(open, on, now);
        };
    }

    /// Whatever the media server says about a peer connection makes it known to the page.
    private static Step tell(Open open, On on, LegId id, PcId pc, ServerMessage message) {
        var seat = seat(id.who());
        var leg = seat.flatMap(on::leg);
        if (seat.isEmpty() || leg.isEmpty()) {
            return Step.to(open);
        }
        return Step.to(
                open.with(on.with(seat.get(), leg.get().with(pc))),
                new RoomEffect.Tell(seat.get(), message));
    }

    private static Step dropped(Open open, On on, LegId id, PcId pc) {
        var seat = seat(id.who());
        var leg = seat.flatMap(on::leg).filter(it -> it.pcs().contains(pc));
        if (seat.isEmpty() || leg.isEmpty()) {
            return Step.to(open);
        }
        return Step.to(
                open.with(on.with(seat.get(), leg.get().without(pc))),
                new RoomEffect.Tell(seat.get(), new ServerMessage.DropPc(pc)));
    }

    private static Step down(Open open, On on, LegId id, PcId pc, SfuEvent.DownReason reason) {
        var told = tell(open, on, id, pc, new ServerMessage.Media(pc, false));
        var seat = seat(id.who());
        var leg = seat.flatMap(on::leg);
        if (reason != SfuEvent.DownReason.HANDSHAKE_FAILED
                || leg.isEmpty()
                || leg.get().rejoins() >= MAX_REJOINS) {
            // The page restarts ICE when it wants to; a wrong fingerprint is nothing to try again.
            return told;
        }
        var again = new Leg(Set.of(), leg.get().rejoins() + 1);
        var effects = new ArrayList<>(told.effects());
        effects.addAll(dropPcs(seat.get(), leg.get().with(pc)));
        effects.add(new RoomEffect.JoinMedia(seat.get()));
        return Step.to(open.with(on.with(seat.get(), again)), effects);
    }

    private static List<RoomEffect> dropPcs(Seat seat, Leg leg) {
        return leg.pcs().stream()
                .<RoomEffect>map(pc -> new RoomEffect.Tell(seat, new ServerMessage.DropPc(pc)))
                .toList();
    }

    /// Sets up a new page's leg, instead of the older page's.
    static Step join(Open open, Seat seat) {
        return switch (open.media()) {
            case On on ->
                    Step.to(open.with(on.with(seat, Leg.fresh())), new RoomEffect.JoinMedia(seat));
            case Off _ -> Step.to(open, RoomMachine.problem(seat, ErrorCode.MEDIA_UNAVAILABLE, ""));
        };
    }

    /// A page that was lost when the media were made anew gets its leg when it is back.
    static Step joinIfMissing(Open open, Seat seat) {
        return open.media() instanceof On on && on.leg(seat).isEmpty()
                ? join(open, seat)
                : Step.to(open);
    }

    static Open leave(Open open, Seat seat, List<RoomEffect> effects) {
        if (open.media() instanceof On on && on.leg(seat).isPresent()) {
            effects.add(new RoomEffect.LeaveMedia(seat));
            return open.with(on.without(seat));
        }
        return open;
    }

    /// Makes the room at the media server and sets up everybody who is present.
    static Step open(Open open, On media) {
        var on = media;
        var effects = new ArrayList<RoomEffect>();
        effects.add(new RoomEffect.OpenMedia(media.incarnation()));
        for (var seat : Seat.values()) {
            if (open.seat(seat).isPresent()) {
                on = on.with(seat, Leg.fresh());
                effects.add(new RoomEffect.JoinMedia(seat));
            }
        }
        return Step.to(open.with(on), effects);
    }

    private static Step lost(Open open, On on, Instant now) {
        if (now.isBefore(on.since().plus(LIVED))) {
            return failed(open, on, now);
        }
        var effects = clearAway(on);
        return open(open, new On(on.incarnation() + 1, 0, now, Map.of())).after(effects);
    }

    private static Step failed(Open open, On on, Instant now) {
        var effects = clearAway(on);
        var before = now.isBefore(on.since().plus(LIVED)) ? on.failures() : 0;
        for (var seat : Seat.values()) {
            if (before == 0 && !open.seat(seat).isAbsent()) {
                effects.add(RoomMachine.problem(seat, ErrorCode.MEDIA_UNAVAILABLE, ""));
            }
        }
        var failures = before + 1;
        var off = new Off(on.incarnation(), failures, now.plus(waitAfter(failures)));
        return Step.to(open.with(off), effects);
    }

    private static List<RoomEffect> clearAway(On on) {
        var effects = new ArrayList<RoomEffect>();
        effects.add(new RoomEffect.CloseMedia());
        on.legs().forEach((seat, leg) -> effects.addAll(dropPcs(seat, leg)));
        return effects;
    }

    private static Duration waitAfter(int failures) {
        var wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, 10));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    static Step retryIfDue(Open open, Instant now) {
        return open.media() instanceof Off off && !now.isBefore(off.retryAt())
                ? open(open, new On(off.incarnation() + 1, off.failures(), now, Map.of()))
                : Step.to(open);
    }
}
