package com.exorlive.meeting.signaling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// The machine's clock, put forward when a test says so, and stood still for a test that asks for
/// the very second. Thread-safe.
public final class MutableClock implements InstantSource {
    private static final InstantSource MACHINE = InstantSource.system();
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private volatile InstantSource base = MACHINE;

    @Override
    public Instant instant() {
        return base.instant().plus(ahead.get());
    }

    public void advance(Duration by) {
        ahead.updateAndGet(before -> before.plus(by));
    }

    /// From here on only [#advance] moves it.
    public void standStill() {
        base = InstantSource.fixed(MACHINE.instant());
    }

    /// Undoes [#standStill].
    public void goOn() {
        base = MACHINE;
    }
}
