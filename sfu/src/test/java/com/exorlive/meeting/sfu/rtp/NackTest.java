package com.exorlive.meeting.sfu.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class NackTest {
    /// Three of 0x0a0b0c0d, across the wrap.
    private static final String NACK = "81cd0003 00000001 0a0b0c0d fffe8002";

    @Test
    void thePacketsThatAreAskedForAreFound() {
        assertThat(missing(NACK)).containsExactly("a0b0c0d 65534", "a0b0c0d 0", "a0b0c0d 14");
    }

    @Test
    void anItemThatIsCutOffAsksForNothing() {
        assertThat(missing("81cd0003 00000001 0a0b0c0d fffe80")).isEmpty();
    }

    @Test
    void otherFeedbackAsksForNothing() {
        assertThat(isOne(NACK)).isTrue();
        // Transport-wide feedback has the same packet type.
        assertThat(isOne("8fcd0003 00000001 0a0b0c0d fffe8002")).isFalse();
        assertThat(isOne("81ce0002 00000001 0a0b0c0d")).isFalse();
        assertThat(isOne("81cd0001 00000001")).isFalse();
        assertThat(isOne("41cd0003 00000001 0a0b0c0d fffe8002")).isFalse();
    }

    private static boolean isOne(String hex) {
        byte[] data = bytes(hex);
        return Nack.isOne(data, 0, data.length);
    }

    private static List<String> missing(String hex) {
        byte[] data = bytes(hex);
        List<String> found = new ArrayList<>();
        Nack.read(
                data,
                0,
                data.length,
                (ssrc, sequence) -> found.add(Integer.toHexString(ssrc) + " " + sequence));
        return found;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
