package com.exorlive.meeting.signaling.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FrameRateTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private final FrameRate rate = new FrameRate(START);

    @Test
    void aHundredAtOnceAreAllowedAndNotOneMore() {
        assertThat(allowed(200, START)).isEqualTo(100);
    }

    @Test
    void fiftyASecondAreAllowedForEver() {
        for (int second = 0; second < 100; second++) {
            assertThat(allowed(50, START.plusSeconds(second))).isEqualTo(50);
        }
    }

    @Test
    void theBurstComesBackAtFiftyASecond() {
        allowed(100, START);

        assertThat(allowed(200, START.plusSeconds(1))).isEqualTo(50);
        assertThat(allowed(200, START.plusSeconds(1_000))).isEqualTo(100);
    }

    @Test
    void whatIsSentAgainAfterAResumeDoesNotCount() {
        rate.allowReplay(128);

        assertThat(allowed(500, START)).isEqualTo(228);
    }

    private int allowed(int frames, Instant at) {
        int allowed = 0;
        for (int i = 0; i < frames; i++) {
            allowed += rate.take(at) ? 1 : 0;
        }
        return allowed;
    }
}
