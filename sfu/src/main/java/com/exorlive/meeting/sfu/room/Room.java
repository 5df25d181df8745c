package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.ice.IceCredentials;
import com.exorlive.meeting.sfu.sdp.AnswerResult;
import com.exorlive.meeting.sfu.sdp.Direction;
import com.exorlive.meeting.sfu.sdp.Offer;
import com.exorlive.meeting.sfu.sdp.OfferWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// At most two legs, each other's mirror. Decides what each is offered: `inactive` until the other
/// one has answered, `sendonly` while it is gone. Confined to its event loop.
final class Room {
    static final int SEATS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    private final LoopContext loop;
    private final RoomEvents events;
    private final List<Leg> legs = new ArrayList<>(SEATS);
    private int lastPc;
    private boolean isClosed;

    Room(LoopContext loop, RoomEvents events) {
        this.loop = loop;
        this.events = events;
        loop.tally.rooms.increment();
    }

    /// Gives the participant a fresh leg, in place of an older one.
    ///
    /// @throws IllegalStateException if there are two others
    void join(String participant) {
        if (isClosed) {
            return;
        }
        Optional<Leg> old = legOf(participant);
        if (old.isEmpty() && legs.size() == SEATS) {
            throw new IllegalStateException("a third participant");
        }
        old.ifPresent(this::remove);
        lastPc++;
        Leg leg = new Leg(participant, "p" + lastPc, this, loop);
        legs.forEach(leg::meet);
        legs.add(leg);
        negotiate(leg);
        leg.peer().ifPresent(this::negotiate);
    }

    void answer(String participant, String pc, long negotiation, AnswerResult result) {
        Optional<Leg> found = legOf(participant).filter(leg -> leg.pc().equals(pc));
        if (found.isEmpty() || !found.get().negotiation().isAnsweredBy(negotiation)) {
            LOG.atDebug().addKeyValue("pc", pc).log("stale answer dropped");
            return;
        }
        Leg leg = found.get();
        Optional<RoomEvent.Refusal> refusal = take(leg, result);
        refusal.ifPresent(
                why ->
                        events.onEvent(
                                new RoomEvent.AnswerRefused(participant, pc, negotiation, why)));
        leg.negotiation().onAnswer().ifPresent(round -> offer(leg, round));
        leg.peer().ifPresent(this::negotiate);
    }

    /// The browser offered, which it must not.
    void refuseOffer(String participant, String pc, long negotiation) {
        legOf(participant)
                .filter(leg -> leg.pc().equals(pc))
                .ifPresent(
                        _ ->
                                events.onEvent(
                                        new RoomEvent.AnswerRefused(
                                                participant,
                                                pc,
                                                negotiation,
                                                RoomEvent.Refusal.INCOMPATIBLE)));
    }

    void restartIce(String participant, String pc) {
        legOf(participant)
                .filter(leg -> leg.pc().equals(pc) && !leg.isOver())
                .ifPresent(
                        leg -> {
                            leg.restartIce();
                            negotiate(leg);
                        });
    }

    void leave(String participant) {
        legOf(participant)
                .ifPresent(
                        leg -> {
                            remove(leg);
                            legs.forEach(this::negotiate);
                        });
    }

    void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        List.copyOf(legs).forEach(this::remove);
        loop.tally.rooms.decrement();
    }

    void onTick(long nowNanos) {
        List.copyOf(legs).forEach(leg -> leg.onTick(nowNanos));
    }

    void onLegConnected(Leg leg) {
        events.onEvent(new RoomEvent.Connected(leg.participant(), leg.pc()));
        leg.peer().ifPresent(this::negotiate);
    }

    void onLegLost(Leg leg, RoomEvent.Loss loss) {
        loop.tally.lost(loss);
        events.onEvent(new RoomEvent.Disconnected(leg.participant(), leg.pc(), loss));
        leg.peer().ifPresent(this::negotiate);
    }

    private Optional<RoomEvent.Refusal> take(Leg leg, AnswerResult result) {
        return switch (result) {
            case AnswerResult.Accepted(var answer) ->
                    leg.accept(answer)
                            ? Optional.empty()
                            : Optional.of(RoomEvent.Refusal.INCOMPATIBLE);
            case AnswerResult.Malformed() -> Optional.of(RoomEvent.Refusal.MALFORMED);
            case AnswerResult.Incompatible(var why) -> {
                LOG.atDebug().addKeyValue("why", why).log("answer breaks the mirror");
                yield Optional.of(RoomEvent.Refusal.INCOMPATIBLE);
            }
        };
    }

    private void negotiate(Leg leg) {
        if (leg.isOver()) {
            return;
        }
        leg.negotiation().want(content(leg)).ifPresent(round -> offer(leg, round));
    }

    private static OfferContent content(Leg leg) {
        Optional<Leg> attached = leg.peer().filter(Leg::isAttached);
        attached.map(Leg::sources).ifPresent(leg::expect);
        Direction direction =
                attached.isPresent()
                        ? Direction.SENDRECV
                        : leg.expected().isPresent() ? Direction.SENDONLY : Direction.INACTIVE;
        return new OfferContent(leg.credentials(), direction, leg.expected().orElse(Map.of()));
    }

    private void offer(Leg leg, Negotiation.Round round) {
        IceCredentials credentials = round.content().credentials();
        Offer offer =
                new Offer(
                        leg.session(),
                        round.number(),
                        credentials.ufrag(),
                        credentials.password(),
                        loop.fingerprint,
                        loop.addresses,
                        round.content().direction(),
                        round.content().peerSources());
        events.onEvent(
                new RoomEvent.Offered(
                        leg.participant(), leg.pc(), round.number(), OfferWriter.write(offer)));
    }

    private Optional<Leg> legOf(String participant) {
        return legs.stream().filter(leg -> leg.participant().equals(participant)).findFirst();
    }

    private void remove(Leg leg) {
        legs.remove(leg);
        leg.part();
        leg.close();
    }
}
