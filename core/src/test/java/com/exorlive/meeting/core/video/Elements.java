package com.exorlive.meeting.core.video;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// WebM files built element by element.
public final class Elements {
    private static final HexFormat HEX = HexFormat.of();
    private static final String UNKNOWN = "01ffffffffffffff";

    private Elements() {}

    static byte[] element(String id, byte[]... content) {
        var all = Boxes.join(content);
        var size = ByteBuffer.allocate(4).putInt(0x10000000 | all.length).array();
        return Boxes.join(HEX.parseHex(id), size, all);
    }

    private static byte[] open(String id) {
        return Boxes.join(HEX.parseHex(id), HEX.parseHex(UNKNOWN));
    }

    /// As a browser records one: segment and cluster go on until the file ends.
    ///
    /// @param size of the whole
    /// @param tells whether it has tags, too
    public static byte[] recorded(int size, boolean tells) {
        var before =
                Boxes.join(
                        element("1a45dfa3", element("4282", Boxes.text("webm"))),
                        open("18538067"),
                        element(
                                "1549a966",
                                element("2ad7b1", new byte[] {0x0f, 0x42, 0x40}),
                                element("4d80", tells ? Boxes.text("Firefox") : new byte[7])),
                        element(
                                "1654ae6b",
                                element(
                                        "ae",
                                        element("d7", new byte[] {1}),
                                        element("83", new byte[] {1}),
                                        element("86", Boxes.text("V_VP8")))),
                        tells ? element("1254c367", Boxes.text("PLACE")) : new byte[0],
                        open("1f43b675"),
                        element("e7", new byte[] {0}));
        var block = new byte[size - before.length - 5];
        for (int i = 0; i < block.length; i++) {
            block[i] = (byte) i;
        }
        return Boxes.join(before, element("a3", block));
    }
}
