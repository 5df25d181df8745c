package com.exorlive.meeting.core.video;

import java.util.Set;

/// `stsd`: how the samples of a track are coded. Keeps what decoders are set up by.
final class SampleEntries {
    private static final int VIDEO_FIELDS = 78;
    private static final int SOUND_FIELDS = 28;
    private static final int NAME_AT = 42;
    private static final int NAME_LENGTH = 32;
    private static final int MOST = 64;

    private static final Set<String> VIDEO =
            Set.of("avc1", "avc3", "hvc1", "hev1", "vp08", "vp09", "av01", "mp4v");

    private static final Set<String> SOUND =
            Set.of("mp4a", "Opus", "fLaC", "ac-3", "ec-3", ".mp3", "alac");

    private static final Set<String> KEPT =
            Set.of(
                    "avcC", "hvcC", "vpcC", "av1C", "esds", "pasp", "clap", "btrt", "mdcv", "clli",
                    "dOps", "dfLa", "dac3", "dec3", "alac", "chnl", "srat");

    private final VideoBytes in;
    private final Edits.Builder edits;

    SampleEntries(VideoBytes in, Edits.Builder edits) {
        this.in = in;
        this.edits = edits;
    }

    void clean(Box stsd) throws Unfit {
        int entries = 0;
        for (long at = stsd.content() + 8; at < stsd.end(); ) {
            var entry = Box.at(in, at, stsd.end());
            if (++entries > MOST) {
                throw new Unfit("too many sample entries");
            }
            entry(entry);
            at = entry.end();
        }
    }

    private void entry(Box entry) throws Unfit {
        boolean isVideo = VIDEO.contains(entry.type());
        int fields = isVideo ? VIDEO_FIELDS : SOUND_FIELDS;
        if (!(isVideo || SOUND.contains(entry.type())) || entry.length() < fields) {
            throw new Unfit("a codec that browsers don't play");
        }
        if (isVideo) {
            edits.zero(entry.content() + NAME_AT, entry.content() + NAME_AT + NAME_LENGTH);
        } else if (new Fields(in, entry.content(), SOUND_FIELDS).shortAt(8) != 0) {
            throw new Unfit("a sound entry of QuickTime");
        }
        setup(entry.content() + fields, entry.end());
    }

    private void setup(long from, long end) throws Unfit {
        int boxes = 0;
        long at = from;
        while (end - at >= 8) {
            var box = Box.at(in, at, end);
            if (++boxes > MOST) {
                throw new Unfit("too many boxes");
            }
            if (!KEPT.contains(box.type()) && !isPlainColour(box)) {
                box.blank(edits);
            }
            at = box.end();
        }
        edits.zero(at, end);
    }

    /// By number; the other kinds hold a profile, which names its maker.
    private boolean isPlainColour(Box box) throws Unfit {
        return box.type().equals("colr")
                && box.length() >= 4
                && box.length() <= 16
                && new Fields(in, box.content(), 4).text(0).startsWith("ncl");
    }
}
