package com.exorlive.meeting.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private final AtomicLong nanos = new AtomicLong();
    private final RateLimiter tenAMinute = new RateLimiter(10, Duration.ofMinutes(1), clock());

    @Test
    void theEleventhTurnWithinAMinuteWaitsForTheNextFreeOne() {
        IntStream.range(0, 10).forEach(_ -> assertThat(tenAMinute.secondsToWait("a")).isEmpty());

        assertThat(tenAMinute.secondsToWait("a")).hasValue(7);
    }

    @Test
    void turnsComeBackEvenly() {
        IntStream.range(0, 10).forEach(_ -> tenAMinute.secondsToWait("a"));

        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        assertThat(tenAMinute.secondsToWait("a")).isEmpty();
        assertThat(tenAMinute.secondsToWait("a")).isPresent();
    }

    @Test
    void keysDoNotShareTurns() {
        IntStream.range(0, 11).forEach(_ -> tenAMinute.secondsToWait("a"));

        assertThat(tenAMinute.secondsToWait("b")).isEmpty();
    }

    @Test
    void aTurnThatIsGivenBackIsFreeAgain() {
        IntStream.range(0, 10).forEach(_ -> tenAMinute.secondsToWait("a"));

        tenAMinute.giveBack("a");

        assertThat(tenAMinute.secondsToWait("a")).isEmpty();
        assertThat(tenAMinute.secondsToWait("a")).isPresent();
    }

    private TimeMeter clock() {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos.get();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }
}
