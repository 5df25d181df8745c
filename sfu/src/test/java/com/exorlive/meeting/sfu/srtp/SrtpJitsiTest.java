package com.exorlive.meeting.sfu.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.utils.ByteArrayBuffer;
import org.jitsi.utils.logging2.LoggerImpl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Another's implementation sends to ours and receives from ours: sequence numbers wrap, packets
/// come reordered, and one leg joins late, as in a room.
class SrtpJitsiTest {
    private static final int SSRC = 0x0A0B0C0D;
    private static final int PACKETS = 160_000;
    private static final int LATE_AFTER = 100_000;
    private static final int SPREAD = 30;

    @ParameterizedTest
    @EnumSource(Suite.class)
    void packetsPassFromJitsiThroughUsToJitsi(Suite suite) throws Exception {
        SrtpProfile profile = suite.profile;
        long seed = new Random().nextLong();
        var random = new Random(seed);
        byte[] keyIn = bytes(random, 16);
        byte[] saltIn = bytes(random, profile.saltLength());
        byte[] keyOut = bytes(random, 16);
        byte[] saltOut = bytes(random, profile.saltLength());
        SrtpCryptoContext from = jitsi(profile, true, keyIn, saltIn).deriveContext(SSRC, 0);
        SrtpCryptoContext to = jitsi(profile, false, keyOut, saltOut).deriveContext(SSRC, 0);
        var receiver = suite.receiver(new SrtpMasterKey(keyIn, saltIn));
        var sender = suite.sender(new SrtpMasterKey(keyOut, saltOut));
        byte[][] network = new byte[SPREAD][];
        int opened = 0;
        int forwarded = 0;

        for (int i = 0; i < PACKETS; i++) {
            byte[] packet = rtp((20_000 + i) & 0xFFFF, i);
            var buffer = new Buffer(packet);
            assertThat(from.transformPacket(buffer)).isEqualTo(SrtpErrorStatus.OK);
            int slot = random.nextInt(SPREAD);
            byte[] arrived = network[slot];
            network[slot] = buffer.content();
            if (arrived == null) {
                continue;
            }
            byte[] plain = new byte[arrived.length];
            int length = receiver.unprotectRtp(arrived, arrived.length, plain);
            if (length < 0) {
                continue;
            }
            opened++;
            if (i < LATE_AFTER) {
                continue;
            }
            byte[] sealed = new byte[length + sender.overhead()];
            int sealedLength = sender.protectRtp(plain, length, sealed);
            assertThat(sealedLength).as("seed %d packet %d", seed, i).isPositive();
            var out = new Buffer(Arrays.copyOf(sealed, sealedLength));
            if (to.reverseTransformPacket(out, false) == SrtpErrorStatus.OK) {
                forwarded++;
                assertThat(out.content()).isEqualTo(Arrays.copyOf(plain, length));
            }
        }

        // What its own 64-packet window finds too old is jitsi's loss, a fraction of a percent.
        assertThat(opened).as("seed %d", seed).isGreaterThan(PACKETS - SPREAD - 5);
        assertThat(forwarded)
                .as("seed %d", seed)
                .isGreaterThan((int) ((PACKETS - LATE_AFTER) * 0.85));
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void rtcpPassesFromJitsiThroughUsToJitsi(Suite suite) throws Exception {
        SrtpProfile profile = suite.profile;
        var random = new Random(1);
        byte[] key = bytes(random, 16);
        byte[] salt = bytes(random, profile.saltLength());
        SrtcpCryptoContext from = jitsi(profile, true, key, salt).deriveControlContext(SSRC);
        SrtcpCryptoContext to = jitsi(profile, false, key, salt).deriveControlContext(SSRC);
        var receiver = suite.receiver(new SrtpMasterKey(key, salt));
        var sender = suite.sender(new SrtpMasterKey(key, salt));

        for (int i = 0; i < 100; i++) {
            byte[] packet = rtcp(i);
            var buffer = new Buffer(packet);
            from.transformPacket(buffer);
            byte[] plain = new byte[buffer.getLength()];
            int length = receiver.unprotectRtcp(buffer.content(), buffer.getLength(), plain);
            assertThat(Arrays.copyOf(plain, Math.max(0, length))).isEqualTo(packet);
            byte[] sealed = new byte[length + sender.overhead()];
            int sealedLength = sender.protectRtcp(plain, length, sealed);
            var out = new Buffer(Arrays.copyOf(sealed, sealedLength));
            assertThat(to.reverseTransformPacket(out)).isEqualTo(SrtpErrorStatus.OK);
            assertThat(out.content()).isEqualTo(packet);
        }
    }

    private static SrtpContextFactory jitsi(
            SrtpProfile profile, boolean isSender, byte[] key, byte[] salt) {
        SrtpPolicy policy =
                switch (profile) {
                    case AEAD_AES_128_GCM ->
                            new SrtpPolicy(SrtpPolicy.AESGCM_ENCRYPTION, 16, 0, 0, 16, 12);
                    case AES128_CM_HMAC_SHA1_80 ->
                            new SrtpPolicy(
                                    SrtpPolicy.AESCM_ENCRYPTION,
                                    16,
                                    SrtpPolicy.HMACSHA1_AUTHENTICATION,
                                    20,
                                    10,
                                    14);
                };
        return new SrtpContextFactory(isSender, key, salt, policy, policy, new LoggerImpl("test"));
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] rtp(int sequence, int content) {
        byte[] packet = new byte[60];
        packet[0] = (byte) 0x80;
        packet[1] = 96;
        packet[2] = (byte) (sequence >>> 8);
        packet[3] = (byte) sequence;
        packet[8] = 0x0A;
        packet[9] = 0x0B;
        packet[10] = 0x0C;
        packet[11] = 0x0D;
        for (int i = 0; i < 4; i++) {
            packet[12 + i] = (byte) (content >>> (8 * i));
        }
        return packet;
    }

    private static byte[] rtcp(int content) {
        byte[] packet = new byte[28];
        packet[0] = (byte) 0x80;
        packet[1] = (byte) 200;
        packet[3] = 6;
        packet[4] = 0x0A;
        packet[5] = 0x0B;
        packet[6] = 0x0C;
        packet[7] = 0x0D;
        packet[20] = (byte) content;
        return packet;
    }

    /// jitsi's view of a packet.
    private static final class Buffer implements ByteArrayBuffer {
        private byte[] data;
        private int length;

        Buffer(byte[] packet) {
            data = Arrays.copyOf(packet, packet.length + 64);
            length = packet.length;
        }

        byte[] content() {
            return Arrays.copyOf(data, length);
        }

        @Override
        public byte[] getBuffer() {
            return data;
        }

        @Override
        public int getOffset() {
            return 0;
        }

        @Override
        public int getLength() {
            return length;
        }

        @Override
        public void setLength(int length) {
            this.length = length;
        }

        @Override
        public void setOffset(int offset) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isInvalid() {
            return false;
        }

        @Override
        public void readRegionToBuff(int offset, int count, byte[] out) {
            System.arraycopy(data, offset, out, 0, count);
        }

        @Override
        public void grow(int count) {
            data = Arrays.copyOf(data, data.length + count);
        }

        @Override
        public void append(byte[] more, int count) {
            System.arraycopy(more, 0, data, length, count);
            length += count;
        }

        @Override
        public void shrink(int count) {
            length -= count;
        }
    }
}
