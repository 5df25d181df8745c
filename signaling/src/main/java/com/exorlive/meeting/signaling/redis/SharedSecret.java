package com.exorlive.meeting.signaling.redis;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What all nodes know and nobody else: the root of the keys by which they hide from Redis who sits
/// where, seal tickets, and know each other. Does not print itself.
public record SharedSecret(String value) {
    private static final int MIN_LENGTH = 32;
    private static final String HMAC = "HmacSHA256";

    public SharedSecret {
        if (value.length() < MIN_LENGTH) {
            throw new IllegalArgumentException("too short for a secret");
        }
    }

    /// 32 bytes for this purpose and no other.
    public byte[] keyFor(String purpose) {
        return hmac(value.getBytes(StandardCharsets.UTF_8), purpose);
    }

    static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "SharedSecret[redacted]";
    }
}
