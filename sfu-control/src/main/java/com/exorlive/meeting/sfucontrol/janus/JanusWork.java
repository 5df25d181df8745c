package com.exorlive.meeting.sfucontrol.janus;

import com.exorlive.meeting.sfucontrol.Candidate;
import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.LegId;
import com.exorlive.meeting.sfucontrol.ParticipantId;
import com.exorlive.meeting.sfucontrol.PcId;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.sfucontrol.SfuEvent.DownReason;
import com.exorlive.meeting.sfucontrol.SfuEvent.RefusalReason;
import com.exorlive.meeting.sfucontrol.janus.JanusLeg.Connection;
import com.exorlive.meeting.sfucontrol.room.RoomInside;
import com.exorlive.meeting.sfucontrol.room.RoomWork;
import com.exorlive.meeting.sfucontrol.room.ServerGoneException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// What is done at Janus for one room. Confined to the room's thread, which it blocks.
///
/// Each participant publishes on one peer connection, for which the browser makes the offer, and
/// receives on another, which Janus offers as soon as there is something to receive.
final class JanusWork implements RoomWork {
    private static final Logger LOG = LoggerFactory.getLogger(RoomWork.class);

    private final JanusSession session;
    private final RoomBodies bodies;
    private final RoomInside inside;
    private final Map<ParticipantId, JanusLeg> legs = new LinkedHashMap<>();
    private final Strangers strangers;
    private long control;
    private int feeds;
    private int pcs;

    JanusWork(JanusSession session, RoomBodies bodies, RoomInside inside) {
        this.session = session;
        this.bodies = bodies;
        this.inside = inside;
        this.strangers = new Strangers(session, bodies);
    }

    @Override
    public void begin() throws ServerGoneException, JanusRefusedException {
        control = attach("control");
        session.say(control, bodies.create());
    }

    @Override
    public void clearAway() {
        if (session.isLost()) {
            return;
        }
        try {
            for (var leg : legs.values()) {
                session.detach(leg.outgoing.handle);
                Optional.ofNullable(leg.incoming).ifPresent(it -> session.detach(it.handle));
            }
            if (control != 0) {
                session.say(control, bodies.destroy());
                session.detach(control);
            }
        } catch (ServerGoneException | JanusRefusedException e) {
            LOG.atDebug().setCause(e).log("A room was not destroyed");
        }
    }

    @Override
    public void join(LegId id) throws ServerGoneException, JanusRefusedException {
        var who = id.who();
        leave(who);
        feeds++;
        var feed = who.value() + "." + feeds;
        var leg = new JanusLeg(id, feed, new Connection(attach(who.value()), nextPc()));
        enter(leg);
        legs.put(who, leg);
        inside.emit(new SfuEvent.OfferWanted(id, leg.outgoing.pc));
        var other = otherThan(who);
        if (other.isPresent() && other.get().hasPublished) {
            receive(leg, other.get());
        }
    }

    /// With a token of its own, which lets nobody in after that.
    private void enter(JanusLeg leg) throws ServerGoneException, JanusRefusedException {
        strangers.expect(leg.feed);
        var token = RoomBodies.token();
        session.say(control, bodies.allow("add", token));
        var joined = session.say(leg.outgoing.handle, bodies.joinAsPublisher(leg.feed, token));
        session.say(control, bodies.allow("remove", token));
        leg.privateId = joined.plugin().path("private_id").asLong(0);
    }

    @Override
    public void leave(ParticipantId who) throws ServerGoneException {
        var leg = legs.remove(who);
        if (leg == null) {
            return;
        }
        try {
            session.say(leg.outgoing.handle, Map.of("request", "leave"));
        } catch (JanusRefusedException e) {
            LOG.atDebug().setCause(e).log("Had left already");
        }
        session.detach(leg.outgoing.handle);
        Optional.ofNullable(leg.incoming).ifPresent(it -> session.detach(it.handle));
    }

