package com.exorlive.meeting.loadtests.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// A secret and its SHA-256, for PKCE (RFC 7636) and for tickets.
public record Proof(String verifier, String challenge) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    public static Proof make() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        var verifier = BASE64.encodeToString(bytes);
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return new Proof(verifier, BASE64.encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has no SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Proof[redacted]";
    }
}
