package com.exorlive.meeting.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// SECURITY.md S-20 to S-25, as far as they concern sockets.
class SocketLimitsTest {
    @TempDir Path data;
    private FakeCore core;
    private TestNode node;

    @BeforeEach
    void start() throws Exception {
        core = new FakeCore();
        node = new TestNode(core, data, TestNode.generous());
    }

    @AfterEach
    void stop() {
        node.close();
        core.close();
    }

    static Stream<String> strangeOrigins() {
        return Stream.of(
                "https://meet.example.evil.example",
                "https://evilmeet.example",
                "https://meet.example:8443",
                "http://meet.example",
                "https://MEET.example",
                "https://meet.example/",
                "https://meet.example.",
                "https://sub.meet.example",
                "https://xn--met-hoa.example",
                "https://meet.example, https://meet.example",
                "null",
                "");
    }

    @ParameterizedTest
    @MethodSource("strangeOrigins")
    void anOriginThatIsNotInTheListIsRefusedBeforeTheUpgrade(String origin) throws Exception {
        try (var socket = new RawSocket(port(), "GET", RawSocket.upgrade("Origin: " + origin))) {
            assertThat(socket.status()).isEqualTo(403);
        }
    }

    @Test
    void aSocketWithoutAnOriginIsRefusedBeforeTheUpgrade() throws Exception {
        try (var socket = new RawSocket(port(), "GET", RawSocket.upgrade())) {
            assertThat(socket.status()).isEqualTo(403);
        }
    }

    @Test
    void aSocketWithTwoOriginsIsRefusedBeforeTheUpgrade() throws Exception {
        var both = RawSocket.upgrade("Origin: " + TestNode.ORIGIN, "Origin: https://evil.example");
        try (var socket = new RawSocket(port(), "GET", both)) {
            assertThat(socket.status()).isEqualTo(403);
        }
    }

    @Test
    void aSocketWithoutTheSubprotocolIsRefusedBeforeTheUpgrade() throws Exception {
        var lines =
                Arrays.stream(RawSocket.upgrade("Origin: " + TestNode.ORIGIN))
                        .map(line -> line.replace("meet.v1", "meet.v9"))
                        .toArray(String[]::new);
        try (var socket = new RawSocket(port(), "GET", lines)) {
            assertThat(socket.status()).isEqualTo(400);
        }
    }

