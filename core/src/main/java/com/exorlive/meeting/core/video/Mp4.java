package com.exorlive.meeting.core.video;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Goes through the boxes of an MP4. Only what a player needs to show pictures and let sound be
/// heard is kept: other boxes become free room, other tracks go with their samples, and times and
/// names in the kept ones become zeros. Confined to one thread, used once.
final class Mp4 {
    /// What describes the samples is read into memory. Two hours of video take some 4 MB.
    static final int MOST_DESCRIPTION = 16 * 1024 * 1024;

    private static final int MOST_BOXES = 200_000;

    private static final Set<String> TOP = Set.of("ftyp", "styp", "sidx", "ssix", "pdin", "mdat");

    /// What may be in what. Whatever is not a key here has no boxes inside, or its own method.
    private static final Map<String, Set<String>> INSIDE =
            Map.of(
                    "moov", Set.of("mvhd", "mvex", "trak"),
                    "mvex", Set.of("mehd", "trex"),
                    "trak", Set.of("tkhd", "edts", "mdia"),
                    "edts", Set.of("elst"),
                    "mdia", Set.of("mdhd", "elng", "hdlr", "minf"),
                    "minf", Set.of("vmhd", "smhd", "hdlr", "dinf", "stbl"),
                    "dinf", Set.of("dref"),
                    "stbl",
                            Set.of(
                                    "stsd", "stts", "ctts", "cslg", "stss", "stsc", "stsz", "stz2",
                                    "stco", "co64", "sdtp", "sbgp", "sgpd", "stps"),
                    "moof", Set.of("mfhd", "traf"),
                    "traf", Set.of("tfhd", "tfdt", "trun", "sdtp", "sbgp", "sgpd"));

    private static final Set<String> PLAYED = Set.of("vide", "soun");

    private final VideoBytes in;
    private final Edits.Builder edits;
    private final List<Box> samples = new ArrayList<>();
    private final Set<String> handlers = new HashSet<>();
    private final SampleRanges ranges;
    private int boxes;
    private boolean isFragmented;
    private boolean hasOtherTracks;

    Mp4(VideoBytes in, Edits.Builder edits) {
        this.in = in;
        this.edits = edits;
        this.ranges = new SampleRanges(in);
    }

    void clean() throws Unfit {
        for (long at = 0; at < in.size(); ) {
            var box = next(at, in.size());
            switch (box.type()) {
                case "moov", "moof" -> description(box);
                case "mdat" -> samples.add(box);
                default -> {
                    if (!TOP.contains(box.type())) {
                        box.blank(edits);
                    }
                }
            }
            at = box.end();
        }
        if (!handlers.contains("vide")) {
            throw new Unfit("no pictures");
        }
        if (!isFragmented) {
            // Samples of tracks that went, and whatever else was put between the others.
            ranges.zeroOthers(samples, edits);
        } else if (hasOtherTracks) {
            throw new Unfit("other tracks in fragments");
        }
    }

    private Box next(long at, long limit) throws Unfit {
        if (++boxes > MOST_BOXES) {
            throw new Unfit("too many boxes");
        }
        return Box.at(in, at, limit);
    }

    private void description(Box box) throws Unfit {
        isFragmented |= box.type().equals("moof");
        if (box.length() > MOST_DESCRIPTION) {
            throw new Unfit("too long a description");
        }
        within(box);
    }

    private void within(Box parent) throws Unfit {
        var kept = INSIDE.getOrDefault(parent.type(), Set.of());
        for (long at = parent.content(); at < parent.end(); ) {
            var box = next(at, parent.end());
            if (kept.contains(box.type())) {
                keep(box);
            } else {
                box.blank(edits);
            }
            at = box.end();
        }
    }

    private void keep(Box box) throws Unfit {
        switch (box.type()) {
            case "trak" -> track(box);
            case "mvhd", "tkhd", "mdhd" -> forgetTimes(box);
            case "hdlr" -> forgetName(box);
            case "dref" -> references(box);
            case "stsd" -> new SampleEntries(in, edits).clean(box);
            default -> {
                if (INSIDE.containsKey(box.type())) {
                    within(box);
                }
            }
        }
    }

    private void track(Box track) throws Unfit {
        var media = find(track, "mdia");
        var handler = fields(find(media, "hdlr")).text(8);
        if (!PLAYED.contains(handler)) {
            hasOtherTracks = true;
            track.blank(edits);
            return;
        }
        handlers.add(handler);
        ranges.add(find(find(media, "minf"), "stbl"));
        within(track);
    }

    private Box find(Box parent, String type) throws Unfit {
        for (long at = parent.content(); at < parent.end(); ) {
            var box = next(at, parent.end());
            if (box.type().equals(type)) {
                return box;
            }
            at = box.end();
        }
        throw new Unfit("no " + type);
    }

    private Fields fields(Box box) {
        return new Fields(in, box.content(), (int) Math.min(box.length(), 64));
    }

    /// When it was made, and when it was changed.
    private void forgetTimes(Box box) throws Unfit {
        int times = fields(box).byteAt(0) == 1 ? 16 : 8;
        var _ = fields(box).byteAt(3 + times);
        edits.zero(box.content() + 4, box.content() + 4 + times);
    }

    /// What the program that made it calls itself.
    private void forgetName(Box box) throws Unfit {
        var _ = fields(box).text(8);
        edits.zero(box.content() + 12, box.end());
    }

    /// Samples are in this file: an address of another one is neither followed nor kept.
    private void references(Box box) throws Unfit {
        for (long at = box.content() + 8; at < box.end(); ) {
            var entry = next(at, box.end());
            if ((fields(entry).unsignedInt(0) & 1) == 0) {
                throw new Unfit("samples elsewhere");
            }
            edits.zero(entry.content() + 4, entry.end());
            at = entry.end();
        }
    }
}
