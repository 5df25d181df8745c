package com.exorlive.meeting.loadtests.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PacketFateTest {
    private static final int PACKETS = 200_000;

    @Test
    void theShareThatWasAskedForIsLostInBurstsOfTheLengthThatWasAskedFor() {
        var fate = new PacketFate(new NetworkSpec(0.05, 4, 0, 0), 11);
        int lost = 0;
        int bursts = 0;
        boolean wasLost = false;
        for (int i = 0; i < PACKETS; i++) {
            boolean isLost = fate.isLost();
            lost += isLost ? 1 : 0;
            bursts += isLost && !wasLost ? 1 : 0;
            wasLost = isLost;
        }

        assertThat((double) lost / PACKETS).isCloseTo(0.05, within(0.005));
        assertThat((double) lost / bursts).isCloseTo(4, within(0.3));
    }

    @Test
    void onAPerfectNetworkNothingIsLostOrLate() {
        var fate = new PacketFate(NetworkSpec.PERFECT, 1);

        for (int i = 0; i < 1000; i++) {
            assertThat(fate.isLost()).isFalse();
            assertThat(fate.delayNanos()).isZero();
        }
    }

    @Test
    void theSameSeedDecidesTheSame() {
        var spec = new NetworkSpec(0.3, 2, 1000, 500);
        var one = new PacketFate(spec, 5);
        var other = new PacketFate(spec, 5);

        for (int i = 0; i < 1000; i++) {
            assertThat(one.isLost()).isEqualTo(other.isLost());
            long delay = one.delayNanos();
            assertThat(delay).isEqualTo(other.delayNanos()).isBetween(1000L, 1500L);
        }
    }
}
