package com.exorlive.meeting.core.video;

/// How long each sample of a track is: `stsz`, or its shorter form `stz2`.
///
/// @param same the length of each; 0 if they differ
/// @param bits of an entry
/// @param from where the entries begin
record SampleSizes(Fields fields, long count, long same, int bits, int from) {
    /// No file is as long: keeps lying counts from overflowing.
    private static final long MOST = 1L << 48;

    static SampleSizes of(VideoBytes in, Box stbl) throws Unfit {
        var wide = Tables.find(in, stbl, "stsz");
        var box =
                wide.isPresent()
                        ? wide.get()
                        : Tables.find(in, stbl, "stz2").orElseThrow(() -> new Unfit("no sizes"));
        var fields = new Fields(in, box.content(), Math.toIntExact(box.length()));
        long count = fields.unsignedInt(8);
        return wide.isPresent()
                ? new SampleSizes(fields, count, fields.unsignedInt(4), 32, 12)
                : new SampleSizes(fields, count, 0, fields.byteAt(7), 12);
    }

    /// Of so many samples from this one on.
    long sum(long first, long samples) throws Unfit {
        if (samples > count - first) {
            throw new Unfit("more samples than there are");
        }
        if (same != 0) {
            if (samples > MOST / same) {
                throw new Unfit("samples outside of the file");
            }
            return samples * same;
        }
        long sum = 0;
        for (long sample = first; sample < first + samples; sample++) {
            sum += one(sample);
        }
        return sum;
    }

    private long one(long sample) throws Unfit {
        if (sample > Integer.MAX_VALUE / 8) {
            throw new Unfit("too many samples");
        }
        int index = (int) sample;
        return switch (bits) {
            case 32 -> fields.unsignedInt(from + 4 * index);
            case 16 -> fields.shortAt(from + 2 * index);
            case 8 -> fields.byteAt(from + index);
            case 4 -> (fields.byteAt(from + index / 2) >> (index % 2 == 0 ? 4 : 0)) & 0xf;
            default -> throw new Unfit("sizes of a wrong width");
        };
    }
}
