package com.exorlive.meeting.core.exercise;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// What bytes are, told by the bytes: what a name or a header says of them is not looked at.
enum MediaType {
    JPEG("image/jpeg"),
    PNG("image/png"),
    WEBP("image/webp"),
    WEBM("video/webm"),
    MP4("video/mp4");

    /// As many of the first bytes as are looked at.
    static final int HEAD = 4096;

    /// Kinds of MP4 that browsers play. HEIC and AVIF pictures are of the same family, and are not
    /// among them.
    private static final Set<String> BRANDS =
            Set.of("isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "dash");

    private final String wireName;

    MediaType(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    static Optional<MediaType> of(byte[] head) {
        if (begins(head, 0, 0xff, 0xd8, 0xff)) {
            return Optional.of(JPEG);
        }
        if (begins(head, 0, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a)) {
            return Optional.of(PNG);
        }
        if (text(head, 0, 4).equals("RIFF") && text(head, 8, 4).equals("WEBP")) {
            return Optional.of(WEBP);
        }
        if (begins(head, 0, 0x1a, 0x45, 0xdf, 0xa3)) {
            return text(head, 0, 64).contains("webm") ? Optional.of(WEBM) : Optional.empty();
        }
        return text(head, 4, 4).equals("ftyp") && BRANDS.contains(text(head, 8, 4))
                ? Optional.of(MP4)
                : Optional.empty();
    }

    private static boolean begins(byte[] head, int at, int... bytes) {
        if (head.length < at + bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((head[at + i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] head, int at, int length) {
        int from = Math.min(at, head.length);
        int to = Math.min(at + length, head.length);
        return new String(Arrays.copyOfRange(head, from, to), StandardCharsets.ISO_8859_1);
    }
}
