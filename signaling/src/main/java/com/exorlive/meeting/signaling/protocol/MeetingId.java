package com.exorlive.meeting.signaling.protocol;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// The name of a meeting: version, validity window and 128 random bits. It is unusable outside its
/// window by arithmetic alone, so that a tombstone is needed only until `notAfter`. Core alone says
/// whether the meeting exists.
public record MeetingId(String value) {
    private static final int LENGTH = 34;
    private static final int BYTES = 25;
    private static final byte VERSION = 1;

    public MeetingId {
        if (parsed(value).isEmpty()) {
            throw new IllegalArgumentException("not a MeetingId");
        }
    }

    /// The id in `text`, if it is one.
    public static Optional<MeetingId> parse(String text) {
        return parsed(text).map(_ -> new MeetingId(text));
    }

    public Instant notBefore() {
        return instantAt(1);
    }

    public Instant notAfter() {
        return instantAt(5);
    }

    private Instant instantAt(int offset) {
        var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(value));
        return Instant.ofEpochSecond(Integer.toUnsignedLong(bytes.getInt(offset)));
    }

    private static Optional<byte[]> parsed(String text) {
        if (!Base64Url.isMadeOf(text, LENGTH, LENGTH)) {
            return Optional.empty();
        }
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        // The two left-over bits of the last letter must be zero: one meeting has one name.
        boolean isCanonical =
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text);
        return bytes.length == BYTES && bytes[0] == VERSION && isCanonical
                ? Optional.of(bytes)
                : Optional.empty();
    }

    @Override
    public String toString() {
        // The first eleven letters are version and window; what follows tells meetings apart.
        return "…" + value.substring(12, 18) + "…";
    }
}
