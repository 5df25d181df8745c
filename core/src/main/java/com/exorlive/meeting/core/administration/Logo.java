package com.exorlive.meeting.core.administration;

import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;

/// A picture as it was sent, looked at no further than to know that it is one, and how large: a PNG
/// or a JPEG. No SVG, which can hold scripts.
///
/// @param content as base64
record Logo(String mediaType, String content) {
    static final int MAX_BYTES = 30_000;
    private static final int MAX_PIXELS = 2_000;
    private static final String PNG = "image/png";
    private static final String JPEG = "image/jpeg";

    static Optional<Logo> read(String mediaType, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        if (bytes.length > MAX_BYTES) {
            return Optional.empty();
        }
        var largest =
                switch (mediaType) {
                    case PNG -> png(bytes);
                    case JPEG -> jpeg(bytes);
                    default -> OptionalInt.empty();
                };
        return largest.isPresent() && largest.getAsInt() >= 1 && largest.getAsInt() <= MAX_PIXELS
                ? Optional.of(new Logo(mediaType, Base64.getEncoder().encodeToString(bytes)))
                : Optional.empty();
    }

    /// PNG (third edition) sections 5.2 and 11.2.1.
    ///
    /// @return the longer side
    private static OptionalInt png(byte[] bytes) {
        var isPng =
                bytes.length > 33
                        && bytes[0] == (byte) 0x89
                        && bytes[1] == 'P'
                        && bytes[2] == 'N'
                        && bytes[3] == 'G'
                        && bytes[12] == 'I'
                        && bytes[13] == 'H'
                        && bytes[14] == 'D'
                        && bytes[15] == 'R';
        return isPng
                ? OptionalInt.of(Math.max(number(bytes, 16, 4), number(bytes, 20, 4)))
                : OptionalInt.empty();
    }

    /// ITU-T T.81 section B.2.2: the first frame header among the segments.
    private static OptionalInt jpeg(byte[] bytes) {
        if (bytes.length < 4 || number(bytes, 0, 2) != 0xffd8) {
            return OptionalInt.empty();
        }
        int at = 2;
        while (at + 9 < bytes.length && number(bytes, at, 1) == 0xff) {
            int marker = number(bytes, at + 1, 1);
            boolean isFrame =
                    marker >= 0xc0
                            && marker <= 0xcf
                            && marker != 0xc4
                            && marker != 0xc8
                            && marker != 0xcc;
            if (isFrame) {
                return OptionalInt.of(Math.max(number(bytes, at + 5, 2), number(bytes, at + 7, 2)));
            }
            at += 2 + Math.max(2, number(bytes, at + 2, 2));
        }
        return OptionalInt.empty();
    }

    private static int number(byte[] bytes, int at, int length) {
        int value = 0;
        for (int i = at; i < at + length; i++) {
            value = (value << 8) | (bytes[i] & 0xff);
        }
        return value;
    }
}
