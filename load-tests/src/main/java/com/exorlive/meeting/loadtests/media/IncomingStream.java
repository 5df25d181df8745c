package com.exorlive.meeting.loadtests.media;

/// One stream of the other participant as it arrives. Confined to its event loop.
final class IncomingStream {
    private static final int NONE = 0;

    private int ssrc = NONE;
    private long next;
    private boolean hasAny;
    private boolean hadAnyLately;

    /// A stream that begins anew, because its sender does, has lost nothing before.
    void onPacket(int from, long index, MediaCounts counts) {
        hadAnyLately = true;
        if (!hasAny || from != ssrc) {
            hasAny = true;
            ssrc = from;
            next = index + 1;
            return;
        }
        if (index >= next) {
            counts.missing += index - next;
            next = index + 1;
        } else {
            counts.missing--;
            counts.reordered++;
        }
    }

    boolean hasAny() {
        return hasAny;
    }

    /// Whether something came since the last question.
    boolean hadAnyLately() {
        boolean had = hadAnyLately;
        hadAnyLately = false;
        return had;
    }
}
