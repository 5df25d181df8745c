package com.exorlive.meeting.loadtests.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StampTest {
    private final Stamp stamp = new Stamp();
    private final byte[] packet = new byte[200];

    @Test
    void streamNumberAndTimeAreReadAsTheyWereWritten() {
        long name = Stamp.stream(StreamKind.SCREEN, 0xFFFFF) | (1L << 40) - 1;
        stamp.write(packet, 24, 180, name, -5);

        assertThat(stamp.isIntact(packet, 24, 180)).isTrue();
        assertThat(Stamp.kind(packet, 180)).isEqualTo(StreamKind.SCREEN);
        assertThat(Stamp.source(packet, 180)).isEqualTo(0xFFFFF);
        assertThat(Stamp.index(packet, 180)).isEqualTo((1L << 40) - 1);
        assertThat(Stamp.sentNanos(packet, 180)).isEqualTo(-5);
    }

    @Test
    void oneChangedBitAnywhereInThePayloadIsSeen() {
        for (int at = 24; at < 180; at++) {
            stamp.write(packet, 24, 180, 7, 8);
            packet[at] ^= 1;
            assertThat(stamp.isIntact(packet, 24, 180)).as("byte %d", at).isFalse();
            packet[at] ^= 1;
        }
    }

    @Test
    void whatIsTooShortIsNotIntact() {
        assertThat(stamp.isIntact(packet, 24, 30)).isFalse();
    }
}
