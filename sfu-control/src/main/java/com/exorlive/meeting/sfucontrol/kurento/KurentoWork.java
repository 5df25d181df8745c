package com.exorlive.meeting.sfucontrol.kurento;

import com.exorlive.meeting.sfucontrol.Candidate;
import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.LegId;
import com.exorlive.meeting.sfucontrol.ParticipantId;
import com.exorlive.meeting.sfucontrol.PcId;
import com.exorlive.meeting.sfucontrol.SfuEvent;
import com.exorlive.meeting.sfucontrol.SfuEvent.DownReason;
import com.exorlive.meeting.sfucontrol.SfuEvent.RefusalReason;
import com.exorlive.meeting.sfucontrol.kurento.KurentoLeg.Connection;
import com.exorlive.meeting.sfucontrol.room.RoomFailedException;
import com.exorlive.meeting.sfucontrol.room.RoomInside;
import com.exorlive.meeting.sfucontrol.room.RoomWork;
import com.exorlive.meeting.sfucontrol.room.ServerGoneException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kurento.client.ConnectionState;
import org.kurento.client.IceCandidate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done at Kurento for one room. Confined to the room's thread, which it blocks.
///
/// Each participant has two endpoints, for the camera and for the screen, each connected to the
/// other one's of the same purpose both ways. Kurento offers, once for each endpoint: what would be
/// negotiated again elsewhere, gets a new endpoint and with it a new peer connection.
final class KurentoWork implements RoomWork {
    private static final Logger LOG = LoggerFactory.getLogger(RoomWork.class);
    private static final int CANDIDATES = 16;

    private final KurentoSession session;
    private final RoomPipeline pipeline;
    private final RoomInside inside;
    private final Tally tally;
    private final StuckRule stuck = new StuckRule();
    private final Map<ParticipantId, KurentoLeg> legs = new LinkedHashMap<>();
    private int pcs;

    KurentoWork(KurentoSession session, RoomPipeline pipeline, RoomInside inside, Tally tally) {
        this.session = session;
        this.pipeline = pipeline;
        this.inside = inside;
        this.tally = tally;
    }

    @Override
    public void onTick(long nowNanos) throws FatalFaultException {
        if (stuck.isBroken(legs.values(), nowNanos)) {
            throw new FatalFaultException(FatalFault.STUCK);
        }
    }

    @Override
    public void onFailure(RoomFailedException failure) {
        switch (failure) {
            case FatalFaultException fatal -> tally.ended(fatal.fault());
            case KurentoRefusedException refused when refused.isForLackOfResources() ->
                    tally.refused.increment();
            default -> {}
        }
    }

    @Override
    public void clearAway() {
        if (session.isLost()) {
            return;
        }
        try {
            pipeline.release();
        } catch (ServerGoneException | KurentoRefusedException e) {
            LOG.atDebug().setCause(e).log("A pipeline was not released");
        }
    }

    @Override
    public void join(LegId id) throws ServerGoneException, KurentoRefusedException {
        var who = id.who();
        var old = legs.remove(who);
        var leg = new KurentoLeg(id);
        var replaced = old == null ? List.<Connection>of() : old.connections();
        renew(leg, replaced, List.of(Purpose.values()));
        legs.put(who, leg);
    }

    @Override
    public void leave(ParticipantId who) throws ServerGoneException, KurentoRefusedException {
        var leg = legs.remove(who);
        if (leg != null) {
            pipeline.release(leg.connections());
        }
    }

    /// In place of the old ones, in one transaction; then listened to, and offered.
    private void renew(KurentoLeg leg, Collection<Connection> replaced, List<Purpose> purposes)
            throws ServerGoneException, KurentoRefusedException {
        var other = otherThan(leg.who);
        var made = pipeline.replace(replaced, purposes, purpose -> partner(other, purpose));
        for (var one : made) {
            pcs++;
            leg.put(new Connection(one.purpose(), new PcId("p" + pcs), one.endpoint()));
        }
        for (var purpose : purposes) {
            offer(leg, leg.connection(purpose).orElseThrow());
        }
    }

    private static Optional<Connection> partner(Optional<KurentoLeg> other, Purpose purpose) {
        return other.flatMap(leg -> leg.connection(purpose));
    }

    private void offer(KurentoLeg leg, Connection connection)
            throws ServerGoneException, KurentoRefusedException {
        var pc = connection.pc;
        session.await(
                "subscriptions",
                EndpointListener.listen(
                        connection.endpoint,
                        event -> inside.post(nowNanos -> heard(pc, event, nowNanos))));
        var text = session.ask("an offer", connection.endpoint::generateOffer);
        connection.offer =
                KurentoOffer.of(text, connection.purpose)
                        .orElseThrow(
                                () ->
                                        new ServerGoneException(
                                                "Kurento offers no VP8 and Opus; is"
                                                        + " SdpEndpoint.conf.json ours?"));
        inside.emit(
                new SfuEvent.Describe(
                        leg.id,
                        new Description(
                                pc,
                                Connection.NEGOTIATION,
                                Description.Kind.OFFER,
                                connection.offer.sdp())));
        // Candidates are for a description that the page has.
        session.run("candidates", connection.endpoint::gatherCandidates);
    }

