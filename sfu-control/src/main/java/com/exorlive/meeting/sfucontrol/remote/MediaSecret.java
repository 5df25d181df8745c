package com.exorlive.meeting.sfucontrol.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a media server and everybody who may use it know. Does not print itself.
public record MediaSecret(String value) {
    public static final int MIN_LENGTH = 32;
    private static final String HMAC = "HmacSHA256";

    public MediaSecret {
        if (value.length() < MIN_LENGTH) {
            throw new IllegalArgumentException("too short for a secret");
        }
    }

    /// For the link to media servers and nothing else, should somebody use one secret for several
    /// things.
    byte[] key() {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(value.getBytes(UTF_8), HMAC));
            return mac.doFinal("links to media servers".getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "MediaSecret[redacted]";
    }
}
