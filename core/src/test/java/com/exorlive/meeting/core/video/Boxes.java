package com.exorlive.meeting.core.video;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// MP4 files built box by box, for what no program at hand makes.
final class Boxes {
    private static final String PICTURES = "vide";
    private static final int FTYP = 16;
    private static final int HEAD = 8;

    private Boxes() {}

    static byte[] box(String type, byte[]... content) {
        var all = join(content);
        return ByteBuffer.allocate(HEAD + all.length)
                .putInt(HEAD + all.length)
                .put(text(type))
                .put(all)
                .array();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] ints(int... values) {
        var bytes = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    private static byte[] ftyp() {
        return box("ftyp", text("isom"), ints(0));
    }

    /// One sample, in one chunk.
    private static byte[] track(String handler, String codec, int offset, int length, int flags) {
        int fields = handler.equals("soun") ? 28 : 78;
        return box(
                "trak",
                box("tkhd", new byte[84]),
                box(
                        "mdia",
                        box("mdhd", new byte[24]),
                        box("hdlr", ints(0, 0), text(handler), new byte[12], text("A camera")),
                        box(
                                "minf",
                                box("dinf", box("dref", ints(0, 1), box("url ", ints(flags)))),
                                box(
                                        "stbl",
                                        box("stsd", ints(0, 1), box(codec, new byte[fields])),
                                        box("stsz", ints(0, 0, 1, length)),
                                        box("stsc", ints(0, 1, 1, 1, 1)),
                                        box("stco", ints(0, 1, offset))))));
    }

    static byte[] withTrackOfPlaces() {
        var samples = box("mdat", text("STOWAWAYPICTUREPLACE"));
        int first = FTYP + HEAD + "STOWAWAY".length();
        int picture = "PICTURE".length();
        return join(
                ftyp(),
                samples,
                box(
                        "moov",
                        box("mvhd", new byte[100]),
                        track(PICTURES, "avc1", first, picture, 1),
                        track("meta", "mebx", first + picture, "PLACE".length(), 1),
                        box("udta", box("\u00a9xyz".replace('\u00a9', 'x'), text("PLACE")))));
    }

    static byte[] withSamplesElsewhere() {
        return join(ftyp(), box("moov", track(PICTURES, "avc1", 0, 1, 0)));
    }

    static byte[] withoutPictures() {
        return join(ftyp(), box("moov", track("soun", "mp4a", 0, 1, 1)));
    }
}
