package com.exorlive.meeting.signaling.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// A ticket, verifier, challenge or resume token: 32 bytes in base64url. Does not print itself. The
/// server keeps only its [Hash].
public record Secret(String value) {
    private static final int LENGTH = 43;

    public Secret {
        if (!isSecret(value)) {
            throw new IllegalArgumentException("not a Secret");
        }
    }

    public static boolean isSecret(String text) {
        return Base64Url.isMadeOf(text, LENGTH, LENGTH);
    }

    /// SHA-256 of the letters.
    public Hash hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(value.getBytes(StandardCharsets.US_ASCII));
            return new Hash(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }

    /// What is kept of a secret. Compare with `matches`, which takes the same time for every guess.
    public record Hash(String value) {
        public boolean matches(Secret secret) {
            return MessageDigest.isEqual(
                    value.getBytes(StandardCharsets.US_ASCII),
                    secret.hash().value().getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public String toString() {
            return "Hash[redacted]";
        }
    }
}
