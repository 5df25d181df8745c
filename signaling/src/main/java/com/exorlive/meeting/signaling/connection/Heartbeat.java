package com.exorlive.meeting.signaling.connection;

import java.time.Duration;
import java.time.Instant;

/// Whether a page is still there. It says something each ping interval of its own accord, so that
/// it is asked only after half as long again: to ask a page that talks wakes two machines for
/// nothing. Confined to its writer's thread, but for `onHeard`.
final class Heartbeat {
    private final Duration patience;
    private final Duration dead;
    private volatile Instant heardAt;
    private Instant askedAt;

    enum Beat {
        QUIET,
        PING,
        DEAD
    }

    /// @param ping how often a page says something
    /// @param dead how long it may be silent before it is given up
    Heartbeat(Instant now, Duration ping, Duration dead) {
        this.patience = ping.multipliedBy(3).dividedBy(2);
        this.dead = dead;
        this.heardAt = now;
        this.askedAt = now;
    }

    /// Something came. Any thread.
    void onHeard(Instant now) {
        heardAt = now;
    }

    Beat onTime(Instant now) {
        if (!now.isBefore(heardAt.plus(dead))) {
            return Beat.DEAD;
        }
        if (now.isBefore(askAt())) {
            return Beat.QUIET;
        }
        askedAt = now;
        return Beat.PING;
    }

    /// When there is next something to do, unless the page says something first.
    Instant deadline() {
        var deadAt = heardAt.plus(dead);
        return askAt().isBefore(deadAt) ? askAt() : deadAt;
    }

    private Instant askAt() {
        return (askedAt.isAfter(heardAt) ? askedAt : heardAt).plus(patience);
    }
}
