package com.exorlive.meeting.loadtests.media;

/// One stream of the other participant as it arrives. Confined to its event loop.
final class IncomingStream {
    private final Gaps gaps = new Gaps();
    private final boolean repairs;
    private int source;
    private long next;
    private int ssrc;
    private int sequenceOfZero;
    private boolean hasAny;
    private boolean hadAnyLately;

    /// @param repairs whether what is missing is asked for
    IncomingStream(boolean repairs) {
        this.repairs = repairs;
    }

    /// A stream that begins anew, because its sender does, has lost nothing before.
    void onPacket(int from, long index, long nowNanos, MediaCounts counts) {
        hadAnyLately = true;
        if (!hasAny || from != source) {
            hasAny = true;
            source = from;
            next = index + 1;
            gaps.clear();
            return;
        }
        if (index >= next) {
            counts.missing += index - next;
            if (repairs) {
                gaps.add(next, index, nowNanos);
            }
            next = index + 1;
            return;
        }
        counts.missing--;
        counts.reordered++;
        if (repairs && gaps.fill(index, nowNanos) < 0) {
            // Its repeat was faster.
            counts.repaired--;
        }
    }

    /// As the header has it, to ask for others by.
    void onHeader(int headersSsrc, int headersSequence, long index) {
        ssrc = headersSsrc;
        sequenceOfZero = headersSequence - (int) index;
    }

    /// A packet of this stream came once more.
    void onRepeat(int from, long index, long nowNanos, MediaCounts counts) {
        long lasted = from == source ? gaps.fill(index, nowNanos) : -1;
        if (lasted >= 0) {
            counts.repaired++;
            counts.repair.record(lasted);
        }
    }

    boolean isComplete() {
        return gaps.isEmpty();
    }

    /// Sequence numbers to ask for now.
    int ask(long nowNanos, long[] due) {
        int count = gaps.ask(nowNanos, due);
        for (int i = 0; i < count; i++) {
            due[i] = (sequenceOfZero + due[i]) & 0xFFFF;
        }
        return count;
    }

    int ssrc() {
        return ssrc;
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
