package com.exorlive.meeting.signaling.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.sfucontrol.Candidate;
import com.exorlive.meeting.sfucontrol.Description;
import com.exorlive.meeting.sfucontrol.PcId;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageReaderTest {
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n";
    private static final Secret TICKET = new Secret("q0vGMNk3VrYJmXWcQ2h1iZ7sLr8pTf4uBdEoCaKwS5g");
    private static final Secret VERIFIER =
            new Secret("Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE");
    private static final PcId P1 = new PcId("p1");
    private static final PcId P2 = new PcId("p2");
    private static final long NONE = Envelope.NONE;

    private static final Map<String, Decoded> EXPECTED =
            Map.ofEntries(
                    understood(
                            "describe-answer",
                            new ClientMessage.Describe(
                                    new Description(P1, 1, Description.Kind.ANSWER, SDP)),
                            new Envelope(1, 1, "")),
                    understood(
                            "describe-offer",
                            new ClientMessage.Describe(
                                    new Description(P2, 1, Description.Kind.OFFER, SDP)),
                            new Envelope(2, NONE, "m-7")),
                    understood(
                            "candidate",
                            new ClientMessage.Trickle(
                                    new Candidate(
                                            P1,
                                            "0",
                                            "candidate:1 1 udp 2130706431 192.0.2.7 50000 typ host")),
                            new Envelope(3, NONE, "")),
                    understood(
                            "candidate-last",
                            new ClientMessage.Trickle(new Candidate(P1, "0", "")),
                            new Envelope(4, NONE, "")),
                    understood(
                            "restart-ice",
                            new ClientMessage.RestartIce(P1),
                            new Envelope(5, NONE, "")),
                    understood(
                            "e2ee",
                            new ClientMessage.Relay(
                                    new ConnectionId("c1nV1Tec1nV1Tec1nV1TeQ"), "AAEC_-8"),
                            new Envelope(6, 9, "m-8")),
                    understood("end", new ClientMessage.End(), new Envelope(7, NONE, "")),
                    understood(
                            "end-with-unknown-names",
                            new ClientMessage.End(),
                            new Envelope(7, NONE, "")),
                    understood("ping", new ClientMessage.Ping(1), new Envelope(NONE, NONE, "")),
                    understood(
                            "ping-with-ack", new ClientMessage.Ping(2), new Envelope(NONE, 9, "")),
                    understood("ack", new ClientMessage.Ack(), new Envelope(NONE, 17, "")));

    private static final Map<String, ClientMessage.Opening> OPENINGS =
            Map.of(
                    "client-hello.json",
                    new ClientMessage.Hello(TICKET, VERIFIER),
                    "client-resume.json",
                    new ClientMessage.Resume(new SessionId("u3Jp9QwXvTn5cRzLk2MdYg"), TICKET, 17));

    private final MessageReader reader = new MessageReader();

    static Stream<String> valid() throws IOException {
        return Fixtures.names("valid", "client");
    }

    static Stream<String> invalid() throws IOException {
        return Fixtures.names("invalid", "client");
    }

    @ParameterizedTest
    @MethodSource("valid")
    void everyValidFixtureIsReadAsWhatItSays(String name) {
        var frame = Fixtures.read("valid", name).toString();
        if (OPENINGS.containsKey(name)) {
            assertThat(reader.readOpening(frame)).isEqualTo(OPENINGS.get(name));
        } else {
            assertThat(reader.read(frame)).isNotNull().isEqualTo(EXPECTED.get(name));
        }
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void everyInvalidFixtureHasTheOutcomeThatItSays(String name) {
        var fixture = Fixtures.read("invalid", name);
        assertThat(outcome(name, Fixtures.frame(fixture)))
                .isEqualTo(fixture.get("expect").stringValue());
    }

    @Test
    void theNumberOfABadMessageCountsWhenItCanBeRead() {
        var decoded = reader.read("{\"t\":\"e2ee\",\"seq\":5,\"id\":\"m\"}");

        assertThat(decoded)
                .isEqualTo(
                        new Decoded.Misunderstood(
                                ErrorCode.BAD_MESSAGE, new Envelope(5, NONE, "m")));
    }

    @Test
    void theNumberOfAnExtensionCounts() {
        assertThat(reader.read("{\"t\":\"x-hint\",\"seq\":5}"))
                .isEqualTo(new Decoded.Ignored(new Envelope(5, NONE, "")));
    }

    @Test
    void aSecondOpeningBreaksTheProtocol() {
        var hello = Fixtures.read("valid", "client-hello.json").toString();

        assertThatThrownBy(() -> reader.read(hello)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void anythingButAnOpeningIsRefusedAsTheFirstFrame() {
        assertThatThrownBy(() -> reader.readOpening("{\"t\":\"ping\",\"n\":1}"))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void jsonBombsAreRefusedQuickly() {
        var bombs =
                Stream.of(
                        "[".repeat(65_000),
                        "{\"a\":".repeat(13_000),
                        "{\"t\":\"end\",\"seq\":1e400000000}",
                        "{\"t\":\"end\",\"seq\":-1e-400000000}",
                        "{\"" + "k".repeat(65_000) + "\":1}",
                        "{\"t\":\"end\",\"seq\":" + "9".repeat(60_000) + "}",
                        "{\"t\":\"end\",\"x\":[" + "1,".repeat(30_000) + "1]}");
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () ->
                        bombs.forEach(
                                bomb ->
                                        assertThat(outcome("client-bomb", bomb))
                                                .isIn("protocol-error", "bad-message")));
    }

    @Test
    void whatIsSecretOrPrivateDoesNotPrintItself() {
        var frame = Fixtures.read("valid", "client-hello.json").toString();

        assertThat(reader.readOpening(frame).toString())
                .doesNotContain(TICKET.value())
                .doesNotContain(VERIFIER.value());
        assertThat(EXPECTED.get("client-e2ee.json").toString()).doesNotContain("AAEC");
        assertThat(EXPECTED.get("client-describe-offer.json").toString()).doesNotContain("v=0");
    }

    private String outcome(String name, String frame) {
        try {
            if (name.startsWith("client-hello") || name.startsWith("client-resume")) {
                reader.readOpening(frame);
                return "read";
            }
            return switch (reader.read(frame)) {
                case Decoded.Understood _ -> "read";
                case Decoded.Ignored _ -> "ignored";
                case Decoded.Misunderstood(var code, var _) ->
                        code == ErrorCode.UNSUPPORTED ? "unsupported" : "bad-message";
            };
        } catch (ProtocolException e) {
            assertThat(e.code()).isEqualTo(CloseCode.PROTOCOL_ERROR);
            return "protocol-error";
        }
    }

    private static Map.Entry<String, Decoded> understood(
            String name, ClientMessage message, Envelope envelope) {
        return Map.entry("client-" + name + ".json", new Decoded.Understood(message, envelope));
    }
}
