package com.exorlive.meeting.sfu.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {
    @Test
    void anIndexCountsOnce() {
        var window = new ReplayWindow();
        window.accept(5);

        assertThat(window.isReplay(5)).isTrue();
        assertThat(window.isReplay(4)).isFalse();
        assertThat(window.isReplay(6)).isFalse();
    }

    @Test
    void whatLies1024BehindIsTooOldToKnow() {
        var window = new ReplayWindow();
        window.accept(5000);

        assertThat(window.isReplay(5000 - 1023)).isFalse();
        assertThat(window.isReplay(5000 - 1024)).isTrue();
    }

    @Test
    void aJumpForgetsWhatFellOut() {
        var window = new ReplayWindow();
        window.accept(10);
        window.accept(1_000_000);

        assertThat(window.isReplay(1_000_000 - 1000)).isFalse();
        assertThat(window.isReplay(10)).isTrue();
    }

    @Test
    void itAgreesWithASetOnRandomOrder() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var window = new ReplayWindow();
        Set<Long> seen = new HashSet<>();
        long highest = 3000;
        window.accept(highest);
        seen.add(highest);
        for (int i = 0; i < 50_000; i++) {
            long index = Math.max(0, highest + random.nextInt(-1100, 60));
            boolean isOld = highest - index >= ReplayWindow.SIZE;
            boolean expected = isOld || seen.contains(index);
            assertThat(window.isReplay(index)).as("seed %d, step %d", seed, i).isEqualTo(expected);
            if (!expected) {
                window.accept(index);
                seen.add(index);
                highest = Math.max(highest, index);
            }
        }
    }
}
