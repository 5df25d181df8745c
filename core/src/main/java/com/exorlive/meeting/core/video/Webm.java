package com.exorlive.meeting.core.video;

import java.util.Optional;
import java.util.Set;

/// Goes through the elements of a WebM. Kept are tracks of pictures and sound, their blocks and
/// the index; tags, attachments, chapters, dates, titles and checksums become `Void`. Ids mean the
/// same on each level, so segment and clusters are walked through as one sequence, whether they say
/// where they end or, as browsers record them, not. Confined to one thread, used once.
final class Webm {
    private static final int HEADER = 0x1a45dfa3;
    private static final int DOC_TYPE = 0x4282;
    private static final int SEGMENT = 0x18538067;
    private static final int SEEK_HEAD = 0x114d9b74;
    private static final int SEEK = 0x4dbb;
    private static final int SEEK_ID = 0x53ab;
    private static final int INFO = 0x1549a966;
    private static final int TRACKS = 0x1654ae6b;
    private static final int TRACK = 0xae;
    private static final int TRACK_TYPE = 0x83;
    private static final int CODEC = 0x86;
    private static final int CODEC_SETUP = 0x63a2;
    private static final int CUES = 0x1c53bb6b;
    private static final int CLUSTER = 0x1f43b675;
    private static final int BLOCK_GROUP = 0xa0;
    private static final int MUXING_APP = 0x4d80;
    private static final int WRITING_APP = 0x5741;
    private static final int PICTURES = 1;
    private static final int SOUND = 2;

    private static final Set<Integer> OF_HEADER =
            Set.of(DOC_TYPE, 0x4286, 0x42f7, 0x42f2, 0x42f3, 0x4287, 0x4285);

    /// What says how fast and how long, and the two names that must be there, emptied.
    private static final Set<Integer> OF_INFO = Set.of(0x2ad7b1, 0x4489, MUXING_APP, WRITING_APP);

    private static final Set<Integer> OF_TRACK =
            Set.of(
                    0xd7,
                    0x73c5,
                    TRACK_TYPE,
                    0xb9,
                    0x88,
                    0x55aa,
                    0x9c,
                    0x6de7,
                    0x6df8,
                    0x23e383,
                    0x234e7a,
                    0x55ee,
                    0x22b59c,
                    CODEC,
                    0xaa,
                    0x56aa,
                    0x56bb,
                    0xe0,
                    0xe1);

    /// Times, blocks, and what refers to others.
    private static final Set<Integer> OF_CLUSTER =
            Set.of(0xe7, 0xa3, 0xab, 0xa7, 0xa1, 0x9b, 0xfb, 0x75a2);

    private static final Set<Integer> POINTED_AT = Set.of(INFO, TRACKS, CUES, CLUSTER);

    /// Four million blocks: days of video.
    private static final int MOST_ELEMENTS = 4_000_000;

    private static final long MOST_DESCRIPTION = 1024 * 1024;

    private final VideoBytes in;
    private final Edits.Builder edits;
    private int elements;
    private boolean hasPictures;
    private boolean isInSegment;

    Webm(VideoBytes in, Edits.Builder edits) {
        this.in = in;
        this.edits = edits;
    }

    void clean() throws Unfit {
        var header = next(0, in.size()).closed();
        if (header.id() != HEADER || header.length() > MOST_DESCRIPTION) {
            throw new Unfit("no WebM");
        }
        header(header);
        for (long at = header.end(); at < in.size(); ) {
            var element = next(at, in.size());
            at = isEntered(element) ? element.content() : element.closed().end();
        }
        if (!hasPictures) {
            throw new Unfit("no pictures");
        }
    }

    private Element next(long at, long limit) throws Unfit {
        if (++elements > MOST_ELEMENTS) {
            throw new Unfit("too many elements");
        }
        return Element.at(in, at, limit);
    }

    private void header(Element header) throws Unfit {
        for (long at = header.content(); at < header.end(); ) {
            var element = next(at, header.end()).closed();
            if (element.id() == DOC_TYPE && !isText(element, "webm")) {
                throw new Unfit("no WebM");
            }
            if (!OF_HEADER.contains(element.id())) {
                element.blank(edits);
            }
            at = element.end();
        }
    }

    /// Does with an element what is to be done.
    ///
    /// @return whether what is in it comes next
    private boolean isEntered(Element element) throws Unfit {
        switch (element.id()) {
            case SEGMENT -> {
                if (isInSegment) {
                    throw new Unfit("two segments");
                }
                isInSegment = true;
                return true;
            }
            case CLUSTER, BLOCK_GROUP -> {
                return true;
            }
            case INFO -> info(described(element));
            case TRACKS -> tracks(described(element));
            case SEEK_HEAD -> seekHead(described(element));
            case CUES -> {}
            default -> {
                if (!OF_CLUSTER.contains(element.id())) {
                    element.blank(edits);
                }
            }
        }
        return false;
    }

    private static Element described(Element element) throws Unfit {
        if (element.closed().length() > MOST_DESCRIPTION) {
            throw new Unfit("too long a description");
        }
        return element;
    }

    /// Where the other parts are; those that go are not pointed at.
    private void seekHead(Element seekHead) throws Unfit {
        for (long at = seekHead.content(); at < seekHead.end(); ) {
            var element = next(at, seekHead.end()).closed();
            if (element.id() != SEEK || !pointsAtKept(element)) {
                element.blank(edits);
            }
            at = element.end();
        }
    }

    private boolean pointsAtKept(Element seek) throws Unfit {
        for (long at = seek.content(); at < seek.end(); ) {
            var element = next(at, seek.end()).closed();
            if (element.id() == SEEK_ID) {
                return element.length() == 4
                        && POINTED_AT.contains(
                                (int) new Fields(in, element.content(), 4).unsignedInt(0));
            }
            at = element.end();
        }
        return false;
    }

    private void info(Element info) throws Unfit {
        for (long at = info.content(); at < info.end(); ) {
            var element = next(at, info.end()).closed();
            if (!OF_INFO.contains(element.id())) {
                element.blank(edits);
            } else if (element.id() == MUXING_APP || element.id() == WRITING_APP) {
                edits.zero(element.content(), element.end());
            }
            at = element.end();
        }
    }

    private void tracks(Element tracks) throws Unfit {
        for (long at = tracks.content(); at < tracks.end(); ) {
            var element = next(at, tracks.end()).closed();
            if (element.id() == TRACK) {
                track(element);
            } else {
                element.blank(edits);
            }
            at = element.end();
        }
    }

    private void track(Element track) throws Unfit {
        int type = 0;
        boolean isVorbis = false;
        var setup = Optional.<Element>empty();
        for (long at = track.content(); at < track.end(); ) {
            var element = next(at, track.end()).closed();
            if (element.id() == TRACK_TYPE && element.length() == 1) {
                type = new Fields(in, element.content(), 1).byteAt(0);
            } else if (element.id() == CODEC) {
                isVorbis = isText(element, "A_VORBIS");
            } else if (element.id() == CODEC_SETUP) {
                setup = Optional.of(element);
            } else if (!OF_TRACK.contains(element.id())) {
                element.blank(edits);
            }
            at = element.end();
        }
        if (type != PICTURES && type != SOUND) {
            throw new Unfit("a track of something else");
        }
        if (isVorbis && setup.isPresent()) {
            VorbisRemarks.forget(in, setup.get(), edits);
        }
        hasPictures |= type == PICTURES;
    }

    private boolean isText(Element element, String text) {
        var bytes = in.read(element.content(), (int) Math.min(element.length(), 64));
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                .replace("\0", "")
                .equals(text);
    }
}
