package com.exorlive.meeting.core.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// SHA-256 of secrets that are random already: good enough to keep, and useless to steal.
public final class Hashes {
    private Hashes() {}

    public static String of(String secret) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest(secret));
    }

    /// Compares in a time that does not tell where the two differ.
    public static boolean equal(String left, String right) {
        return MessageDigest.isEqual(digest(left), digest(right));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
