package com.exorlive.meeting.core.database;

import java.security.SecureRandom;
import java.util.Base64;

/// Names for rows and secrets that nobody can guess. Thread-safe: `SecureRandom` is.
public final class RandomIds {
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomIds() {}

    /// 128 bits: the name of a row.
    public static String id() {
        return text(16);
    }

    /// 256 bits: something that lets its bearer in.
    public static String secret() {
        return text(32);
    }

    public static byte[] bytes(int count) {
        var bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String text(int count) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(count));
    }
}
