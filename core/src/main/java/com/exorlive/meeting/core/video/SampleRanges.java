package com.exorlive.meeting.core.video;

import java.util.Arrays;
import java.util.List;

/// Where the samples of the kept tracks are: everything else in `mdat` is overwritten. Confined to
/// one thread.
final class SampleRanges {
    /// Each costs 16 bytes. A phone writes two or three in a second of video.
    private static final int MOST_CHUNKS = 1_000_000;

    private static final int MOST_MDATS = 64;

    private final VideoBytes in;
    private long[] starts = new long[64];
    private long[] ends = new long[64];
    private int count;

    SampleRanges(VideoBytes in) {
        this.in = in;
    }

    /// Adds a track's.
    void add(Box stbl) throws Unfit {
        var chunks = chunks(stbl);
        var sizes = SampleSizes.of(in, stbl);
        var runs = new Fields(in, table(stbl, "stsc").content(), length(table(stbl, "stsc")));
        long number = runs.unsignedInt(4);
        long sample = 0;
        int run = -1;
        for (int chunk = 1; chunk <= chunks.count(); chunk++) {
            while (run + 1 < number && runs.unsignedInt(8 + 12 * (run + 1)) <= chunk) {
                run++;
            }
            if (run < 0) {
                throw new Unfit("chunks without samples");
            }
            long samples = runs.unsignedInt(12 + 12 * run);
            long start = chunks.offset(chunk - 1);
            long length = sizes.sum(sample, samples);
            sample += samples;
            if (start < 0 || start > in.size() || length > in.size() - start) {
                throw new Unfit("samples outside of the file");
            }
            add(start, start + length);
        }
    }

    private void add(long start, long end) throws Unfit {
        if (count == MOST_CHUNKS) {
            throw new Unfit("too many chunks");
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        starts[count] = start;
        ends[count++] = end;
    }

    private record Chunks(Fields fields, int count, int width) {
        long offset(int index) throws Unfit {
            int at = 8 + index * width;
            return width == 4 ? fields.unsignedInt(at) : fields.longAt(at);
        }
    }

    private Chunks chunks(Box stbl) throws Unfit {
        var narrow = Tables.find(in, stbl, "stco");
        var table = narrow.isPresent() ? narrow.get() : table(stbl, "co64");
        var fields = new Fields(in, table.content(), length(table));
        long number = fields.unsignedInt(4);
        if (number > MOST_CHUNKS) {
            throw new Unfit("too many chunks");
        }
        return new Chunks(fields, (int) number, narrow.isPresent() ? 4 : 8);
    }

    private Box table(Box stbl, String type) throws Unfit {
        return Tables.find(in, stbl, type).orElseThrow(() -> new Unfit("no " + type));
    }

    private static int length(Box box) {
        return Math.toIntExact(box.length());
    }

    void zeroOthers(List<Box> mdats, Edits.Builder edits) throws Unfit {
        if (mdats.size() > MOST_MDATS) {
            throw new Unfit("samples in too many places");
        }
        var order = new Integer[count];
        Arrays.setAll(order, it -> it);
        Arrays.sort(order, (a, b) -> Long.compare(starts[a], starts[b]));
        for (var mdat : mdats) {
            long at = mdat.content();
            for (int index : order) {
                if (ends[index] > at && starts[index] < mdat.end()) {
                    edits.zero(at, Math.max(at, starts[index]));
                    at = Math.max(at, ends[index]);
                }
            }
            edits.zero(Math.min(at, mdat.end()), mdat.end());
        }
    }
}
