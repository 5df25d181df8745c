package com.exorlive.meeting.loadtests.turn;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.ice.StunWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnClientTest {
    private static final InetSocketAddress PEER =
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 32853);
    private static final TurnCredentials CREDENTIALS = new TurnCredentials("1:who", "secret");
    private static final long SECOND = 1_000_000_000L;

    private final Out out = new Out();
    private final TurnClient client = new TurnClient(CREDENTIALS, PEER, out);

    /// RFC 5769 section 2.4: after SASLprep the password is TheMatrIX.
    @Test
    void theIntegrityIsThatOfTheRfcsSample() {
        var credentials = new TurnCredentials("\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9", "TheMatrIX");
        var writer = new StunWriter();
        writer.begin(1, hex("78ad3433c6ad72c029da412e"))
                .username(credentials.user())
                .attribute(TurnClient.NONCE, "f//499k954d6OL34oL9FSTvy64sA".getBytes(US_ASCII))
                .attribute(TurnClient.REALM, "example.org".getBytes(US_ASCII));
        int length = writer.finish(credentials.key("example.org"));

        var message = HexFormat.of().formatHex(writer.array(), 0, length);
        assertThat(message).contains("00080014f67024656dd64a3e02b8e0712e85c9a28ca89666");
    }

    @Test
    void itAsksAgainWithWhatTheChallengeSays() {
        client.onTimeout(0);
        assertThat(out.type()).isEqualTo(0x0003);
        assertThat(out.attribute(0x0008)).as("no integrity yet").isEmpty();

        challenge(401, "nonce-1");

        assertThat(out.type()).isEqualTo(0x0003);
        assertThat(out.attribute(TurnClient.NONCE)).isEqualTo("nonce-1".getBytes(US_ASCII));
        assertThat(out.attribute(0x0008)).hasSize(20);
    }

    @Test
    void aSecondRefusalIsNoChallenge() {
        client.onTimeout(0);
        challenge(401, "nonce-1");
        challenge(401, "nonce-2");

        assertThat(out.failures).containsExactly("the TURN server answered 401");
        assertThat(client.onTimeout(10 * SECOND)).isEqualTo(TurnClient.NEVER);
    }

    @Test
    void aServerThatAlwaysFindsTheNonceStaleIsGivenUp() {
        client.onTimeout(0);
        for (int i = 0; i < 10 && out.failures.isEmpty(); i++) {
            challenge(438, "nonce-" + i);
        }

        assertThat(out.failures).containsExactly("the TURN server answered 438");
    }

    @Test
    void whatIsNotAnsweredIsAskedAgainAndThenGivenUp() {
        int asked = 0;
        long next = 0;
        while (next != TurnClient.NEVER && asked < 100) {
            next = client.onTimeout(next);
            asked++;
        }

        assertThat(out.sent).hasSize(20);
        assertThat(out.failures).containsExactly("the TURN server is silent");
    }

    @Test
    void thePeersAddressIsMaskedWithTheCookie() {
        open();

        byte[] bind = out.sent.get(out.sent.size() - 1);
        assertThat(TurnReply.read(bind, bind.length).orElseThrow().attribute(0x0012))
                .contains(hex("0001a147e112a643"));
    }

    @Test
    void nothingPassesBeforeTheChannelIsThereAndThenBothWays() {
        assertThat(client.send(new byte[] {1}, 1)).isFalse();
        open();

        assertThat(client.send(new byte[] {1, 2, 3}, 3)).isTrue();
        assertThat(out.last()).isEqualTo(hex("40000003010203"));

        client.onDatagram(hex("4000000209080000"), 8, 0);
        client.onDatagram(hex("4001000209080000"), 8, 0);
        client.onDatagram(hex("4000000909080000"), 8, 0);
        assertThat(out.received).containsExactly("0908");
    }

    @Test
    void itIsKeptBeforeAPermissionOfFiveMinutesEnds() {
        open();
        int before = out.sent.size();

        assertThat(client.onTimeout(100 * SECOND)).isEqualTo(240 * SECOND);
        assertThat(out.sent).hasSize(before);

        client.onTimeout(240 * SECOND);
        assertThat(out.type()).isEqualTo(0x0004);
        succeed(240 * SECOND);
        assertThat(out.type()).isEqualTo(0x0009);
        succeed(240 * SECOND);
        assertThat(client.onTimeout(241 * SECOND)).isEqualTo(480 * SECOND);
        assertThat(client.send(new byte[] {1}, 1)).isTrue();
    }

    @Test
    void aForgedAnswerOpensNothing() {
        client.onTimeout(0);
        challenge(401, "nonce-1");
        int length = answer(0x0100).finish(new TurnCredentials("1:who", "other").key("exorlive"));
        client.onDatagram(writer.array(), length, 0);

        assertThat(out.type()).as("still asking").isEqualTo(0x0003);
    }

    @Test
    void itGivesBackWhatItHas() {
        open();
        client.close();

        assertThat(out.type()).isEqualTo(0x0004);
        assertThat(out.attribute(0x000D)).isEqualTo(new byte[4]);
        assertThat(client.send(new byte[] {1}, 1)).isFalse();
    }

    private final StunWriter writer = new StunWriter();

    private void open() {
        client.onTimeout(0);
        challenge(401, "nonce-1");
        succeed(0);
        assertThat(out.type()).isEqualTo(0x0009);
        byte[] bind = out.last();
        succeed(0);
        assertThat(out.last()).isEqualTo(bind);
    }

    private void challenge(int error, String nonce) {
        int length =
                answer(0x0110)
                        .attribute(9, new byte[] {0, 0, (byte) (error / 100), (byte) (error % 100)})
                        .attribute(TurnClient.REALM, "exorlive".getBytes(US_ASCII))
                        .attribute(TurnClient.NONCE, nonce.getBytes(US_ASCII))
                        .finishUnauthenticated();
        client.onDatagram(writer.array(), length, 0);
    }

    private void succeed(long nowNanos) {
        int length = answer(0x0100).finish(CREDENTIALS.key("exorlive"));
        client.onDatagram(writer.array(), length, nowNanos);
    }

    private StunWriter answer(int kind) {
        return writer.begin(out.type() | kind, Arrays.copyOfRange(out.last(), 8, 20));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static final class Out implements TurnClient.Output {
        private final List<byte[]> sent = new ArrayList<>();
        private final List<String> received = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();

        @Override
        public void transmit(byte[] data, int length) {
            sent.add(Arrays.copyOf(data, length));
        }

        @Override
        public void received(byte[] data, int length) {
            received.add(HexFormat.of().formatHex(data, 0, length));
        }

        @Override
        public void failed(String why) {
            failures.add(why);
        }

        private byte[] last() {
            return sent.getLast();
        }

        private int type() {
            return reply().type();
        }

        private byte[] attribute(int type) {
            return reply().attribute(type).orElse(new byte[0]);
        }

        private TurnReply reply() {
            return TurnReply.read(last(), last().length).orElseThrow();
        }
    }
}
