package com.exorlive.meeting.core.video;

import java.nio.charset.StandardCharsets;

/// A box of an MP4: its type, and where it and its content are.
record Box(String type, long at, long content, long end) {
    private static final int SHORT_HEAD = 8;
    private static final int LONG_HEAD = 16;
    private static final byte[] FREE = "free".getBytes(StandardCharsets.US_ASCII);

    /// The box that begins there.
    ///
    /// @param limit where what it is in ends
    static Box at(VideoBytes in, long at, long limit) throws Unfit {
        if (limit - at < SHORT_HEAD) {
            throw new Unfit("cut short");
        }
        var head = new Fields(in, at, (int) Math.min(LONG_HEAD, limit - at));
        long size = head.unsignedInt(0);
        int header = SHORT_HEAD;
        if (size == 1) {
            header = LONG_HEAD;
            size = head.longAt(8);
        } else if (size == 0) {
            size = limit - at;
        }
        if (size < header || size > limit - at) {
            throw new Unfit("a box of a wrong size");
        }
        return new Box(head.text(4), at, at + header, at + size);
    }

    long length() {
        return end - content;
    }

    /// Makes it room that nobody looks at, of the same size.
    void blank(Edits.Builder edits) throws Unfit {
        edits.write(at + 4, at + 8, FREE);
        edits.zero(content, end);
    }
}
