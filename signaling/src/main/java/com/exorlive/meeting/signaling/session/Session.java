package com.exorlive.meeting.signaling.session;

import com.exorlive.meeting.signaling.protocol.CloseCode;
import com.exorlive.meeting.signaling.protocol.ConnectionId;
import com.exorlive.meeting.signaling.protocol.Envelope;
import com.exorlive.meeting.signaling.protocol.MessageWriter;
import com.exorlive.meeting.signaling.protocol.ProtocolException;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.protocol.Secret;
import com.exorlive.meeting.signaling.protocol.SecretSource;
import com.exorlive.meeting.signaling.protocol.ServerMessage;
import com.exorlive.meeting.signaling.protocol.ServerMessage.ResyncReason;
import com.exorlive.meeting.signaling.protocol.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The server's side of one connection: numbers, acknowledgements, what to send again, and the
/// resume token; docs/protocol.md sections 4 and 5. Outlives its lines. Confined to its room's
/// thread.
public final class Session {
    private static final Duration ACK_AFTER = Duration.ofMillis(200);
    private static final int ACK_AFTER_MESSAGES = 8;

    private final SessionId sid;
    private final ConnectionId conn;
    private final Seat seat;
    private final MessageWriter writer;
    private final ResumeTokens tokens;
    private final ReplayRing ring = new ReplayRing();

    private @Nullable Line line;
    private long received;
    private long acknowledged;
    private @Nullable Instant ackDueAt;

    public Session(Seat seat, MessageWriter writer, SecretSource secrets, Duration grace) {
        this.sid = secrets.sessionId();
        this.conn = secrets.connectionId();
        this.seat = seat;
        this.writer = writer;
        this.tokens = new ResumeTokens(secrets, grace);
    }

    /// What became of a message's number.
    public enum Arrival {
        /// To be acted on.
        FRESH,
        /// Seen before: to be dropped.
        DUPLICATE
    }

    public SessionId sid() {
        return sid;
    }

    public ConnectionId conn() {
        return conn;
    }

    public Seat seat() {
        return seat;
    }

    public boolean isOn(Line candidate) {
        return line != null && line.equals(candidate);
    }

    public boolean isConnected() {
        return line != null;
    }

    /// The highest number received from the page without a gap.
    public long received() {
        return received;
    }

    /// Whether the page has acknowledged everything.
    public boolean isSettled() {
        return ring.isEmpty();
    }

    /// Puts the session on its first line.
    ///
    /// @return the page's first resume token
    public Secret begin(Line first) {
        line = first;
        return tokens.first();
    }

    /// Whether the page may carry on, and if not, what it is told. A refused page learns nothing
    /// about a session that is not its own.
    public Optional<ResyncReason> refusalOfResume(Secret token, long ack, Instant now) {
        if (!tokens.accepts(token, now)) {
            return Optional.of(ResyncReason.UNKNOWN_SESSION);
        }
        if (!ring.reachesBackTo(ack) || ack >= ring.nextSeq()) {
            return Optional.of(ResyncReason.GAP);
        }
        return Optional.empty();
    }

    /// Puts the session on another line. The page has to be sent the new token, and after it
    /// whatever it lacks: see `replay`.
    public Secret resume(Line next, Secret token, long ack, Instant now) {
        if (line != null && !line.equals(next)) {
            line.close(CloseCode.OVER);
        }
        line = next;
        ring.acknowledge(ack);
        return tokens.rotate(token, now);
    }

    /// Sends again what the page has not acknowledged, in order and with the old numbers.
    public void replay() {
        if (line != null) {
            for (var sent : ring.contents()) {
                line.send(writer.write(sent.message(), sent.seq(), received));
            }
            acknowledgedNow();
        }
    }

    /// The line is gone; what is sent from now on waits.
    public void lose() {
        line = null;
        ackDueAt = null;
    }

    /// Whether `token` opens this session; says nothing about whether it can be carried on.
    public boolean isOpenedBy(Secret token, Instant now) {
        return tokens.accepts(token, now);
    }

    public void send(ServerMessage message) {
        switch (message) {
            case ServerMessage.Counted counted -> sendCounted(counted);
            case ServerMessage.Uncounted uncounted -> {
                if (line != null) {
                    line.send(writer.write(uncounted));
                }
            }
        }
    }

    private void sendCounted(ServerMessage.Counted message) {
        var frame = writer.write(message, ring.nextSeq(), received);
        ring.add(message, frame.getBytes(StandardCharsets.UTF_8).length);
        if (line != null) {
            line.send(frame);
            acknowledgedNow();
        }
    }

    /// Takes note of a message's numbers.
    ///
    /// @throws ProtocolException if it leaves a gap, or acknowledges what was never sent
    public Arrival onEnvelope(Envelope envelope, Instant now) {
        tokens.onHeardFromPage();
        if (envelope.ack() != Envelope.NONE && !ring.acknowledge(envelope.ack())) {
            throw new ProtocolException(CloseCode.PROTOCOL_ERROR, "an ack from the future");
        }
        if (envelope.seq() == Envelope.NONE) {
            return Arrival.FRESH;
        }
        if (envelope.seq() > received + 1) {
            throw new ProtocolException(CloseCode.PROTOCOL_ERROR, "a gap in the numbers");
        }
        if (ackDueAt == null) {
            ackDueAt = now.plus(ACK_AFTER);
        }
        if (envelope.seq() <= received) {
            return Arrival.DUPLICATE;
        }
        received = envelope.seq();
        if (received - acknowledged >= ACK_AFTER_MESSAGES) {
            acknowledge();
        }
        return Arrival.FRESH;
    }

    /// Sends an acknowledgement alone if one is due.
    public void onTime(Instant now) {
        if (ackDueAt != null && !now.isBefore(ackDueAt)) {
            acknowledge();
        }
    }

    /// When `onTime` next has work to do.
    public Optional<Instant> deadline() {
        return Optional.ofNullable(ackDueAt);
    }

    private void acknowledge() {
        if (line != null) {
            line.sendAhead(writer.acknowledgement(received));
        }
        acknowledgedNow();
    }

    private void acknowledgedNow() {
        acknowledged = received;
        ackDueAt = null;
    }

    /// Sends a last word and closes now.
    public void dismiss(ServerMessage.Uncounted lastWord, CloseCode code) {
        if (line != null) {
            line.sendAhead(writer.write(lastWord));
            line.close(code);
            lose();
        }
    }

    /// Closes once everything is sent. What the page did not get it still gets if it resumes.
    public void closeAfterSending(CloseCode code) {
        if (line != null) {
            line.closeAfterSending(code);
            lose();
        }
    }

    /// Closes now.
    public void close(CloseCode code) {
        if (line != null) {
            line.close(code);
            lose();
        }
    }
}
