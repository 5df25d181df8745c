package com.exorlive.meeting.signaling.room;

import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.SfuUnavailableException;
import com.exorlive.meeting.signaling.admission.AccessEnd;
import com.exorlive.meeting.signaling.admission.MeetingReport;
import com.exorlive.meeting.signaling.admission.SeatGrant;
import com.exorlive.meeting.signaling.protocol.ClientMessage;
import com.exorlive.meeting.signaling.protocol.CloseCode;
import com.exorlive.meeting.signaling.protocol.Decoded;
import com.exorlive.meeting.signaling.protocol.Ending;
import com.exorlive.meeting.signaling.protocol.People;
import com.exorlive.meeting.signaling.protocol.ProtocolException;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.protocol.ServerMessage;
import com.exorlive.meeting.signaling.room.RoomState.Dissolved;
import com.exorlive.meeting.signaling.room.RoomState.Live;
import com.exorlive.meeting.signaling.room.RoomState.Open;
import com.exorlive.meeting.signaling.room.RoomState.Over;
import com.exorlive.meeting.signaling.session.Line;
import com.exorlive.meeting.signaling.session.Session;
import com.exorlive.meeting.signaling.turn.RoomCredentials;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One room: turns what comes in into events of the [RoomMachine], and does what it asks for. Owns
/// neither thread nor clock. Confined to its room's thread.
final class Room {
    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    private final RoomPorts ports;
    private final RoomFacts facts;
    private final People people;
    private final Gate gate;
    private final MediaRoom media;
    private final Sessions sessions;
    private final RoomCredentials credentials;

    /// By which grant each seat was last taken.
    private final Map<Seat, SeatGrant> seated = new EnumMap<>(Seat.class);

    private RoomState state;

    /// The room is another node's, or may be: nothing more is done here but to let go.
    private boolean isMoved;

    /// The page that is being let in, until its welcome.
    private @Nullable Session arriving;

    private @Nullable Line arrivingLine;

    /// Fed back once the effects at hand are done.
    private @Nullable RoomEvent followUp;

    Room(SeatGrant first, RoomPorts ports, RoomOwner owner) {
        this.ports = ports;
        this.people = first.people();
        this.facts =
                new RoomFacts(
                        first.meeting(),
                        first.endWhen(),
                        first.notAfter(),
                        ports.maxLength(),
                        ports.timing().grace());
        this.gate = new Gate(first.meeting(), ports.registry());
        this.media = new MediaRoom(ports.media(), owner);
        this.sessions = new Sessions(owner, ports.metrics());
        this.credentials = new RoomCredentials(ports.turn(), ports.secrets());
        this.state = RoomMachine.begin(facts);
    }

    void on(RoomInput input, Instant now) {
        switch (input) {
            case RoomInput.Hello(var grant, var line) -> onHello(grant, line, now);
            case RoomInput.Resume(var message, var line) -> onResume(message, line, now);
            case RoomInput.Frame(var decoded, var line) ->
                    sessions.on(line).ifPresent(session -> onFrame(session, decoded, now));
            case RoomInput.LineLost(var line) ->
                    sessions.on(line).ifPresent(session -> onLost(session, now));
            case RoomInput.Sfu(var incarnation, var event) -> {
                if (media.isOfPresentLeg(event)) {
                    step(new RoomEvent.Sfu(incarnation, event), now);
                }
            }
            case RoomInput.AccessEnded(var end) -> onAccessEnded(end, now);
            case RoomInput.EndByAdmin _ -> step(new RoomEvent.EndedByAdmin(), now);
            case RoomInput.Wake _ -> {}
        }
    }

    /// Does what is due.
    void onTime(Instant now) {
        sessions.onTime(now);
        if (RoomMachine.deadline(state).filter(due -> !now.isBefore(due)).isPresent()) {
            step(new RoomEvent.Tick(), now);
        }
    }

    /// When `onTime` next has work to do.
    Optional<Instant> deadline() {
        return Stream.concat(RoomMachine.deadline(state).stream(), sessions.deadlines())
                .min(Instant::compareTo);
    }

    /// The registry says that the room is no longer this node's.
    ///
    /// @param isOver whether its meeting has ended; else another node has it
    void onLost(long epoch, boolean isOver, Instant now) {
        if (epoch != gate.epoch() || state instanceof Over) {
            return;
        }
        if (isOver) {
            step(new RoomEvent.EndedElsewhere(), now);
        } else {
            isMoved = true;
        }
    }

