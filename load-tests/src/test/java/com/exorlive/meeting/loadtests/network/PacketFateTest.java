package com.exorlive.meeting.loadtests.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PacketFateTest {
    private static final int PACKETS = 200_000;
    private static final long MILLI = 1_000_000;

    @Test
    void theShareThatWasAskedForIsLostInBurstsOfTheLengthThatWasAskedFor() {
        var fate = new PacketFate(new WaySpec(0.05, 4, 0, 0, 0, 0), 11);
        int lost = 0;
        int bursts = 0;
        boolean wasLost = false;
        for (int i = 0; i < PACKETS; i++) {
            boolean isLost = fate.delayNanos(1000, i) == PacketFate.LOST;
            lost += isLost ? 1 : 0;
            bursts += isLost && !wasLost ? 1 : 0;
            wasLost = isLost;
        }

        assertThat((double) lost / PACKETS).isCloseTo(0.05, within(0.005));
        assertThat((double) lost / bursts).isCloseTo(4, within(0.3));
    }

    @Test
    void onAPerfectNetworkNothingIsLostOrLate() {
        var fate = new PacketFate(WaySpec.PERFECT, 1);

        for (int i = 0; i < 1000; i++) {
            assertThat(fate.delayNanos(1000, i)).isZero();
        }
    }

    @Test
    void theSameSeedDecidesTheSame() {
        var spec = new WaySpec(0.3, 2, 1000, 500, 0, 0);
        var one = new PacketFate(spec, 5);
        var other = new PacketFate(spec, 5);

        for (int i = 0; i < 1000; i++) {
            long delay = one.delayNanos(1000, i);
            assertThat(delay).isEqualTo(other.delayNanos(1000, i));
            if (delay != PacketFate.LOST) {
                assertThat(delay).isBetween(1000L, 1500L);
            }
        }
    }

    @Test
    void onASlowLinkEachPacketWaitsForThoseBeforeIt() {
        // 972 bytes and the headers below make 8000 bits: 10 ms each.
        var fate = new PacketFate(new WaySpec(0, 1, 0, 0, 800_000, 100 * MILLI), 1);

        assertThat(fate.delayNanos(972, 0)).isEqualTo(10 * MILLI);
        assertThat(fate.delayNanos(972, 0)).isEqualTo(20 * MILLI);
        assertThat(fate.delayNanos(972, 15 * MILLI)).isEqualTo(15 * MILLI);
        assertThat(fate.delayNanos(972, 90 * MILLI)).isEqualTo(10 * MILLI);
    }

    @Test
    void whatFindsTheQueueOfASlowLinkFullIsLost() {
        var fate = new PacketFate(new WaySpec(0, 1, 0, 0, 800_000, 25 * MILLI), 1);
        for (int i = 0; i < 3; i++) {
            assertThat(fate.delayNanos(972, 0)).isPositive();
        }

        assertThat(fate.delayNanos(972, 0)).isEqualTo(PacketFate.LOST);
        assertThat(fate.delayNanos(972, 10 * MILLI)).isEqualTo(30 * MILLI);
    }
}
