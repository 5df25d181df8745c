package com.exorlive.meeting.signaling.connection;

import java.time.Duration;
import java.time.Instant;

/// Whether a page is still there. It says something each ping interval of its own accord, so that
/// it is asked only after half as long again: to ask a page that talks wakes two machines for
/// nothing. Nobody is given up unasked: a node that was itself held up for longer (a pause of its
/// machine) would else lose all its pages, whose words wait to be read. Confined to its writer's
/// thread, but for `onHeard`.
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
        if (isAsked() && !now.isBefore(deadAt())) {
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
        return isAsked() && deadAt().isBefore(askAt()) ? deadAt() : askAt();
    }

    private Instant askAt() {
        return later(askedAt, heardAt).plus(patience);
    }

    /// Who was asked late has half as long to answer as who was asked in time.
    private Instant deadAt() {
        return later(heardAt.plus(dead), askedAt.plus(dead.minus(patience).dividedBy(2)));
    }

    private boolean isAsked() {
        return askedAt.isAfter(heardAt);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