    @Test
    void theServerAnswersWithTheOneSubprotocolAndNoExtension() throws Exception {
        var lines =
                RawSocket.upgrade(
                        "Origin: " + TestNode.ORIGIN,
                        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits");
        try (var socket = new RawSocket(port(), "GET", lines)) {
            assertThat(socket.status()).isEqualTo(101);
            assertThat(socket.answer).containsIgnoringCase("sec-websocket-protocol: meet.v1\r\n");
            assertThat(socket.answer).doesNotContainIgnoringCase("sec-websocket-extensions");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "BREW"})
    void otherMethodsThanGetAreRefused(String method) throws Exception {
        try (var socket =
                new RawSocket(port(), method, RawSocket.upgrade("Origin: " + TestNode.ORIGIN))) {
            assertThat(socket.status()).isEqualTo(405);
        }
    }

    @Test
    void aPlainGetIsNotAnsweredWithASocket() throws Exception {
        try (var socket = new RawSocket(port(), "GET", "Origin: " + TestNode.ORIGIN)) {
            assertThat(socket.status()).isEqualTo(426);
        }
    }

    @Test
    void anUnmaskedFrameBreaksTheWebSocketProtocol() throws Exception {
        try (var socket = RawSocket.open(port())) {
            socket.write(RawSocket.frame(0x81, bytes("{}"), false));

            assertThat(socket.readCloseCode()).isEqualTo(1002);
        }
    }

    @Test
    void whatIsNotUtf8IsRefused() throws Exception {
        try (var socket = RawSocket.open(port())) {
            socket.write(RawSocket.frame(0x81, new byte[] {(byte) 0xc3, 0x28}, true));

            assertThat(socket.readCloseCode()).isEqualTo(1007);
        }
    }

    @Test
    void anOpeningOfMoreThanOneKibibyteIsTooBig() throws Exception {
        try (var socket = RawSocket.open(port())) {
            socket.text("{\"t\":\"hello\",\"x\":\"" + "x".repeat(1024) + "\"}");

            assertThat(socket.readCloseCode()).isEqualTo(1009);
        }
    }

    @Test
    void aFrameOfMoreThan64KibibytesIsTooBig() throws Exception {
        try (var socket = welcomed("ingrid")) {
            socket.text("{\"t\":\"ping\",\"n\":1,\"x\":\"" + "x".repeat(65_536) + "\"}");

            assertThat(socket.readCloseCode()).isEqualTo(1009);
        }
    }

    @Test
    void thePartsOfAMessageCountTogether() throws Exception {
        try (var socket = welcomed("ingrid")) {
            socket.write(RawSocket.frame(0x01, bytes("{\"t\":\"ping\",\"n\":1,\"x\":\""), true));
            for (int i = 0; i < 7; i++) {
                socket.write(RawSocket.frame(0x00, bytes("x".repeat(10_000)), true));
            }

            assertThat(socket.readCloseCode()).isEqualTo(1009);
        }
    }

    @Test
    void aMessageOfAlmost64KibibytesIsRead() throws Exception {
        try (var socket = welcomed("ingrid")) {
            var half = "x".repeat(30_000);
            socket.text("{\"t\":\"ping\",\"n\":77,\"x\":[\"" + half + "\",\"" + half + "\"]}");
            var pong = socket.readText();
            while (!pong.text().contains("pong")) {
                pong = socket.readText();
            }

            assertThat(pong.text()).contains("77");
        }
    }

    @Test
    void aBinaryFrameBreaksTheProtocol() throws Exception {
        try (var socket = welcomed("ingrid")) {
            socket.write(RawSocket.frame(0x82, new byte[3], true));

            assertThat(socket.readCloseCode()).isEqualTo(4000);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "[]",
                "{\"t\":\"end\",\"t\":\"end\"}",
                "{\"t\":\"e2ee\",\"seq\":7,\"to\":\"x\",\"data\":\"gap\"}",
                "{\"t\":\"ack\",\"ack\":999}"
            })
    void aPageThatBreaksTheProtocolIsClosedAndItsSeatKept(String frame) throws Exception {
        var meeting = core.meeting("ingrid", "ola");
        var ola = node.join(meeting, "ola");
        var ingrid = node.join(meeting, "ingrid");
        ola.next("presence");

        ingrid.text(frame);

        assertThat(ingrid.closeCode()).isEqualTo(4000);
        assertThat(ola.next("presence").get("state").stringValue()).isEqualTo("lost");
    }

    @Test
    void aDeepBombIsRefusedLikeAnyOtherNonsense() throws Exception {
        try (var socket = welcomed("ingrid")) {
            socket.text("[".repeat(65_000));

            assertThat(socket.readCloseCode()).isEqualTo(4000);
        }
    }

    @Test
    void aTicketIsGoodForOneSocketAlone() throws Exception {
        var ticket = node.ticket(core.meeting("ingrid", "ola"), "ola");
        var first = node.page();
        first.hello(ticket);
        first.welcome();

        var second = node.page();
        second.hello(ticket);

        assertThat(second.closeCode()).isEqualTo(4001);
    }

    @Test
    void aWrongVerifierUsesTheTicketUp() throws Exception {
        var ticket = node.ticket(core.meeting("ingrid", "ola"), "ola");
        var thief = node.page();
        thief.text(
                "{\"t\":\"hello\",\"ticket\":\"%s\",\"verifier\":\"%s\"}"
                        .formatted(ticket, "A".repeat(43)));
        assertThat(thief.closeCode()).isEqualTo(4001);

        var owner = node.page();
        owner.hello(ticket);
        assertThat(owner.closeCode()).isEqualTo(4001);
    }

    @Test
    void moreThanAHundredMessagesAtOnceAreTooMany() throws Exception {
        var meeting = core.meeting("ingrid", "ola");
        var ola = node.join(meeting, "ola");
        try (var flood = welcomed(meeting, "ingrid")) {
            ola.next("presence");
            var frames = new ByteArrayOutputStream();
            for (int i = 0; i < 200; i++) {
                frames.writeBytes(RawSocket.frame(0x81, bytes("{\"t\":\"ack\",\"ack\":0}"), true));
            }
            flood.write(frames.toByteArray());

            assertThat(flood.readCloseCode()).isEqualTo(4029);
            assertThat(ola.next("presence").get("state").stringValue()).isEqualTo("lost");
        }
    }

    @Test
    void aPageThatReadsTooSlowlyIsClosedAndItsSeatKept() throws Exception {
        var meeting = core.meeting("ingrid", "ola");
        var ingrid = node.join(meeting, "ingrid");
        try (var slow = welcomed(meeting, "ola")) {
            var conn = ingrid.next("presence").get("conn").stringValue();
            var data = "A".repeat(40_000);
            var isLost = false;
            for (int i = 0; i < 400 && !isLost; i++) {
                ingrid.say("e2ee", ",\"to\":\"" + conn + "\",\"data\":\"" + data + "\"");
                TimeUnit.MILLISECONDS.sleep(21); // below the rate limit
                isLost =
                        ingrid.received.stream()
                                .anyMatch(
                                        message ->
                                                message.has("state")
                                                        && message.get("state")
                                                                .stringValue()
                                                                .equals("lost"));
            }

            assertThat(isLost).isTrue();
            assertThat(slow.readCloseCode()).isEqualTo(4008);
        }
    }

    @Test
    void socketsThatDoNotSayHelloAreFewForEachAddress() throws Exception {
        restart(
                new SignalingSettings.Limits(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(12),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(30),
                        100,
                        1_000,
                        20,
                        500));
        var silent = new ArrayList<RawSocket>();
        try {
            for (int i = 0; i < 20; i++) {
                silent.add(RawSocket.open(port()));
                assertThat(silent.getLast().status()).isEqualTo(101);
                silent.getLast().awaitOpened();
            }
            try (var oneMore = RawSocket.open(port())) {
                assertThat(oneMore.status()).isEqualTo(429);
                assertThat(oneMore.answer).contains("Retry-After");
            }
            silent.removeFirst().close();
            assertThat(statusOfNextGoodSocket()).isEqualTo(101);
        } finally {
            for (var socket : silent) {
                socket.close();
            }
        }
    }

    /// The place of a closed socket is free again, once the server has noticed.
    private int statusOfNextGoodSocket() throws Exception {
        var status = 0;
        for (int i = 0; i < 200 && status != 101; i++) {
            try (var socket = RawSocket.open(port())) {
                status = socket.status();
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return status;
    }

    @Test
    void oneAddressMayOpenThirtySocketsAMinute() throws Exception {
        restart(
                new SignalingSettings.Limits(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(12),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        100,
                        30,
                        1_000,
                        1_000));
        var statuses = new ArrayList<Integer>();
        for (int i = 0; i < 33; i++) {
            try (var socket = RawSocket.open(port())) {
                statuses.add(socket.status());
            }
        }

        assertThat(statuses.subList(0, 30)).containsOnly(101);
        assertThat(statuses.getLast()).isEqualTo(429);
    }

    @Test
    void aSocketWithoutHelloIsClosedAfterAWhile() throws Exception {
        restart(
                new SignalingSettings.Limits(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(12),
                        Duration.ofSeconds(15),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(30),
                        100,
                        1_000,
                        20,
                        500));
        try (var socket = RawSocket.open(port())) {
            assertThat(socket.readCloseCode()).isEqualTo(4001);
        }
    }

    @Test
    void aPageThatSaysNothingIsPingedAndThenGivenUp() throws Exception {
        restart(
                new SignalingSettings.Limits(
                        Duration.ofMillis(100),
                        Duration.ofSeconds(12),
                        Duration.ofMillis(400),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        100,
                        1_000,
                        20,
                        500));
        var meeting = core.meeting("ingrid", "ola");
        var ingrid = node.join(meeting, "ingrid");
        try (var dead = welcomed(meeting, "ola")) {
            ingrid.next("presence");

            assertThat(ingrid.next("presence").get("state").stringValue()).isEqualTo("lost");
            assertThat(readOpcodes(dead)).contains(9);
        }
    }

    private static List<Integer> readOpcodes(RawSocket socket) {
        var opcodes = new ArrayList<Integer>();
        try {
            while (true) {
                opcodes.add(socket.read().opcode());
            }
        } catch (IOException _) {
            return opcodes;
        }
    }

    @Test
    void elevenTicketsAMinuteAreTooMany() throws Exception {
        restart(SignalingSettings.Limits.defaults());
        var meeting = core.meeting("ingrid", "ola");
        for (int i = 0; i < 10; i++) {
            assertThat(node.ticketAnswer(meeting, "ola").statusCode()).isEqualTo(200);
        }

        var answer = node.ticketAnswer(meeting, "ola");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(node.ticketAnswer(meeting, "ingrid").statusCode()).isEqualTo(200);
    }

    private RawSocket welcomed(String subject) throws Exception {
        return welcomed(core.meeting("ingrid", "ola"), subject);
    }

    private RawSocket welcomed(String meeting, String subject) throws Exception {
        var socket = RawSocket.open(port());
        socket.text(
                "{\"t\":\"hello\",\"ticket\":\"%s\",\"verifier\":\"%s\"}"
                        .formatted(node.ticket(meeting, subject), TestNode.VERIFIER));
        assertThat(socket.readText().text()).contains("\"welcome\"");
        return socket;
    }

    private void restart(SignalingSettings.Limits limits) throws Exception {
        node.close();
        node = new TestNode(core, data, limits);
    }

    private int port() {
        return node.server.port();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
