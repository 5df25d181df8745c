package com.exorlive.meeting.loadtests.page;

import com.exorlive.meeting.loadtests.measure.Histogram;
import java.util.concurrent.atomic.LongAdder;

/// What all pages together saw of the signalling. Thread-safe.
public final class SignalingCounts {
    public final LongAdder sent = new LongAdder();
    public final LongAdder received = new LongAdder();
    public final LongAdder resumed = new LongAdder();

    /// Sockets that closed though nobody wanted it, and refusals.
    public final LongAdder broken = new LongAdder();

    /// Tries to come back that ended before the answer; the page tries again.
    public final LongAdder triesInVain = new LongAdder();

    private final Histogram pings = new Histogram();

    synchronized void pinged(long nanos) {
        pings.record(nanos);
    }

    /// From ping to pong, since the last call.
    public synchronized Histogram takePings() {
        var taken = new Histogram();
        taken.add(pings);
        pings.clear();
        return taken;
    }
}
