package com.exorlive.meeting.core.meeting;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a meeting: version 1, the window in epoch seconds, 128 random bits; 34 characters of
/// base64url. Signaling reads from it how long a dead id must be remembered; whether the meeting
/// exists only core says.
public record MeetingId(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{34}");
    private static final byte VERSION = 1;
    private static final int RANDOM_BYTES = 16;
    private static final int BYTES = 1 + 4 + 4 + RANDOM_BYTES;

    public MeetingId {
        if (!isOne(value)) {
            throw new IllegalArgumentException("not a MeetingId");
        }
    }

    /// @param random 16 bytes that nobody can guess
    public static MeetingId of(Instant notBefore, Instant notAfter, byte[] random) {
        if (random.length != RANDOM_BYTES) {
            throw new IllegalArgumentException("a MeetingId needs 16 random bytes");
        }
        var bytes =
                ByteBuffer.allocate(BYTES)
                        .put(VERSION)
                        .putInt((int) notBefore.getEpochSecond())
                        .putInt((int) notAfter.getEpochSecond())
                        .put(random)
                        .array();
        return new MeetingId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// What came from outside, if it can be one at all.
    public static Optional<MeetingId> parse(String text) {
        return isOne(text) ? Optional.of(new MeetingId(text)) : Optional.empty();
    }

    public Instant notAfter() {
        var seconds = ByteBuffer.wrap(Base64.getUrlDecoder().decode(value)).getInt(5);
        return Instant.ofEpochSecond(Integer.toUnsignedLong(seconds));
    }

    /// 25 bytes leave two bits over in the last character; they must be zero, so that one meeting
    /// has one name.
    private static boolean isOne(String text) {
        if (!ALLOWED.matcher(text).matches()) {
            return false;
        }
        var bytes = Base64.getUrlDecoder().decode(text);
        return bytes[0] == VERSION
                && Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
