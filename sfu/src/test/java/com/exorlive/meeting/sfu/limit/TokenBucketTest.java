package com.exorlive.meeting.sfu.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aBurstIsAllowedAndThenTheRate() {
        var bucket = new TokenBucket(10, 20);

        assertThat(taken(bucket, 100, 5)).isEqualTo(20);
        assertThat(taken(bucket, 100, 5 + SECOND)).isEqualTo(10);
        assertThat(taken(bucket, 100, 5 + SECOND + SECOND / 2)).isEqualTo(5);
    }

    @Test
    void aLongPauseFillsItToTheBurstAndNoFurther() {
        var bucket = new TokenBucket(10, 20);
        taken(bucket, 100, 0);

        assertThat(taken(bucket, 100, 1_000_000 * SECOND)).isEqualTo(20);
    }

    @Test
    void smallStepsOfTimeLoseNothing() {
        var bucket = new TokenBucket(10, 20);
        taken(bucket, 100, 0);
        int taken = 0;
        for (long now = 0; now <= 2 * SECOND; now += 7_000_001) {
            taken += taken(bucket, 100, now);
        }

        assertThat(taken).isBetween(19, 20);
    }

    @Test
    void timeMayStartNegative() {
        var bucket = new TokenBucket(10, 20);
        taken(bucket, 100, Long.MIN_VALUE);

        assertThat(taken(bucket, 100, Long.MIN_VALUE + SECOND)).isEqualTo(10);
    }

    private static int taken(TokenBucket bucket, int wanted, long nowNanos) {
        int taken = 0;
        while (taken < wanted && bucket.take(1, nowNanos)) {
            taken++;
        }
        return taken;
    }
}
