package com.exorlive.meeting.signaling.connection;

import java.time.Duration;
import java.time.Instant;

/// How fast one page may send: a bucket of 100 that fills by 50 a second. Confined to the socket's
/// reader.
final class FrameRate {
    private static final long BURST = 100;
    private static final long PER_SECOND = 50;
    private static final long NANOS_PER_FRAME = 1_000_000_000L / PER_SECOND;

    /// When the bucket would be full again, if nothing came any more.
    private Instant fullAt;

    private int replay;

    FrameRate(Instant now) {
        this.fullAt = now;
    }

    /// What a page sends again after it resumed is not held against it.
    void allowReplay(int frames) {
        replay = frames;
    }

    /// @return false if this frame is one too many
    boolean take(Instant now) {
        if (replay > 0) {
            replay--;
            return true;
        }
        var from = fullAt.isBefore(now) ? now : fullAt;
        var next = from.plusNanos(NANOS_PER_FRAME);
        if (Duration.between(now, next).toNanos() > BURST * NANOS_PER_FRAME) {
            return false;
        }
        fullAt = next;
        return true;
    }
}