    /// Whether the meeting has ended; the room may still be there for a page that was away.
    boolean isOver() {
        return state instanceof Over;
    }

    boolean isMoved() {
        return isMoved;
    }

    /// Whether nothing can happen here any more.
    boolean isFinished(Instant now) {
        if (isMoved) {
            return true;
        }
        return switch (state) {
            case Over over -> !now.isBefore(over.until()) || sessions.areSettled();
            case Dissolved _ -> true;
            case Live _ -> false;
        };
    }

    private void onHello(SeatGrant grant, Line line, Instant now) {
        if (state instanceof Over over) {
            turnAway(line, over.ending());
            return;
        }
        switch (gate.admit(grant)) {
            case WELCOME -> {
                seated.put(grant.seat(), grant);
                letIn(grant.seat(), line, now);
            }
            case NOT_OPEN -> {
                ports.metrics().onRefused("seat-taken");
                ports.reports().report(new MeetingReport.Refused(facts.meeting(), now));
                line.close(CloseCode.NOT_OPEN);
            }
            case OVER -> turnAway(line, new Ending(Ending.By.SERVER, Ending.Reason.ENDED));
            case TRY_AGAIN -> line.close(CloseCode.TOO_BUSY);
        }
        if (state instanceof RoomState.AtDoor door && door.invitee().isAbsent()) {
            state = new Dissolved(); // Nobody came in: the room was made for nothing.
        }
    }

    private void onAccessEnded(AccessEnd end, Instant now) {
        for (var grant : List.copyOf(seated.values())) {
            if (end.concerns(grant)) {
                step(new RoomEvent.Evicted(grant.seat()), now);
            }
        }
    }

    private void letIn(Seat seat, Line line, Instant now) {
        var session = new Session(seat, ports.writer(), ports.secrets(), facts.grace());
        arriving = session;
        arrivingLine = line;
        step(new RoomEvent.Arrived(seat, session.conn()), now);
        ports.metrics().onJoined();
    }

    private void turnAway(Line line, Ending ending) {
        line.send(ports.writer().write(new ServerMessage.Ended(ending), 1, 0));
        line.closeAfterSending(CloseCode.MEETING_OVER);
    }

    private void onResume(ClientMessage.Resume message, Line line, Instant now) {
        var found = sessions.find(message.sid());
        if (found.isEmpty()) {
            if (sessions.wasReplaced(message.sid(), message.resumeToken(), now)) {
                line.sendAhead(ports.writer().write(new ServerMessage.Replaced()));
                line.close(CloseCode.REPLACED);
            } else {
                refuseResume(line, ServerMessage.ResyncReason.UNKNOWN_SESSION);
            }
            return;
        }
        var session = found.get();
        var refusal = session.refusalOfResume(message.resumeToken(), message.ack(), now);
        if (refusal.isPresent()) {
            refuseResume(line, refusal.get());
            return;
        }
        var token = session.resume(line, message.resumeToken(), message.ack(), now);
        sessions.nextToken(token);
        step(new RoomEvent.Resumed(session.seat(), session.conn()), now);
        ports.metrics().onResumed();
    }

    private void refuseResume(Line line, ServerMessage.ResyncReason reason) {
        ports.metrics().onResync(reason.name());
        line.sendAhead(ports.writer().write(new ServerMessage.Resync(reason)));
        line.close(CloseCode.OVER);
    }

    private void onLost(Session session, Instant now) {
        session.lose();
        step(new RoomEvent.Lost(session.seat(), session.conn()), now);
    }

    private void onFrame(Session session, Decoded decoded, Instant now) {
        try {
            if (session.onEnvelope(decoded.envelope(), now) == Session.Arrival.DUPLICATE) {
                return;
            }
        } catch (ProtocolException e) {
            session.close(e.code());
            step(new RoomEvent.Lost(session.seat(), session.conn()), now);
            return;
        }
        switch (decoded) {
            case Decoded.Ignored _ -> {}
            case Decoded.Misunderstood(var code, var envelope) ->
                    session.send(new ServerMessage.Problem(code, envelope.id()));
            case Decoded.Understood(var message, var envelope) ->
                    PageMessages.event(session.seat(), message, envelope.id())
                            .ifPresent(event -> step(event, now));
        }
    }