    @Override
    public void describe(ParticipantId who, Description description)
            throws ServerGoneException, KurentoRefusedException {
        var found = connection(who, description.pc());
        var present = legs.get(who);
        if (found.isEmpty() || present == null) {
            return;
        }
        var connection = found.get();
        var leg = present.id;
        if (description.kind() == Description.Kind.OFFER) {
            refuse(leg, description, RefusalReason.INCOMPATIBLE);
        } else if (description.negotiation() == Connection.NEGOTIATION && !connection.isAnswered) {
            switch (connection.offer.answered(description.sdp())) {
                case KurentoOffer.Answered.Refused(var reason) -> refuse(leg, description, reason);
                case KurentoOffer.Answered.Taken(var sdp) ->
                        answered(leg, connection, description, sdp);
            }
        }
    }

    private void answered(LegId leg, Connection connection, Description description, String sdp)
            throws ServerGoneException, KurentoRefusedException {
        try {
            session.ask("an answer", () -> connection.endpoint.processAnswer(sdp));
        } catch (KurentoRefusedException e) {
            if (!e.isAboutSdp()) {
                throw e;
            }
            LOG.atDebug().setCause(e).log("Refused an answer");
            refuse(leg, description, RefusalReason.INCOMPATIBLE);
            return;
        }
        connection.isAnswered = true;
        for (var early : List.copyOf(connection.early)) {
            tell(connection, early);
        }
        connection.early.clear();
    }

    private void refuse(LegId leg, Description description, RefusalReason reason) {
        inside.emit(new SfuEvent.Refused(leg, description.pc(), description.negotiation(), reason));
    }

    @Override
    public void candidate(ParticipantId who, Candidate candidate)
            throws ServerGoneException, KurentoRefusedException {
        var found = connection(who, candidate.pc());
        if (found.isEmpty()
                || found.get().candidates >= CANDIDATES
                || !PageCandidate.isToldTo(candidate.line())) {
            return;
        }
        found.get().candidates++;
        if (found.get().isAnswered) {
            tell(found.get(), candidate);
        } else {
            found.get().early.add(candidate);
        }
    }

    private void tell(Connection connection, Candidate candidate)
            throws ServerGoneException, KurentoRefusedException {
        var mid = connection.offer.theirMid(candidate.mid());
        if (mid.isPresent()) {
            int index = connection.offer.index(candidate.mid(), connection.purpose);
            var told = new IceCandidate(candidate.line(), mid.get(), index);
            session.run("a candidate", () -> connection.endpoint.addIceCandidate(told));
        }
    }

    /// Another peer connection, because an endpoint never negotiates again. The other one's goes
    /// on.
    @Override
    public void restartIce(ParticipantId who, PcId pc)
            throws ServerGoneException, KurentoRefusedException {
        var leg = legs.get(who);
        var found = connection(who, pc);
        if (leg != null && found.isPresent()) {
            inside.emit(new SfuEvent.PcGone(leg.id, pc));
            renew(leg, List.of(found.get()), List.of(found.get().purpose));
        }
    }

    private void heard(PcId pc, EndpointEvent event, long nowNanos) throws FatalFaultException {
        var leg = legs.values().stream().filter(it -> it.connection(pc).isPresent()).findFirst();
        if (leg.isEmpty()) {
            return;
        }
        var id = leg.get().id;
        var connection = leg.get().connection(pc).orElseThrow();
        switch (event) {
            case EndpointEvent.Found(var mid, var line) ->
                    inside.emit(
                            new SfuEvent.Trickle(
                                    id, new Candidate(pc, connection.offer.ourMid(mid), line)));
            case EndpointEvent.Up _ -> up(id, connection, nowNanos);
            case EndpointEvent.Down(var reason) -> down(id, connection, reason);
            case EndpointEvent.Flow flow -> connection.flows.on(flow, nowNanos);
            case EndpointEvent.Fatal(var fault) -> throw new FatalFaultException(fault);
            case EndpointEvent.OtherError _ -> tally.otherErrors.increment();
        }
    }

    private void up(LegId leg, Connection connection, long nowNanos) {
        if (!connection.isUp) {
            connection.isUp = true;
            connection.upSinceNanos = nowNanos;
            inside.emit(new SfuEvent.MediaUp(leg, connection.pc));
        }
    }

    private void down(LegId leg, Connection connection, DownReason reason) {
        if (connection.isUp) {
            connection.isUp = false;
            inside.emit(new SfuEvent.MediaDown(leg, connection.pc, reason));
        } else if (reason != DownReason.CLOSED_BY_PEER
                && connection.isAnswered
                && !connection.hasFailed) {
            connection.hasFailed = true;
            inside.emit(new SfuEvent.MediaDown(leg, connection.pc, DownReason.HANDSHAKE_FAILED));
        }
    }

    @Override
    public void lookAround(long nowNanos) throws ServerGoneException, KurentoRefusedException {
        for (var leg : List.copyOf(legs.values())) {
            for (var connection : List.copyOf(leg.connections())) {
                var state = session.ask("its state", connection.endpoint::getConnectionState);
                if (state == ConnectionState.CONNECTED) {
                    up(leg.id, connection, nowNanos);
                } else if (connection.isUp) {
                    down(leg.id, connection, DownReason.CONSENT_LOST);
                }
            }
        }
    }

    private Optional<Connection> connection(ParticipantId who, PcId pc) {
        return Optional.ofNullable(legs.get(who)).flatMap(leg -> leg.connection(pc));
    }

    private Optional<KurentoLeg> otherThan(ParticipantId who) {
        return legs.values().stream().filter(leg -> !leg.who.equals(who)).findFirst();
    }
}