    /// The participant receives what the other one publishes, always on a new peer connection:
    /// Janus says yes to `switch` when what was subscribed to is gone, and sends nothing (1.1.2).
    private void receive(JanusLeg leg, JanusLeg from)
            throws ServerGoneException, JanusRefusedException {
        var present = leg.incoming;
        if (present != null) {
            session.detach(present.handle);
            inside.emit(new SfuEvent.PcGone(leg.id, present.pc));
        }
        var incoming = new Connection(attach(leg.who.value()), nextPc());
        leg.incoming = incoming;
        var offer = session.say(incoming.handle, bodies.joinAsSubscriber(from.feed, leg.privateId));
        offer(leg.id, incoming, offer.sdp());
    }

    private void offer(LegId leg, Connection incoming, String sdp) {
        incoming.negotiation++;
        incoming.isAnswered = false;
        inside.emit(
                new SfuEvent.Describe(
                        leg,
                        new Description(
                                incoming.pc, incoming.negotiation, Description.Kind.OFFER, sdp)));
    }

    @Override
    public void describe(ParticipantId who, Description description)
            throws ServerGoneException, JanusRefusedException {
        var leg = legs.get(who);
        if (leg == null) {
            return;
        }
        var incoming = leg.incoming;
        var isOffer = description.kind() == Description.Kind.OFFER;
        var number = description.negotiation();
        var isDue =
                isOffer
                        ? leg.outgoing.pc.equals(description.pc())
                                && number > leg.outgoing.negotiation
                        : incoming != null
                                && incoming.pc.equals(description.pc())
                                && number == incoming.negotiation
                                && !incoming.isAnswered;
        if (!isDue) {
            return;
        }
        var sdp = new BrowserSdp(description.sdp());
        var refusal = sdp.refusal();
        if (refusal.isPresent()) {
            refuse(leg, description, refusal.get());
        } else if (isOffer) {
            publish(leg, description, sdp);
        } else if (incoming != null) {
            answered(leg, incoming, description, sdp);
        }
    }

    private void publish(JanusLeg leg, Description description, BrowserSdp sdp)
            throws ServerGoneException, JanusRefusedException {
        var outgoing = leg.outgoing;
        var isFirst = outgoing.negotiation == 0;
        var jsep = jsep("offer", sdp);
        if (!isFirst) {
            jsep.put("update", true);
        }
        try {
            var request = Map.<String, Object>of("request", isFirst ? "publish" : "configure");
            var answer = session.say(outgoing.handle, request, jsep);
            outgoing.negotiation = description.negotiation();
            inside.emit(
                    new SfuEvent.Describe(
                            leg.id,
                            new Description(
                                    outgoing.pc,
                                    description.negotiation(),
                                    Description.Kind.ANSWER,
                                    answer.sdp())));
        } catch (JanusRefusedException e) {
            LOG.atDebug().setCause(e).log("Refused an offer");
            if (isFirst) {
                // What was refused is left half set up, and takes no other offer.
                session.detach(outgoing.handle);
                leg.outgoing = new Connection(attach(leg.who.value()), outgoing.pc);
                feeds++;
                leg.feed = leg.who.value() + "." + feeds;
                enter(leg);
            }
            refuse(leg, description, RefusalReason.INCOMPATIBLE);
        }
    }

    private void answered(
            JanusLeg leg, Connection incoming, Description description, BrowserSdp sdp)
            throws ServerGoneException {
        try {
            session.say(incoming.handle, Map.of("request", "start"), jsep("answer", sdp));
            incoming.isAnswered = true;
        } catch (JanusRefusedException e) {
            LOG.atDebug().setCause(e).log("Refused an answer");
            refuse(leg, description, RefusalReason.INCOMPATIBLE);
        }
    }

    /// What the packets hold is noise to Janus.
    private Map<String, Object> jsep(String type, BrowserSdp sdp) {
        var jsep = new LinkedHashMap<String, Object>();
        jsep.put("type", type);
        jsep.put("sdp", sdp.withoutCandidates());
        jsep.put("trickle", true);
        jsep.put("e2ee", true);
        return jsep;
    }

    private void refuse(JanusLeg leg, Description description, RefusalReason reason) {
        inside.emit(
                new SfuEvent.Refused(leg.id, description.pc(), description.negotiation(), reason));
    }

    @Override
    public void candidate(ParticipantId who, Candidate candidate) {
        // Janus learns from the browser's checks where it is, and so checks nobody else.
    }

