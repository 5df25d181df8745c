package com.exorlive.meeting.edge;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.OptionalLong;

/// Lets each key do something so many times in a period; spread out, with the whole number at once
/// as the burst. Thread-safe. Remembers at most 100,000 keys: beyond that the least used are
/// forgotten, which lets an attacker with so many addresses through, but never takes the memory.
public final class RateLimiter implements Turns {
    private static final long MAX_KEYS = 100_000;

    private final long times;
    private final Duration period;
    private final LoadingCache<String, Bucket> buckets;

    public RateLimiter(long times, Duration period) {
        this(times, period, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimiter(long times, Duration period, TimeMeter clock) {
        this.times = times;
        this.period = period;
        buckets =
                Caffeine.newBuilder()
                        .maximumSize(MAX_KEYS)
                        .expireAfterAccess(period.multipliedBy(2))
                        .build(_ -> bucket(times, period, clock));
    }

    /// What came of asking for a turn.
    ///
    /// @param left turns that could be taken now
    /// @param secondsToWait until the next one; 0 if this one was free
    /// @param secondsToFull until all are there again
    public record Turn(boolean isFree, long left, long secondsToWait, long secondsToFull) {}

    /// Takes one turn, and tells how many are left.
    public Turn take(String key) {
        var probe = buckets.get(key).tryConsumeAndReturnRemaining(1);
        return new Turn(
                probe.isConsumed(),
                probe.getRemainingTokens(),
                probe.isConsumed()
                        ? 0
                        : Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1,
                Duration.ofNanos(probe.getNanosToWaitForReset()).toSeconds() + 1);
    }

    /// The quota as the header field `RateLimit-Policy` says it.
    public String policy(String name) {
        return "\"" + name + "\";q=" + times + ";w=" + period.toSeconds();
    }

    private static Bucket bucket(long times, Duration period, TimeMeter clock) {
        return Bucket.builder()
                .withCustomTimePrecision(clock)
                .addLimit(limit -> limit.capacity(times).refillGreedy(times, period))
                .build();
    }

    @Override
    public OptionalLong secondsToWait(String key) {
        var probe = buckets.get(key).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1);
    }

    @Override
    public void giveBack(String key) {
        buckets.get(key).addTokens(1);
    }
}
