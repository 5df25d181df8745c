package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.rtp.TransportFeedback;
import java.util.Arrays;

/// Which packets a browser is told only late that they came: those that no report has told of,
/// because the report was lost, or because a loss in it was not to be told of ([LossReports]). A
/// browser believes in no more than one and a half times what it hears to have arrived. Where a
/// fifth is lost each way it hears of two thirds, and so stayed at whatever small rate it was at
/// (measured). Told at once it would forget the packets, and could not repeat those that are asked
/// for; by now nobody asks for them. Confined to its event loop.
final class LateReports {
    /// Between two of them; a packet is told of after two to three times as long. Later, browsers
    /// take it for a round trip that has become so long that they send less (after 3 s).
    private static final long EACH_NANOS = 750_000_000L;

    /// So many fit into one packet.
    private static final int MOST = 1000;

    private static final int MAX_PIECES = 4;
    private static final int REMEMBERED = 4096;

    private final long[] toldLost = new long[REMEMBERED / Long.SIZE];
    private boolean isBegun;
    private int next;
    private int last;
    private int mark;
    private int newerMark;
    private long markedNanos;

    /// Nothing from before is told of any more.
    void reset() {
        isBegun = false;
    }

    /// A report has come that is about packets up to this one.
    ///
    /// @param sequence transport-wide
    void onReport(int sequence, long nowNanos) {
        int more = (short) (sequence - last);
        if (!isBegun || Math.abs(more) > REMEMBERED / 2) {
            isBegun = true;
            Arrays.fill(toldLost, 0);
            next = sequence + 1;
            last = sequence;
            mark = sequence;
            newerMark = sequence;
            markedNanos = nowNanos;
            return;
        }
        for (; more > 0; more--) {
            last = (last + 1) & 0xFFFF;
            setToldLost(last, false);
        }
    }

    /// What the browser is now told of a packet that was lost.
    void setToldLost(int sequence, boolean isToldLost) {
        int bit = sequence & (REMEMBERED - 1);
        if (isToldLost) {
            toldLost[bit / Long.SIZE] |= 1L << bit;
        } else {
            toldLost[bit / Long.SIZE] &= ~(1L << bit);
        }
    }

    /// Writes what is due, in the manner of the report that was read last. That some of it was told
    /// before does no harm.
    ///
    /// @return where it ends; where it was to begin if nothing is due
    int write(TransportFeedback like, long nowNanos, byte[] to, int at, int limit) {
        if (!isBegun || nowNanos - markedNanos < EACH_NANOS) {
            return at;
        }
        int until = mark;
        mark = newerMark;
        newerMark = last;
        markedNanos = nowNanos;
        int left = (short) (until + 1 - next);
        if (left > MOST) {
            next += left - MOST;
            left = MOST;
        }
        int end = at;
        for (int pieces = 0; left > 0 && pieces < MAX_PIECES; pieces++) {
            while (left > 0 && isToldLost(next)) {
                next++;
                left--;
            }
            int first = next;
            while (left > 0 && !isToldLost(next)) {
                next++;
                left--;
            }
            end += next > first ? like.writeReceived(first, next - first, to, end, limit) : 0;
        }
        next = until + 1;
        return end;
    }

    private boolean isToldLost(int sequence) {
        int bit = sequence & (REMEMBERED - 1);
        return (toldLost[bit / Long.SIZE] & (1L << bit)) != 0;
    }
}
