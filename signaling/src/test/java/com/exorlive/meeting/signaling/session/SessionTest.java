package com.exorlive.meeting.signaling.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.sfucontrol.PcId;
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
import com.exorlive.meeting.signaling.session.Session.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final ServerMessage MESSAGE = new ServerMessage.DropPc(new PcId("p1"));

    private final Session session =
            new Session(
                    Seat.HOST,
                    new MessageWriter(),
                    new SecretSource(new Random(3)),
                    Duration.ofSeconds(60));
    private final FakeLine line = new FakeLine();
    private Secret token = new Secret("A".repeat(43));

    /// Writes down what was asked of it.
    private static final class FakeLine implements Line {
        private final List<String> log = new ArrayList<>();

        @Override
        public void send(String frame) {
            log.add(frame);
        }

        @Override
        public void sendAhead(String frame) {
            log.add("ahead " + frame);
        }

        @Override
        public void closeAfterSending(CloseCode code) {
            log.add("close after sending " + code.number());
        }

        @Override
        public void close(CloseCode code) {
            log.add("close " + code.number());
        }
    }

    @BeforeEach
    void begin() {
        token = session.begin(line);
    }

    @Test
    void countedMessagesAreNumberedFromOne() {
        session.send(MESSAGE);
        session.send(new ServerMessage.Replaced());
        session.send(MESSAGE);

        assertThat(line.log)
                .containsExactly(
                        "{\"t\":\"drop-pc\",\"pc\":\"p1\",\"seq\":1}",
                        "{\"t\":\"replaced\"}",
                        "{\"t\":\"drop-pc\",\"pc\":\"p1\",\"seq\":2}");
    }

    @Test
    void aNumberSeenBeforeIsADuplicateAndAGapBreaksTheProtocol() {
        assertThat(receive(1)).isEqualTo(Arrival.FRESH);
        assertThat(receive(2)).isEqualTo(Arrival.FRESH);
        assertThat(receive(1)).isEqualTo(Arrival.DUPLICATE);
        assertThat(receive(2)).isEqualTo(Arrival.DUPLICATE);
        assertThatThrownBy(() -> receive(4))
                .isInstanceOfSatisfying(
                        ProtocolException.class,
                        e -> assertThat(e.code()).isEqualTo(CloseCode.PROTOCOL_ERROR));
        assertThat(session.received()).isEqualTo(2);
    }

    @Test
    void anAckOfWhatWasNeverSentBreaksTheProtocol() {
        session.send(MESSAGE);

        acknowledge(1);
        assertThatThrownBy(() -> acknowledge(2)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void anAckAloneIsSentAfterTwoHundredMilliseconds() {
        receive(1);
        assertThat(session.deadline()).isEqualTo(Optional.of(NOW.plusMillis(200)));

        session.onTime(NOW.plusMillis(199));
        assertThat(line.log).isEmpty();
        session.onTime(NOW.plusMillis(200));
        assertThat(line.log).containsExactly("ahead {\"t\":\"ack\",\"ack\":1}");
        assertThat(session.deadline()).isEmpty();
    }

    @Test
    void anAckAloneIsSentAfterEightMessages() {
        for (int seq = 1; seq <= 8; seq++) {
            receive(seq);
        }
        assertThat(line.log).containsExactly("ahead {\"t\":\"ack\",\"ack\":8}");
    }

    @Test
    void aMessageCarriesTheAckThatWasDue() {
        receive(1);
        session.send(MESSAGE);

        assertThat(line.log)
                .containsExactly("{\"t\":\"drop-pc\",\"pc\":\"p1\",\"seq\":1,\"ack\":1}");
        assertThat(session.deadline()).isEmpty();
    }

    @Test
    void aDuplicateIsAcknowledgedAgain() {
        receive(1);
        session.onTime(NOW.plusMillis(200));
        receive(1);

        assertThat(session.deadline()).isPresent();
    }

    @Test
    void whatWasNotAcknowledgedIsSentAgainWithItsOldNumbers() {
        session.send(MESSAGE);
        session.send(MESSAGE);
        session.send(MESSAGE);
        session.lose();
        session.send(MESSAGE);
        var next = new FakeLine();

        assertThat(session.refusalOfResume(token, 2, NOW)).isEmpty();
        session.resume(next, token, 2, NOW);
        session.replay();

        assertThat(next.log)
                .containsExactly(
                        "{\"t\":\"drop-pc\",\"pc\":\"p1\",\"seq\":3}",
                        "{\"t\":\"drop-pc\",\"pc\":\"p1\",\"seq\":4}");
    }

    @Test
    void theOldSocketIsClosedWhenAnotherCarriesOn() {
        session.resume(new FakeLine(), token, 0, NOW);

        assertThat(line.log).containsExactly("close 1000");
        assertThat(session.isOn(line)).isFalse();
    }

    @Test
    void a129thUnacknowledgedMessageMakesAGap() {
        for (int i = 0; i < 128; i++) {
            session.send(MESSAGE);
        }
        assertThat(session.refusalOfResume(token, 0, NOW)).isEmpty();

        session.send(MESSAGE);
        assertThat(session.refusalOfResume(token, 0, NOW)).contains(ResyncReason.GAP);
        assertThat(session.refusalOfResume(token, 1, NOW)).isEmpty();
    }

    @Test
    void moreThan256KibibytesUnacknowledgedMakeAGap() {
        var large = new ServerMessage.Relayed(new ConnectionId("c"), "A".repeat(40_000));
        for (int i = 0; i < 6; i++) {
            session.send(large);
        }
        assertThat(session.refusalOfResume(token, 0, NOW)).isEmpty();

        session.send(large);
        assertThat(session.refusalOfResume(token, 0, NOW)).contains(ResyncReason.GAP);
    }

    @Test
    void aPageThatClaimsToHaveWhatWasNeverSentCannotResume() {
        assertThat(session.refusalOfResume(token, 1, NOW)).contains(ResyncReason.GAP);
    }

    @Test
    void aWrongTokenIsRefusedLikeAnUnknownSession() {
        assertThat(session.refusalOfResume(new Secret("B".repeat(43)), 99, NOW))
                .contains(ResyncReason.UNKNOWN_SESSION);
    }

    @Test
    void aResumeTokenIsGoodOnce() {
        var next = session.resume(new FakeLine(), token, 0, NOW);
        receive(1); // So the page has got the next one.

        assertThat(session.refusalOfResume(token, 0, NOW)).contains(ResyncReason.UNKNOWN_SESSION);
        assertThat(session.refusalOfResume(next, 0, NOW)).isEmpty();
    }

    @Test
    void aTokenWhoseSuccessorWasLostIsAcceptedAgainWithinTheGrace() {
        session.resume(new FakeLine(), token, 0, NOW);
        assertThat(session.refusalOfResume(token, 0, NOW.plusSeconds(59))).isEmpty();

        session.resume(new FakeLine(), token, 0, NOW.plusSeconds(59));
        assertThat(session.refusalOfResume(token, 0, NOW.plusSeconds(60)))
                .contains(ResyncReason.UNKNOWN_SESSION);
    }

    private Arrival receive(long seq) {
        return session.onEnvelope(new Envelope(seq, Envelope.NONE, ""), NOW);
    }

    private void acknowledge(long ack) {
        session.onEnvelope(new Envelope(Envelope.NONE, ack, ""), NOW);
    }
}
