package com.exorlive.meeting.sfu.room;

import static com.exorlive.meeting.sfu.wire.NetworkOrder.i32;

import com.exorlive.meeting.sfu.rtp.RtcpHeader;

/// How long packets take to a browser and back, by the reports that pass: a report block names the
/// last sender report that came, and how long ago that was (RFC 3550 section 6.4.1). What grows of
/// it is time spent in queues. Confined to its event loop.
final class RoundTrip {
    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int SENDER_INFO = 20;
    private static final int BLOCK = 24;

    /// Of both streams, about one a second each; an answer takes no longer than that.
    private static final int REMEMBERED = 8;

    /// What jitter and a busy browser make of it.
    private static final long WAITS_NANOS = 100_000_000L;

    /// So slowly that minutes in a queue don't pass for the way itself.
    private static final long BEST_GROWS_NANOS = 1_000_000L;

    private static final long STALE_NANOS = 10_000_000_000L;
    private static final long LONGEST_NANOS = 30_000_000_000L;
    private static final double NANOS_OF_UNIT = 1e9 / 65_536;

    private final int[] stamps = new int[REMEMBERED];
    private final long[] sentNanos = new long[REMEMBERED];
    private int next;
    private long bestNanos = Long.MAX_VALUE;
    private long smoothNanos;
    private long heardNanos;

    /// A compound packet goes to the browser.
    void onSent(byte[] compound, int length, long nowNanos) {
        for (int at = 0; at + 4 <= length; at += RtcpHeader.lengthAt(compound, at)) {
            if (type(compound, at) == SENDER_REPORT && at + 8 + SENDER_INFO <= length) {
                // The middle of the NTP timestamp: seconds and parts of 65,536.
                stamps[next] = i32(compound, at + 10);
                sentNanos[next] = nowNanos;
                next = (next + 1) % REMEMBERED;
            }
        }
    }

    /// A compound packet has come from the browser.
    void onReceived(byte[] compound, int length, long nowNanos) {
        int end;
        for (int at = 0; at + 8 <= length; at = end) {
            end = Math.min(length, at + RtcpHeader.lengthAt(compound, at));
            int blocks =
                    switch (type(compound, at)) {
                        case SENDER_REPORT -> at + 8 + SENDER_INFO;
                        case RECEIVER_REPORT -> at + 8;
                        default -> end;
                    };
            for (int i = compound[at] & 0x1F; i > 0 && blocks + BLOCK <= end; i--) {
                onBlock(compound, blocks, nowNanos);
                blocks += BLOCK;
            }
        }
    }

    /// Whether it is known that packets don't wait in a queue.
    boolean isCalm(long nowNanos) {
        return bestNanos != Long.MAX_VALUE
                && nowNanos - heardNanos < STALE_NANOS
                && smoothNanos - bestNanos < WAITS_NANOS;
    }

    private void onBlock(byte[] compound, int at, long nowNanos) {
        int stamp = i32(compound, at + 16);
        long heldUnits = Integer.toUnsignedLong(i32(compound, at + 20));
        for (int i = 0; i < REMEMBERED; i++) {
            if (stamp != 0 && stamps[i] == stamp) {
                long tookNanos = nowNanos - sentNanos[i] - (long) (heldUnits * NANOS_OF_UNIT);
                if (tookNanos > -BEST_GROWS_NANOS && tookNanos < LONGEST_NANOS) {
                    onRoundTrip(Math.max(0, tookNanos), nowNanos);
                }
                return;
            }
        }
    }

    private void onRoundTrip(long tookNanos, long nowNanos) {
        boolean isFirst = bestNanos == Long.MAX_VALUE;
        bestNanos = isFirst ? tookNanos : Math.min(tookNanos, bestNanos + BEST_GROWS_NANOS);
        smoothNanos = isFirst ? tookNanos : smoothNanos + (tookNanos - smoothNanos) / 4;
        heardNanos = nowNanos;
    }

    private static int type(byte[] compound, int at) {
        return compound[at + 1] & 0xFF;
    }
}
