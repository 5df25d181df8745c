package com.exorlive.meeting.sfu.dtls;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// How many handshakes compute at the same time. A handshake is some milliseconds of elliptic
/// curves on threads that everybody shares; hundreds at once, when all appointments begin at the
/// full hour, must leave processors to the packets of running calls.
///
/// A slot is held while computing alone: never while waiting for the network or for the answer. So
/// a browser that falls silent in the middle keeps nobody out. First come, first served.
/// Thread-safe.
public final class HandshakeSlots {
    /// Legs that may wait for their turn to begin. At a millisecond or two each the last of them
    /// waits for some seconds, about as long as its browser would rather be told to come again.
    private static final int MAX_WAITING = 2_000;

    private final Semaphore slots;
    private final int maxWaiting;
    private final AtomicInteger waiting = new AtomicInteger();

    HandshakeSlots(int atOnce, int maxWaiting) {
        this.slots = new Semaphore(atOnce, true);
        this.maxWaiting = maxWaiting;
    }

    /// Half of the processors for handshakes, at least one: the other half is left for packets,
    /// rooms and pages. More slots shorten a join storm, and lengthen what it does to the others.
    public static HandshakeSlots forProcessors(int processors) {
        return new HandshakeSlots(Math.max(1, processors / 2), MAX_WAITING);
    }

    /// Legs that wait for their turn to begin.
    public int waiting() {
        return waiting.get();
    }

    /// Puts one more into the queue, if it has room. What was put in must `begin`, or `giveUp`.
    boolean reserve() {
        if (waiting.incrementAndGet() > maxWaiting) {
            waiting.decrementAndGet();
            return false;
        }
        return true;
    }

    /// Waits for the turn of what was reserved.
    void begin() throws InterruptedException {
        try {
            slots.acquire();
        } finally {
            waiting.decrementAndGet();
        }
    }

    /// Waits for another turn, after waiting for something else.
    void resume() throws InterruptedException {
        slots.acquire();
    }

    /// Lets the next one compute.
    void pause() {
        slots.release();
    }
}
