package com.exorlive.meeting.loadtests.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.exorlive.meeting.loadtests.load.Churn.Kind;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChurnTest {
    private static final int EVENTS = 20_000;

    @Test
    void whatHappensMoreOftenIsChosenMoreOften() {
        var churn = Churn.of(Map.of("reload", 3.0, "resume", 1.0));
        var random = new SplittableRandom(3);
        long nanos = 0;
        int reloads = 0;
        for (int i = 0; i < EVENTS; i++) {
            nanos += churn.nanosToNext(random).orElseThrow();
            reloads += churn.next(random) == Kind.RELOAD ? 1 : 0;
        }

        assertThat(reloads / (double) EVENTS).isCloseTo(0.75, within(0.02));
        assertThat(EVENTS / (nanos / 60e9)).isCloseTo(4, within(0.2));
    }

    @Test
    void callsMayHaveALengthWithoutAnyChurn() {
        var churn = Churn.NONE.withCallsOf(30);

        assertThat(churn.callNanos()).isEqualTo(30);
        assertThat(churn.nanosToNext(new SplittableRandom(1))).isEmpty();
    }

    @Test
    void withoutRatesNothingEverHappens() {
        assertThat(Churn.NONE.nanosToNext(new SplittableRandom(1))).isEmpty();
    }
}
