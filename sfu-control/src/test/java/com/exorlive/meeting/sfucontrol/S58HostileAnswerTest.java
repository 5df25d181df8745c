package com.exorlive.meeting.sfucontrol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.peer.TestPeer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// S-58: an answer is grammar within limits or it is refused; its candidates never make the server
/// send; and nothing of it gets a line of its own in what the other browser is offered.
class S58HostileAnswerTest extends EmbeddedSfuCase {

    @Test
    void theServerKnocksAtNoDoorThatAnAnswerNames() throws Exception {
        try (DatagramSocket udp = stranger();
                ServerSocket tcp = new ServerSocket(0, 5, LOOPBACK)) {
            tcp.setSoTimeout(300);
            Call call =
                    joinWith(
                            answer ->
                                    answer
                                            + candidate("udp", udp.getLocalPort(), "")
                                            + candidate(
                                                    "tcp", tcp.getLocalPort(), " tcptype passive")
                                            + "a=candidate:9 1 udp 1 169.254.169.254 80 typ host\r\n"
                                            + "a=candidate:8 1 udp 1 attacker.example 53 typ host\r\n");
            call.room()
                    .candidate(
                            Call.HOST,
                            new Candidate(
                                    call.probe().pc(Call.HOST),
                                    "0",
                                    candidate("udp", udp.getLocalPort(), "").strip()));
            call.probe().awaitEvent(SfuEvent.MediaUp.class, Call.HOST);

            assertThat(receive(udp)).isEmpty();
            assertThat(accepts(tcp)).isFalse();
            assertThat(call.probe().count(SfuEvent.Refused.class, Call.HOST)).isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void whatIsNoAnswerIsRefusedAndTheRoomGoesOn(String what, UnaryOperator<String> spoil)
            throws Exception {
        Call call = joinWith(spoil);

        call.probe().awaitEvent(SfuEvent.Refused.class, Call.HOST);

        call.probe().answerWith(Call.HOST, peer(3));
        call.join(Call.HOST);
        call.probe().awaitEvent(SfuEvent.MediaUp.class, Call.HOST);
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                hostile("longer than 64 KiB", it -> it + "a=x\r\n".repeat(14_000)),
                hostile("65 candidates", it -> it + "a=candidate:1\r\n".repeat(65)),
                hostile("9 media sections", it -> it + "m=audio 9 x 1\r\n".repeat(5)),
                hostile("a long line", it -> it + "a=" + "x".repeat(5_000) + "\r\n"),
                hostile("a line that is none", it -> it + "hello\r\n"),
                hostile("a control character", it -> it + "a=\u0000\r\n"),
                hostile("a lone carriage return", it -> it + "a=x\ra=y\r\n"),
                hostile("another alphabet", it -> it + "a=\u2028x\r\n"),
                hostile("nothing", _ -> ""),
                hostile("other payload types", it -> it.replace("SAVPF 96 97", "SAVPF 97 96")),
                hostile("an SSRC too big", it -> it + "a=ssrc:4294967296 cname:x\r\n"),
                hostile("a CNAME of two words", it -> it + "a=ssrc:77 cname:x y\r\n"));
    }

    /// What one browser says of itself is quoted to the other: its SSRCs and its CNAME.
    @Test
    void aCnameBringsNoLineIntoTheOthersOffer() throws Exception {
        Call call = joinWith(it -> it.replaceAll("cname:peer\\S*", "cname:a=fingerprint:x"));
        call.probe()
                .await(
                        "taken or refused",
                        () ->
                                call.probe().count(SfuEvent.Refused.class, Call.HOST)
                                                + call.probe()
                                                        .count(SfuEvent.MediaUp.class, Call.HOST)
                                        > 0);
        String[] offered = {""};
        TestPeer invitee = call.invitee();
        call.probe()
                .answerWith(
                        Call.INVITEE,
                        offer -> {
                            offered[0] = offer;
                            return invitee.answer(offer);
                        });
        call.join(Call.INVITEE);
        call.probe().awaitEvent(SfuEvent.MediaUp.class, Call.INVITEE);

        assertThat(offered[0].lines().filter(line -> line.startsWith("a=fingerprint:x"))).isEmpty();
        assertThat(offered[0].getBytes(UTF_8)).hasSizeLessThan(64 * 1024);
    }

    private static Arguments hostile(String what, UnaryOperator<String> spoil) {
        return Arguments.of(what, spoil);
    }

    private Call joinWith(UnaryOperator<String> spoil) throws IOException, InterruptedException {
        TestPeer host = peer(1);
        Call call = Call.open(sfu(), "meeting", host, peer(2));
        call.probe().answerWith(Call.HOST, offer -> spoil.apply(host.answer(offer)));
        call.join(Call.HOST);
        return call;
    }

    private static String candidate(String protocol, int port, String more) {
        return "a=candidate:7 1 " + protocol + " 1 127.0.0.1 " + port + " typ host" + more + "\r\n";
    }

    private static boolean accepts(ServerSocket socket) throws IOException {
        try {
            socket.accept().close();
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }
}
