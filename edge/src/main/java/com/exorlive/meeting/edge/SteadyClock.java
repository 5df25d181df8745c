package com.exorlive.meeting.edge;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// What time it was when this began, and how long ago that is by a clock that nobody can set: for
/// whatever measures time, so that calls don't end when somebody sets the machine's clock. Not for
/// what the world agreed on, such as when a token expires. Thread-safe.
public final class SteadyClock implements InstantSource {
    private final Instant began;
    private final LongSupplier nanos;
    private final long beganNanos;

    /// @param began what time it is
    /// @param nanos as [System#nanoTime]
    SteadyClock(Instant began, LongSupplier nanos) {
        this.began = began;
        this.nanos = nanos;
        this.beganNanos = nanos.getAsLong();
    }

    /// Begins now, if that is the machine's clock; one that only its owner sets is steady already.
    public static InstantSource from(InstantSource clock) {
        return clock.equals(InstantSource.system())
                ? new SteadyClock(clock.instant(), System::nanoTime)
                : clock;
    }

    @Override
    public Instant instant() {
        return began.plusNanos(nanos.getAsLong() - beganNanos);
    }
}
