package com.exorlive.meeting.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until it is told to go on. Thread-safe.
public final class TestClock implements InstantSource {
    private final AtomicReference<Instant> now;

    public TestClock(String start) {
        now = new AtomicReference<>(Instant.parse(start));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    public void advance(Duration step) {
        now.updateAndGet(it -> it.plus(step));
    }
}
