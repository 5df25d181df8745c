package com.exorlive.meeting.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final Instant BEGAN = Instant.parse("2026-03-29T00:59:59Z");

    @Test
    void itTellsWhenItBeganAndWhatHasPassedSinceEvenIfNanosecondsBeganBelowZeroAndWrapAround() {
        var nanos = new AtomicLong(Long.MAX_VALUE - 10);
        var clock = new SteadyClock(BEGAN, nanos::get);
        assertThat(clock.instant()).isEqualTo(BEGAN);

        nanos.addAndGet(Duration.ofHours(1).toNanos());

        assertThat(clock.instant()).isEqualTo(BEGAN.plus(Duration.ofHours(1)));
    }

    @Test
    void aClockOfATestStaysWhatItIs() {
        InstantSource ofTest = () -> BEGAN;
        assertThat(SteadyClock.from(ofTest)).isSameAs(ofTest);
    }

    @Test
    void theMachinesClockIsReplacedByOneThatStartsFromIt() {
        var clock = SteadyClock.from(InstantSource.system());
        assertThat(clock).isInstanceOf(SteadyClock.class);
        assertThat(clock.instant())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }
}
