package com.exorlive.meeting.sfu.srtp;

/// What one direction knows of one RTP stream: rollover counter, highest sequence number, seen
/// packets. Confined to its event loop.
final class SsrcState {
    private final ReplayWindow window = new ReplayWindow();
    private long highest;

    SsrcState(long firstIndex) {
        highest = firstIndex;
    }

    /// The packet index (rollover counter and sequence number) that a sequence number most likely
    /// means: RFC 3711 section 3.3.1 and appendix A. Negative if it lies before the first rollover.
    long guessIndex(int sequence) {
        long rollover = highest >>> 16;
        int last = (int) (highest & 0xFFFF);
        if (last < 0x8000) {
            if (sequence - last > 0x8000) {
                rollover--;
            }
        } else if (last - 0x8000 > sequence) {
            rollover++;
        }
        return (rollover << 16) + sequence;
    }

    boolean isReplay(long index) {
        return index < 0 || window.isReplay(index);
    }

    void accept(long index) {
        window.accept(index);
        if (index > highest) {
            highest = index;
        }
    }
}
