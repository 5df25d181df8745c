package com.exorlive.meeting.loadtests.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class HistogramTest {
    private final Histogram histogram = new Histogram();

    @Test
    void withNothingRecordedEverythingIsZero() {
        assertThat(histogram.percentile(99)).isZero();
        assertThat(histogram.mean()).isZero();
        assertThat(histogram.max()).isZero();
    }

    @Test
    void smallValuesAreExact() {
        for (int value = 1; value <= 50; value++) {
            histogram.record(value);
        }

        assertThat(histogram.percentile(50)).isEqualTo(25);
        assertThat(histogram.percentile(98)).isEqualTo(49);
        assertThat(histogram.percentile(100)).isEqualTo(50);
        assertThat(histogram.mean()).isCloseTo(25.5, within(0.001));
    }

    @Test
    void aPercentileOfAnyValuesIsAtMostTwoPercentOff() {
        long seed = 7;
        var random = new Random(seed);
        long[] values = random.longs(20_000, 1, 5_000_000_000L).toArray();
        for (long value : values) {
            histogram.record(value);
        }
        Arrays.sort(values);

        for (int percent : new int[] {1, 10, 50, 90, 99}) {
            long exact = values[values.length * percent / 100 - 1];
            assertThat(histogram.percentile(percent))
                    .as("%d, seed %d", percent, seed)
                    .isCloseTo(exact, Percentage.withPercentage(2));
        }
        assertThat(histogram.percentile(100)).isEqualTo(values[values.length - 1]);
    }

    @Test
    void oneAddedToAnotherIsAsIfAllHadBeenRecordedThere() {
        var other = new Histogram();
        histogram.record(10);
        other.record(30);
        histogram.add(other);

        assertThat(histogram.count()).isEqualTo(2);
        assertThat(histogram.percentile(100)).isEqualTo(30);
        assertThat(histogram.countBetween(0, 20)).isEqualTo(1);
        assertThat(histogram.countBetween(20, 40)).isEqualTo(1);
    }

    @Test
    void theLargestNumberHasAPlaceToo() {
        histogram.record(Long.MAX_VALUE);
        assertThat(histogram.percentile(50)).isEqualTo(Long.MAX_VALUE);
    }
}
