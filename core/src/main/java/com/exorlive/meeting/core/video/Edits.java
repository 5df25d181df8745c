package com.exorlive.meeting.core.video;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Which bytes of a video become others. Immutable.
public final class Edits {
    public static final Edits NONE = new Edits(List.of());

    private final List<Edit> edits;

    private Edits(List<Edit> edits) {
        this.edits = edits;
    }

    /// One stretch of bytes.
    private static final class Edit {
        private final long at;
        private final long end;

        /// What the first of the bytes become; the others become zeros.
        private final byte[] head;

        Edit(long at, long end, byte[] head) {
            this.at = at;
            this.end = end;
            this.head = head;
        }

        long at() {
            return at;
        }

        long end() {
            return end;
        }

        byte after(long place) {
            return place - at < head.length ? head[(int) (place - at)] : 0;
        }
    }

    /// Changes a part of the video.
    ///
    /// @param at where in the video the part begins
    public void apply(long at, byte[] part) {
        for (int i = firstEndingAfter(at); i < edits.size(); i++) {
            var edit = edits.get(i);
            if (edit.at() >= at + part.length) {
                return;
            }
            long from = Math.max(at, edit.at());
            long end = Math.min(at + part.length, edit.end());
            for (long it = from; it < end; it++) {
                part[(int) (it - at)] = edit.after(it);
            }
        }
    }

    private int firstEndingAfter(long at) {
        int low = 0;
        int high = edits.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (edits.get(middle).end() <= at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Collects them. They must not overlap.
    static final class Builder {
        /// Each costs some 60 bytes of memory. Real videos need some dozens.
        private static final int MOST = 100_000;

        private final List<Edit> edits = new ArrayList<>();

        void zero(long from, long end) throws Unfit {
            write(from, end, new byte[0]);
        }

        /// @param head comes first; zeros up to `end`
        void write(long from, long end, byte[] head) throws Unfit {
            if (edits.size() == MOST) {
                throw new Unfit("too much to take out");
            }
            if (from < end) {
                edits.add(new Edit(from, end, head));
            }
        }

        Edits build() {
            edits.sort(Comparator.comparingLong(Edit::at));
            return new Edits(List.copyOf(edits));
        }
    }
}
