package com.exorlive.meeting.sfu.limit;

/// Allows `perSecond` tokens a second and up to `burst` at once. Owns no clock. Confined to its
/// event loop.
public final class TokenBucket {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long perSecond;
    private final long burst;
    private long tokens;
    private long refilledAtNanos;
    private boolean isStarted;

    public TokenBucket(long perSecond, long burst) {
        if (perSecond <= 0 || burst <= 0 || perSecond > NANOS_PER_SECOND) {
            throw new IllegalArgumentException("rate and burst must be positive");
        }
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
    }

    /// Takes `count` tokens, or none if there are too few.
    public boolean take(long count, long nowNanos) {
        refill(nowNanos);
        if (tokens < count) {
            return false;
        }
        tokens -= count;
        return true;
    }

    private void refill(long nowNanos) {
        if (!isStarted) {
            isStarted = true;
            refilledAtNanos = nowNanos;
            return;
        }
        long elapsed = nowNanos - refilledAtNanos;
        if (elapsed >= 10 * NANOS_PER_SECOND) {
            // Long idle: full, and the product below can't overflow.
            tokens = burst;
            refilledAtNanos = nowNanos;
            return;
        }
        long earned = elapsed * perSecond / NANOS_PER_SECOND;
        if (earned > 0) {
            tokens = Math.min(burst, tokens + earned);
            refilledAtNanos += earned * NANOS_PER_SECOND / perSecond;
        }
    }
}
