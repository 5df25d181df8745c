package com.exorlive.meeting.sfu.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpDirectionTest {
    private static final int SSRC = 0x01020304;

    @ParameterizedTest
    @EnumSource(Suite.class)
    void whatOneSealsTheOtherOpens(Suite suite) {
        var sender = sender(suite);
        var receiver = receiver(suite);
        byte[] packet = rtp(SSRC, 7, "hello");

        assertThat(open(receiver, seal(sender, packet))).isEqualTo(packet);
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void aChangedByteAnywhereIsAForgery(Suite suite) {
        byte[] sealed = seal(sender(suite), rtp(SSRC, 7, "hello"));
        for (int at = 2; at < sealed.length; at++) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;

            assertThat(result(receiver(suite), changed)).as("byte %d", at).isNegative();
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void aChangedByteOfRtcpIsAForgery(Suite suite) {
        byte[] packet = rtcp(SSRC);
        byte[] sealed = new byte[64];
        int length = sender(suite).protectRtcp(packet, packet.length, sealed);
        for (int at = 4; at < length; at++) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;

            assertThat(receiver(suite).unprotectRtcp(changed, length, new byte[64]))
                    .as("byte %d", at)
                    .isEqualTo(SrtpResult.FORGED);
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void aPacketOpensOnce(Suite suite) {
        byte[] sealed = seal(sender(suite), rtp(SSRC, 7, "hello"));
        var receiver = receiver(suite);
        open(receiver, sealed);

        assertThat(result(receiver, sealed)).isEqualTo(SrtpResult.REPLAYED);
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void rtcpOpensOnceAndItsIndexNeverRepeats(Suite suite) {
        var sender = sender(suite);
        var receiver = receiver(suite);
        byte[] packet = rtcp(SSRC);
        byte[] first = new byte[64];
        byte[] second = new byte[64];
        int length = sender.protectRtcp(packet, packet.length, first);
        sender.protectRtcp(packet, packet.length, second);

        assertThat(first).isNotEqualTo(second);
        assertThat(receiver.unprotectRtcp(first, length, new byte[64])).isEqualTo(packet.length);
        assertThat(receiver.unprotectRtcp(second, length, new byte[64])).isEqualTo(packet.length);
        assertThat(receiver.unprotectRtcp(first, length, new byte[64]))
                .isEqualTo(SrtpResult.REPLAYED);
    }

    @Test
    void thirteenStreamsAreOneTooMany() {
        var sender = sender(Suite.GCM_OPENSSL);
        var receiver = receiver(Suite.GCM_OPENSSL);
        for (int ssrc = 1; ssrc <= SrtpReceiver.MAX_STREAMS; ssrc++) {
            open(receiver, seal(sender, rtp(ssrc, 1, "x")));
        }

        assertThat(result(receiver, seal(sender, rtp(99, 1, "x"))))
                .isEqualTo(SrtpResult.TOO_MANY_STREAMS);
        assertThat(result(receiver, seal(sender, rtp(1, 2, "x")))).isPositive();
    }

    @Test
    void aForgeryTakesNoPlaceAmongTheStreams() {
        var sender = sender(Suite.GCM_OPENSSL);
        var receiver = receiver(Suite.GCM_OPENSSL);
        for (int ssrc = 1; ssrc <= 100; ssrc++) {
            byte[] sealed = seal(sender, rtp(ssrc, 1, "x"));
            sealed[14] ^= 1;
            assertThat(result(receiver, sealed)).isEqualTo(SrtpResult.FORGED);
        }

        assertThat(result(receiver, seal(sender, rtp(101, 1, "x")))).isPositive();
    }

    /// A participant comes back with the SSRC of its last peer connection and numbers of its own:
    /// two packets under one index would give the key of GCM away.
    @Test
    void aReusedSsrcNeverGetsAnIndexTwice() {
        var sender = sender(Suite.GCM_OPENSSL);
        Set<List<Byte>> keystreams = new HashSet<>();
        int sealed = 0;
        for (int connection = 0; connection < 3; connection++) {
            for (int sequence = 100; sequence < 400; sequence++) {
                byte[] packet = rtp(SSRC, sequence, "\0\0\0\0\0\0\0\0\0\0\0\0");
                byte[] out = new byte[128];
                int length = sender.protectRtp(packet, packet.length, out);
                if (length > 0) {
                    sealed++;
                    keystreams.add(bytes(Arrays.copyOfRange(out, 12, 24)));
                }
            }
        }

        assertThat(sealed).isEqualTo(300);
        assertThat(keystreams).hasSize(300);
    }

    @Test
    void outgoingReplayIsRefusedAcrossTheWindow() {
        var sender = sender(Suite.GCM_OPENSSL);
        for (int sequence = 0; sequence < 3000; sequence++) {
            seal(sender, rtp(SSRC, sequence, "x"));
        }

        for (int sequence = 0; sequence < 3000; sequence++) {
            byte[] again = rtp(SSRC, sequence, "y");
            assertThat(sender.protectRtp(again, again.length, new byte[64]))
                    .isEqualTo(SrtpResult.REPLAYED);
        }
    }

    @Test
    void beyondItsLimitOfStreamsAKeySealsNoNewOne() {
        var sender = sender(Suite.GCM_OPENSSL);
        for (int ssrc = 1; ssrc <= SrtpSender.MAX_STREAMS; ssrc++) {
            seal(sender, rtp(ssrc, 1, "x"));
        }

        byte[] more = rtp(5000, 1, "x");
        assertThat(sender.protectRtp(more, more.length, new byte[64]))
                .isEqualTo(SrtpResult.TOO_MANY_STREAMS);
        byte[] known = rtp(1, 2, "x");
        assertThat(sender.protectRtp(known, known.length, new byte[64])).isPositive();
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void rolloverIsFollowedThroughReordering(Suite suite) {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var sender = sender(suite);
        var receiver = receiver(suite);
        List<byte[]> network = new ArrayList<>();
        int sent = 0;
        int opened = 0;
        for (int i = 0; i < 200_000; i += 1 + random.nextInt(40)) {
            sent++;
            network.add(seal(sender, rtp(SSRC, (60_000 + i) & 0xFFFF, "packet" + i)));
            if (network.size() > 6) {
                byte[] next = network.remove(random.nextInt(network.size()));
                opened += result(receiver, next) > 0 ? 1 : 0;
            }
        }
        for (byte[] rest : network) {
            opened += result(receiver, rest) > 0 ? 1 : 0;
        }

        assertThat(opened).as("seed %d", seed).isGreaterThan(sent * 98 / 100);
    }

    private static SrtpSender sender(Suite suite) {
        return suite.sender(key(suite));
    }

    private static SrtpReceiver receiver(Suite suite) {
        return suite.receiver(key(suite));
    }

    private static SrtpMasterKey key(Suite suite) {
        byte[] key = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        return new SrtpMasterKey(key, Arrays.copyOf(key, suite.profile.saltLength()));
    }

    private static byte[] seal(SrtpSender sender, byte[] packet) {
        byte[] out = new byte[packet.length + sender.overhead()];
        int length = sender.protectRtp(packet, packet.length, out);
        return Arrays.copyOf(out, length);
    }

    private static int result(SrtpReceiver receiver, byte[] sealed) {
        return receiver.unprotectRtp(sealed, sealed.length, new byte[sealed.length]);
    }

    private static byte[] open(SrtpReceiver receiver, byte[] sealed) {
        byte[] out = new byte[sealed.length];
        int length = receiver.unprotectRtp(sealed, sealed.length, out);
        assertThat(length).isPositive();
        return Arrays.copyOf(out, length);
    }

    private static byte[] rtp(int ssrc, int sequence, String payload) {
        byte[] text = payload.getBytes(StandardCharsets.US_ASCII);
        byte[] packet = new byte[12 + text.length];
        packet[0] = (byte) 0x80;
        packet[1] = 96;
        packet[2] = (byte) (sequence >>> 8);
        packet[3] = (byte) sequence;
        writeSsrc(packet, 8, ssrc);
        System.arraycopy(text, 0, packet, 12, text.length);
        return packet;
    }

    private static byte[] rtcp(int ssrc) {
        byte[] packet = new byte[28];
        packet[0] = (byte) 0x80;
        packet[1] = (byte) 200;
        packet[3] = 6;
        writeSsrc(packet, 4, ssrc);
        return packet;
    }

    private static void writeSsrc(byte[] packet, int at, int ssrc) {
        for (int i = 0; i < 4; i++) {
            packet[at + i] = (byte) (ssrc >>> (24 - 8 * i));
        }
    }

    private static List<Byte> bytes(byte[] array) {
        List<Byte> list = new ArrayList<>();
        for (byte each : array) {
            list.add(each);
        }
        return list;
    }
}
