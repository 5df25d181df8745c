package com.exorlive.meeting.sfucontrol.kurento;

import java.util.concurrent.atomic.LongAdder;

/// The counters behind [KurentoCounters]. Thread-safe.
final class Tally {
    final LongAdder sessions = new LongAdder();
    final LongAdder resumed = new LongAdder();
    final LongAdder adopted = new LongAdder();
    final LongAdder orphans = new LongAdder();
    final LongAdder otherErrors = new LongAdder();
    final LongAdder refused = new LongAdder();
    private final LongAdder transcodings = new LongAdder();
    private final LongAdder payloadErrors = new LongAdder();
    private final LongAdder stuck = new LongAdder();

    void ended(FatalFault fault) {
        switch (fault) {
            case TRANSCODING -> transcodings.increment();
            case PAYLOAD -> payloadErrors.increment();
            case STUCK -> stuck.increment();
        }
    }

    KurentoCounters read() {
        return new KurentoCounters(
                sessions.sum(),
                resumed.sum(),
                adopted.sum(),
                orphans.sum(),
                transcodings.sum(),
                payloadErrors.sum(),
                stuck.sum(),
                otherErrors.sum(),
                refused.sum());
    }
}