    @Override
    public void restartIce(ParticipantId who, PcId pc)
            throws ServerGoneException, JanusRefusedException {
        var leg = legs.get(who);
        var connection = connection(who, pc);
        if (leg == null || connection.isEmpty()) {
            return;
        }
        if (connection.get().equals(leg.outgoing)) {
            inside.emit(new SfuEvent.OfferWanted(leg.id, pc));
        } else if (connection.get().isAnswered) {
            var request = Map.<String, Object>of("request", "configure", "restart", true);
            var offer = session.say(connection.get().handle, request);
            offer(leg.id, connection.get(), offer.sdp());
        }
    }

    private void heard(long handle, JsonNode event)
            throws ServerGoneException, JanusRefusedException {
        var leg =
                legs.values().stream().filter(it -> it.connection(handle).isPresent()).findFirst();
        if (leg.isEmpty()) {
            return;
        }
        var connection = leg.get().connection(handle).orElseThrow();
        switch (event.path("janus").asString("")) {
            case "webrtcup" -> up(leg.get(), connection);
            case "hangup", "detached" ->
                    down(leg.get(), connection, event.path("reason").asString(""));
            case "event" -> strangers.look(control, event.path("plugindata").path("data"));
            case "trickle" -> theirCandidate(leg.get().id, connection, event.path("candidate"));
            default -> LOG.atTrace().addKeyValue("event", event.path("janus")).log("Janus says");
        }
    }

    private void up(JanusLeg leg, Connection connection)
            throws ServerGoneException, JanusRefusedException {
        if (connection.isUp) {
            return;
        }
        connection.isUp = true;
        inside.emit(new SfuEvent.MediaUp(leg.id, connection.pc));
        if (connection.equals(leg.outgoing)) {
            leg.hasPublished = true;
            var other = otherThan(leg.who);
            if (other.isPresent()) {
                receive(other.get(), leg);
            }
        }
    }

    private void down(JanusLeg leg, Connection connection, String why) {
        if (connection.equals(leg.outgoing)) {
            leg.hasPublished = false;
        }
        // A browser that closes says so by DTLS. Anything else can't be mended here.
        var reason =
                connection.isUp && why.equals("DTLS alert")
                        ? DownReason.CLOSED_BY_PEER
                        : DownReason.HANDSHAKE_FAILED;
        connection.isUp = false;
        LOG.atDebug().addKeyValue("why", why).log("Janus hung up");
        inside.emit(new SfuEvent.MediaDown(leg.id, connection.pc, reason));
    }

    private void theirCandidate(LegId leg, Connection connection, JsonNode candidate) {
        inside.emit(
                new SfuEvent.Trickle(
                        leg,
                        new Candidate(
                                connection.pc,
                                candidate.path("sdpMid").asString("0"),
                                candidate.path("candidate").asString(""))));
    }

    @Override
    public void lookAround(long nowNanos) throws ServerGoneException, JanusRefusedException {
        var there = session.say(control, bodies.participants()).plugin().path("participants");
        strangers.lookAt(control, there);
        for (var leg : List.copyOf(legs.values())) {
            var isPublishing = false;
            for (var one : there) {
                isPublishing |=
                        one.path("id").asString("").equals(leg.feed)
                                && one.path("publisher").asBoolean(false);
            }
            if (isPublishing) {
                up(leg, leg.outgoing);
            } else if (leg.outgoing.isUp) {
                down(leg, leg.outgoing, "gone meanwhile");
            }
        }
    }

    private Optional<Connection> connection(ParticipantId who, PcId pc) {
        return Optional.ofNullable(legs.get(who)).flatMap(leg -> leg.connection(pc));
    }

    private Optional<JanusLeg> otherThan(ParticipantId who) {
        return legs.values().stream().filter(leg -> !leg.who.equals(who)).findFirst();
    }

    private long attach(String purpose) throws ServerGoneException, JanusRefusedException {
        return session.attach(
                bodies.room() + ":" + purpose,
                (handle, event) -> inside.post(_ -> heard(handle, event)));
    }

    private PcId nextPc() {
        pcs++;
        return new PcId("p" + pcs);
    }
}
