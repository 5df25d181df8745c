package com.exorlive.meeting.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoundMemoryTest {
    private static final int MICROPHONE = 0x0a0b0c0d;
    private static final long MILLI = 1_000_000;

    private final List<byte[]> again = new ArrayList<>();
    private final SoundMemory memory =
            new SoundMemory((packet, length) -> again.add(Arrays.copyOf(packet, length)));

    @Test
    void whatGotLostOnTheWayDownIsSentAgainByteForByte() {
        remember(65_535, 100);
        remember(0, 120);

        ask(0, 0);

        assertThat(again).containsExactly(packet(MICROPHONE, 0, 120));
    }

    @Test
    void whatAnotherStreamHasUnderThatNumberIsNotTakenForIt() {
        byte[] screen = packet(7, 5, 80);
        memory.remember(screen, screen.length);

        ask(5, 0);

        assertThat(again).isEmpty();
    }

    @Test
    void aBrowserThatAsksAgainAndAgainGetsItTwice() {
        remember(1, 100);

        for (int i = 0; i < 100; i++) {
            ask(1, 10L * i * MILLI);
        }

        assertThat(again).hasSize(2);
    }

    @Test
    void whatIsOlderThanASecondIsForgotten() {
        for (int sequence = 0; sequence < 65; sequence++) {
            remember(sequence, 100);
        }

        ask(0, 0);
        assertThat(again).isEmpty();
        ask(1, 0);
        assertThat(again).hasSize(1);
    }

    @Test
    void aLongPacketIsNotRemembered() {
        remember(1, 513);

        ask(1, 0);

        assertThat(again).isEmpty();
    }

    private void remember(int sequence, int length) {
        memory.remember(packet(MICROPHONE, sequence, length), length);
    }

    private static byte[] packet(int ssrc, int sequence, int length) {
        byte[] packet = new byte[length];
        Arrays.fill(packet, (byte) sequence);
        packet[0] = (byte) 0x80;
        packet[1] = 111;
        packet[2] = (byte) (sequence >>> 8);
        packet[3] = (byte) sequence;
        for (int i = 0; i < 4; i++) {
            packet[8 + i] = (byte) (ssrc >>> (24 - 8 * i));
        }
        return packet;
    }

    private void ask(int sequence, long nowNanos) {
        memory.repeats(MICROPHONE, sequence, nowNanos);
    }
}
