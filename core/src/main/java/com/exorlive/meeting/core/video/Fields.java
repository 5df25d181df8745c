package com.exorlive.meeting.core.video;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A short part of a video, read field by field. What lies outside of it is refused.
final class Fields {
    private final ByteBuffer bytes;

    Fields(VideoBytes in, long at, int length) {
        bytes = ByteBuffer.wrap(in.read(at, length));
    }

    int byteAt(int at) throws Unfit {
        return bytes.get(inside(at, 1)) & 0xff;
    }

    int shortAt(int at) throws Unfit {
        return bytes.getShort(inside(at, 2)) & 0xffff;
    }

    long unsignedInt(int at) throws Unfit {
        return bytes.getInt(inside(at, 4)) & 0xffffffffL;
    }

    long longAt(int at) throws Unfit {
        return bytes.getLong(inside(at, 8));
    }

    /// Four letters.
    String text(int at) throws Unfit {
        return new String(bytes.array(), inside(at, 4), 4, StandardCharsets.ISO_8859_1);
    }

    private int inside(int at, int length) throws Unfit {
        if (at < 0 || at > bytes.limit() - length) {
            throw new Unfit("a field outside of its box");
        }
        return at;
    }
}