    private void step(RoomEvent event, Instant now) {
        var step = RoomMachine.step(state, event, now);
        state = step.state();
        for (var effect : step.effects()) {
            run(effect, now);
            if (isMoved) {
                return;
            }
        }
        var next = followUp;
        followUp = null;
        if (next != null) {
            step(next, now);
        }
    }

    private void run(RoomEffect effect, Instant now) {
        switch (effect) {
            case RoomEffect.Tell(var seat, var message) -> tell(seat, message, now);
            case RoomEffect.Replace(var seat) -> sessions.replace(seat);
            case RoomEffect.Welcome(var seat) -> welcome(seat, now);
            case RoomEffect.CarryOn(var seat) -> carryOn(seat, now);
            case RoomEffect.Forget(var seat) -> sessions.forget(seat);
            case RoomEffect.Evict(var seat) -> sessions.evict(seat);
            case RoomEffect.OpenMedia(var incarnation) ->
                    orFail(() -> media.open(facts.meeting(), gate.epoch(), incarnation));
            case RoomEffect.CloseMedia _ -> media.close();
            case RoomEffect.JoinMedia(var seat) -> orFail(() -> media.join(seat));
            case RoomEffect.LeaveMedia(var seat) -> orFail(() -> media.leave(seat));
            case RoomEffect.DescribeMedia(var seat, var description) ->
                    orFail(() -> media.describe(seat, description));
            case RoomEffect.AddCandidate(var seat, var candidate) ->
                    orFail(() -> media.candidate(seat, candidate));
            case RoomEffect.RestartIce(var seat, var pc) ->
                    orFail(() -> media.restartIce(seat, pc));
            case RoomEffect.Report(var report) -> ports.reports().report(report);
            case RoomEffect.Bury(var ending) -> isMoved |= !gate.bury(ending.isWanted());
            case RoomEffect.Part _ -> sessions.part();
        }
    }

    private void tell(Seat seat, ServerMessage message, Instant now) {
        sessions.at(seat).ifPresent(session -> send(session, message, now));
        if (message instanceof ServerMessage.Relayed) {
            ports.metrics().onRelayed();
        }
    }

    private void send(Session session, ServerMessage message, Instant now) {
        if (makesThePageGather(message)) {
            credentials
                    .renew(session.seat(), now)
                    .ifPresent(servers -> session.send(new ServerMessage.IceServers(servers)));
        }
        session.send(message);
    }

    private static boolean makesThePageGather(ServerMessage message) {
        return switch (message) {
            case ServerMessage.Describe(var description) ->
                    description.kind() == Description.Kind.OFFER;
            case ServerMessage.OfferWanted _ -> true;
            default -> false;
        };
    }

    private void welcome(Seat seat, Instant now) {
        var session = arriving;
        var line = arrivingLine;
        if (session == null || line == null || !(state instanceof Live live)) {
            throw new IllegalStateException("nobody to welcome");
        }
        arriving = null;
        arrivingLine = null;
        sessions.seat(session);
        var token = session.begin(line);
        session.send(
                new ServerMessage.Welcome(
                        session.sid(),
                        session.conn(),
                        token,
                        seat,
                        people,
                        live.present(now),
                        live.view(),
                        ports.timing(),
                        credentials.issue(seat, now),
                        ports.turn().isOnlyWay()));
        LOG.atInfo()
                .addKeyValue("meeting", facts.meeting())
                .addKeyValue("seat", seat)
                .log("Joined");
    }

    private void carryOn(Seat seat, Instant now) {
        var session = sessions.at(seat).orElseThrow();
        var live =
                switch (state) {
                    case Live alive -> alive;
                    case Over over -> over.last();
                    case Dissolved _ -> throw new IllegalStateException("nothing to carry on");
                };
        session.send(
                new ServerMessage.Resumed(
                        sessions.takeNextToken(),
                        session.received(),
                        live.present(now),
                        live.view()));
        session.replay();
    }

    private void orFail(Runnable call) {
        try {
            call.run();
        } catch (SfuUnavailableException e) {
            ports.metrics().onMediaLost();
            LOG.atWarn().addKeyValue("meeting", facts.meeting()).setCause(e).log("No media server");
            if (state instanceof Open open) {
                followUp = new RoomEvent.MediaFailed(open.media().incarnation());
            }
        }
    }

    /// Lets go of everything, without ending the meeting: the node goes down, or has a bug here.
    void close(CloseCode code) {
        // First, so that the pages find the room free when they come back.
        if (!(state instanceof Over)) {
            gate.release();
        }
        sessions.close(code);
        media.close();
    }
}
