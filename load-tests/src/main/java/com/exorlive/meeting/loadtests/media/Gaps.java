package com.exorlive.meeting.loadtests.media;

/// What is missing in one stream, since when, and when it was asked for: what a browser's NACK
/// module keeps. Confined to its event loop.
final class Gaps {
    /// Before that it may only be out of order.
    private static final long FIRST_NANOS = 10_000_000L;

    /// An answer takes a round trip.
    private static final long AGAIN_NANOS = 100_000_000L;

    /// Nobody wants a picture of then any more.
    private static final long GIVE_UP_NANOS = 1_000_000_000L;

    /// More at once is an outage, after which a browser asks for a key frame instead.
    private static final int MOST = 256;

    private final long[] index = new long[MOST];
    private final long[] since = new long[MOST];
    private final long[] askedAt = new long[MOST];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /// All from the first to before the last.
    void add(long first, long last, long nowNanos) {
        for (long missing = first; missing < last && size < MOST; missing++) {
            index[size] = missing;
            since[size] = nowNanos;
            askedAt[size] = nowNanos - AGAIN_NANOS + FIRST_NANOS;
            size++;
        }
    }

    /// @return how long it was missing; -1 if it was not, or is given up
    long fill(long came, long nowNanos) {
        for (int i = 0; i < size; i++) {
            if (index[i] == came) {
                long lasted = nowNanos - since[i];
                remove(i);
                return lasted;
            }
        }
        return -1;
    }

    /// Takes note that what is due now is asked for.
    ///
    /// @param due takes the numbers
    /// @return how many
    int ask(long nowNanos, long[] due) {
        int count = 0;
        for (int i = size - 1; i >= 0; i--) {
            if (nowNanos - since[i] > GIVE_UP_NANOS) {
                remove(i);
            } else if (nowNanos - askedAt[i] >= AGAIN_NANOS && count < due.length) {
                askedAt[i] = nowNanos;
                due[count] = index[i];
                count++;
            }
        }
        return count;
    }

    void clear() {
        size = 0;
    }

    private void remove(int at) {
        size--;
        index[at] = index[size];
        since[at] = since[size];
        askedAt[at] = askedAt[size];
    }
}
