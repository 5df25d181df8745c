package com.exorlive.meeting.loadtests.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {
    @Test
    void whatStaysIsFlat() {
        assertThat(growth(_ -> 40)).isZero();
        assertThat(growth(i -> 40 + i % 3)).isCloseTo(0, within(0.02));
    }

    @Test
    void whatLeaksGrowsByWhatItLeaked() {
        // From 100 to 150, around a median of 125.
        assertThat(growth(i -> 100 + i / 2.0)).isCloseTo(0.4, within(0.01));
    }

    @Test
    void aFewHighOnesAreNoGrowth() {
        assertThat(growth(i -> i > 90 ? 400 : 40)).isCloseTo(0, within(0.01));
    }

    @Test
    void whereNothingIsNothingGrows() {
        assertThat(growth(_ -> 0)).isZero();
    }

    private static double growth(IntToDoubleFunction value) {
        var looks =
                IntStream.rangeClosed(0, 100)
                        .mapToObj(i -> new ServerLook(5 * i, 0, 0, value.applyAsDouble(i), 0, 0, 0))
                        .toList();
        return Trend.growth(looks, ServerLook::threads);
    }
}
