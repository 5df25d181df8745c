package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.ice.StunDrop;
import com.exorlive.meeting.sfu.srtp.SrtpResult;
import java.util.concurrent.atomic.LongAdder;

/// The running counts of one event loop. Thread-safe: the loop counts, anybody reads.
final class Tally {
    final LongAdder forwarded = new LongAdder();
    final LongAdder forwardedBytes = new LongAdder();
    final LongAdder forgeries = new LongAdder();
    final LongAdder replays = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder strangers = new LongAdder();
    final LongAdder throttled = new LongAdder();
    final LongAdder unwanted = new LongAdder();
    final LongAdder rooms = new LongAdder();
    final LongAdder legs = new LongAdder();
    final LongAdder connectedLegs = new LongAdder();

    void srtpDropped(int result) {
        switch (result) {
            case SrtpResult.FORGED -> forgeries.increment();
            case SrtpResult.REPLAYED -> replays.increment();
            case SrtpResult.TOO_MANY_STREAMS -> throttled.increment();
            default -> malformed.increment();
        }
    }

    void stunDropped(StunDrop reason) {
        switch (reason) {
            case MALFORMED -> malformed.increment();
            case UNKNOWN_UFRAG -> strangers.increment();
            case FORGED -> forgeries.increment();
            case TOO_MANY -> throttled.increment();
        }
    }

    SfuCounters snapshot(long unsent, long overrun) {
        return new SfuCounters(
                forwarded.sum(),
                forwardedBytes.sum(),
                forgeries.sum(),
                replays.sum(),
                malformed.sum(),
                strangers.sum(),
                throttled.sum(),
                unwanted.sum(),
                unsent,
                overrun,
                rooms.sum(),
                legs.sum(),
                connectedLegs.sum());
    }
}
