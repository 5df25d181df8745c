package com.exorlive.meeting.core.video;

/// An element of a WebM (RFC 8794): its id, and where it and its content are.
///
/// @param end where its content ends, or `UNKNOWN`
record Element(int id, long at, long content, long end) {
    static final long UNKNOWN = -1;

    private static final int MOST_HEAD = 12;
    private static final int VOID = 0xec;
    private static final int SHORT_VOID = 126;

    /// The element that begins there.
    ///
    /// @param limit where what it is in ends
    static Element at(VideoBytes in, long at, long limit) throws Unfit {
        var head = new Fields(in, at, (int) Math.min(MOST_HEAD, limit - at));
        int idLength = lengthOf(head.byteAt(0));
        if (idLength > 4) {
            throw new Unfit("no element");
        }
        int id = 0;
        for (int i = 0; i < idLength; i++) {
            id = (id << 8) | head.byteAt(i);
        }
        int sizeLength = lengthOf(head.byteAt(idLength));
        long size = head.byteAt(idLength) & (0xff >> sizeLength);
        boolean isUnknown = size == (0xff >> sizeLength);
        for (int i = 1; i < sizeLength; i++) {
            int next = head.byteAt(idLength + i);
            size = (size << 8) | next;
            isUnknown &= next == 0xff;
        }
        long content = at + idLength + sizeLength;
        if (isUnknown) {
            return new Element(id, at, content, UNKNOWN);
        }
        if (size > limit - content) {
            throw new Unfit("cut short");
        }
        return new Element(id, at, content, content + size);
    }

    /// How many bytes a number has that begins with this one.
    private static int lengthOf(int first) throws Unfit {
        if (first == 0) {
            throw new Unfit("no number");
        }
        return Integer.numberOfLeadingZeros(first) - 23;
    }

    long length() {
        return end - content;
    }

    /// The same, if it says where it ends.
    Element closed() throws Unfit {
        if (end == UNKNOWN) {
            throw new Unfit("an element without an end");
        }
        return this;
    }

    /// Makes it `Void`, of the same size.
    void blank(Edits.Builder edits) throws Unfit {
        long whole = closed().end() - at;
        if (whole - 2 <= SHORT_VOID) {
            edits.write(at, end, new byte[] {(byte) VOID, (byte) (0x80 | (whole - 2))});
            return;
        }
        long size = whole - 9;
        var head = new byte[9];
        head[0] = (byte) VOID;
        head[1] = 1;
        for (int i = 2; i < head.length; i++) {
            head[i] = (byte) (size >> (8 * (head.length - 1 - i)));
        }
        edits.write(at, end, head);
    }
}
