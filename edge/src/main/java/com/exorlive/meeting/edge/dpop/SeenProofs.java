package com.exorlive.meeting.edge.dpop;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Remembers which proofs were used, so that each is good once (RFC 9449 section 11.1).
/// Thread-safe; may block.
@FunctionalInterface
public interface SeenProofs {
    /// @param name of the proof, of letters and digits, which tells nothing about anybody
    /// @param memory how long the proof could be good
    /// @return whether it is new
    boolean isFirst(String name, Duration memory);

    /// For a server that is alone. Beyond so many at once the oldest are forgotten: by then their
    /// owner, who alone can make them, has made thousands a second.
    static SeenProofs inMemory(long most, LongSupplier nanos) {
        var seen =
                Caffeine.newBuilder()
                        .maximumSize(most)
                        .ticker(nanos::getAsLong)
                        .expireAfterWrite(DpopProofs.MEMORY.toNanos(), TimeUnit.NANOSECONDS)
                        .<String, Boolean>build();
        return (name, _) -> seen.asMap().putIfAbsent(name, Boolean.TRUE) == null;
    }

    static SeenProofs inMemory() {
        return inMemory(200_000, System::nanoTime);
    }
}
