package com.exorlive.meeting.sfu;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.fuzz.Mutator;
import com.exorlive.meeting.sfu.fuzz.ParserTarget;
import com.exorlive.meeting.sfu.ice.StunKey;
import com.exorlive.meeting.sfu.ice.StunMessage;
import com.exorlive.meeting.sfu.ice.StunWriter;
import com.exorlive.meeting.sfu.rtp.PacketKind;
import com.exorlive.meeting.sfu.rtp.RtpHeader;
import com.exorlive.meeting.sfu.sdp.AnswerReader;
import com.exorlive.meeting.sfu.srtp.SrtpMasterKey;
import com.exorlive.meeting.sfu.srtp.SrtpReceiver;
import com.exorlive.meeting.sfu.srtp.Suite;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Nothing that comes from outside makes a parser throw. Half of the inputs are noise, half are
/// good ones with some bytes changed.
class ParserFuzzTest {
    private final long seed = Long.getLong("fuzz.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @Test
    void stun() {
        var key = new StunKey("password".getBytes(UTF_8));
        for (int i = 0; i < 100_000; i++) {
            byte[] data = mutated(goodStun(key));
            try {
                StunMessage.parse(data, data.length).ifPresent(message -> use(message, key));
            } catch (RuntimeException e) {
                throw failure(i, data, e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void srtp(Suite suite) {
        var receiver =
                new SrtpReceiver(
                        suite.crypto(),
                        suite.profile,
                        new SrtpMasterKey(new byte[16], new byte[suite.profile.saltLength()]));
        byte[] out = new byte[1500];
        for (int i = 0; i < 20_000; i++) {
            byte[] data = mutated(goodRtp());
            try {
                PacketKind.of(data, data.length);
                int header = RtpHeader.length(data, data.length);
                assertThat(header).isBetween(-1, data.length);
                assertThat(receiver.unprotectRtp(data, data.length, out)).isNegative();
                assertThat(receiver.unprotectRtcp(data, data.length, out)).isNegative();
            } catch (RuntimeException e) {
                throw failure(i, data, e);
            }
        }
    }

    @Test
    void answers() throws Exception {
        byte[] good;
        try (var in = getClass().getResourceAsStream("/answers/chromium-active.sdp")) {
            good = in.readAllBytes();
        }
        for (int i = 0; i < 5_000; i++) {
            byte[] data = mutated(good);
            try {
                assertThat(AnswerReader.read(new String(data, ISO_8859_1))).isNotNull();
            } catch (RuntimeException e) {
                throw failure(i, data, e);
            }
        }
    }

    /// How many: `-Dfuzz.inputs=1000000`. Guided by coverage: `sfu/fuzz`.
    @Test
    void everythingTogether() throws Exception {
        var mutator = new Mutator(seed, ParserTarget.corpus());
        for (int i = 0; i < Integer.getInteger("fuzz.inputs", 30_000); i++) {
            byte[] data = mutator.next();
            try {
                ParserTarget.fuzzerTestOneInput(data);
            } catch (RuntimeException e) {
                throw failure(i, data, e);
            }
        }
    }

    private static void use(StunMessage message, StunKey key) {
        message.type();
        message.transactionId();
        message.receiverUfrag();
        message.integrityMatches(key);
        message.usesCandidate();
        message.isFromControlled();
        message.mappedAddress();
        message.errorCode();
    }

    private byte[] goodStun(StunKey key) {
        var writer = new StunWriter();
        writer.begin(1, new byte[12]).username("abcd:efgh").priority(7).controlling(5);
        writer.attribute(random.nextInt(0x10000), new byte[random.nextInt(30)]);
        writer.xorMappedAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        int length = random.nextBoolean() ? writer.finish(key) : writer.finishUnauthenticated();
        return Arrays.copyOf(writer.array(), length);
    }

    private byte[] goodRtp() {
        byte[] packet = new byte[12 + random.nextInt(200)];
        random.nextBytes(packet);
        packet[0] = (byte) (0x80 | random.nextInt(0x40));
        return packet;
    }

    private byte[] mutated(byte[] good) {
        if (random.nextInt(4) == 0) {
            byte[] noise = new byte[random.nextInt(1500)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] data =
                Arrays.copyOf(
                        good, random.nextInt(10) == 0 ? random.nextInt(good.length) : good.length);
        for (int i = random.nextInt(4); i > 0 && data.length > 0; i--) {
            data[random.nextInt(data.length)] = (byte) random.nextInt();
        }
        return data;
    }

    private AssertionError failure(int step, byte[] data, RuntimeException e) {
        String hex = HexFormat.of().formatHex(data);
        return new AssertionError("seed " + seed + ", step " + step + ": " + hex, e);
    }
}
