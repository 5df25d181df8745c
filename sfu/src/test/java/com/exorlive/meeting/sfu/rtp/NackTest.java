package com.exorlive.meeting.sfu.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NackTest {
    /// A receiver report without blocks, a NACK of three of 0x0a0b0c0d across the wrap, and a PLI.
    private static final String COMPOUND =
            "80c90001 00000001"
                    + "81cd0003 00000001 0a0b0c0d fffe8002"
                    + "81ce0002 00000001 0a0b0c0d";

    @Test
    void thePacketsThatAreAskedForAreFoundInACompoundPacket() {
        assertThat(missing(COMPOUND, 0))
                .containsExactly("a0b0c0d 65534", "a0b0c0d 0", "a0b0c0d 14");
    }

    @Test
    void aPacketThatIsCutOffAsksForNothing() {
        for (int less = 13; less <= 25; less++) {
            assertThat(missing(COMPOUND, less)).as("%d less", less).isEmpty();
        }
    }

    @Test
    void otherFeedbackAsksForNothing() {
        // Transport-wide feedback has the same packet type.
        assertThat(missing("8fcd0003 00000001 0a0b0c0d fffe8002", 0)).isEmpty();
        assertThat(missing("81cd0001 00000001", 0)).isEmpty();
    }

    @Test
    void nonsenseBreaksNothing() {
        long seed = 20261122;
        var random = new Random(seed);
        byte[] data = new byte[64];
        for (int i = 0; i < 100_000; i++) {
            random.nextBytes(data);
            data[0] = (byte) 0x81;
            data[1] = (byte) 205;
            data[2] = 0;
            Nack.read(
                    data,
                    random.nextInt(data.length + 1),
                    (_, sequence) -> assertThat(sequence).as("seed %d", seed).isBetween(0, 0xFFFF));
        }
    }

    private static List<String> missing(String hex, int less) {
        byte[] data = HexFormat.of().parseHex(hex.replace(" ", ""));
        List<String> found = new ArrayList<>();
        Nack.read(
                data,
                data.length - less,
                (ssrc, sequence) -> found.add(Integer.toHexString(ssrc) + " " + sequence));
        return found;
    }
}
