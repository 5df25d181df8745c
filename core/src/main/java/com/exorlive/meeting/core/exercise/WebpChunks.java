package com.exorlive.meeting.core.exercise;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// Takes everything but pixels out of a WebP picture (RFC 9649 section 2.7): the JDK does not read
/// them, so that its chunks are sorted and its pixels left as they are.
final class WebpChunks {
    private static final Set<String> PIXELS = Set.of("VP8 ", "VP8L", "ALPH", "ANIM", "ANMF");
    private static final String FLAGS = "VP8X";
    private static final int HEADER = 12;

    /// Bits of `VP8X` that announce a colour profile, EXIF and XMP.
    private static final int PROMISES = 0x20 | 0x08 | 0x04;

    private WebpChunks() {}

    /// @return empty if it is not built as it must be
    static Optional<byte[]> withoutMetadata(byte[] webp) {
        var in = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN);
        var kept = new ByteArrayOutputStream(webp.length);
        boolean hasPixels = false;
        int at = HEADER;
        while (at + 8 <= webp.length) {
            var name = new String(webp, at, 4, StandardCharsets.ISO_8859_1);
            long length = in.getInt(at + 4) & 0xffffffffL;
            long end = at + 8 + length + (length & 1);
            if (end > webp.length) {
                return Optional.empty();
            }
            var chunk = Arrays.copyOfRange(webp, at, (int) end);
            if (name.equals(FLAGS) && length >= 10) {
                chunk[8] &= (byte) ~PROMISES;
                kept.writeBytes(chunk);
            } else if (PIXELS.contains(name)) {
                kept.writeBytes(chunk);
                hasPixels = true;
            }
            at = (int) end;
        }
        return hasPixels ? Optional.of(riff(kept.toByteArray())) : Optional.empty();
    }

    private static byte[] riff(byte[] chunks) {
        return ByteBuffer.allocate(HEADER + chunks.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(4 + chunks.length)
                .put("WEBP".getBytes(StandardCharsets.ISO_8859_1))
                .put(chunks)
                .array();
    }
}
