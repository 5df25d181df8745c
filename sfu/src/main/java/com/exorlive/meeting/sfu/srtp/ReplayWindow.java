package com.exorlive.meeting.sfu.srtp;

/// Which of the last 1024 packet indexes were seen (RFC 3711 section 3.3.2). The RFC's minimum of
/// 64 loses packets that a network delays past it; 1024 is what libsrtp uses in browsers. Larger
/// costs memory per SSRC (128 bytes now). Confined to its event loop.
final class ReplayWindow {
    static final int SIZE = 1024;

    private static final long NOTHING = -1;

    private final long[] bits = new long[SIZE / 64];
    private long highest = NOTHING;

    /// Whether an index was seen, or is too old to know.
    boolean isReplay(long index) {
        if (highest == NOTHING || index > highest) {
            return false;
        }
        return index < 0 || highest - index >= SIZE || (bits[word(index)] & bit(index)) != 0;
    }

    void accept(long index) {
        if (highest == NOTHING) {
            highest = index;
        }
        if (index > highest) {
            long steps = Math.min(index - highest, SIZE);
            for (long i = index - steps + 1; i <= index; i++) {
                bits[word(i)] &= ~bit(i);
            }
            highest = index;
        }
        bits[word(index)] |= bit(index);
    }

    private static int word(long index) {
        return (int) (index % SIZE) >>> 6;
    }

    private static long bit(long index) {
        return 1L << (index & 63);
    }
}
