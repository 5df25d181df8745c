package com.exorlive.meeting.core.news;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals a line (AES-256-GCM, random nonce), so that only a process of ours reads it, and none
/// takes another's. Thread-safe: it keeps nothing but its key.
///
/// NIST SP 800-38D section 8.3 allows 2^32 random nonces under a key: years of forty lines a
/// second.
final class SealedNews {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    SealedNews(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("the key of the news has 32 bytes");
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    String seal(String line) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            var sealed = cipher.doFinal(line.getBytes(StandardCharsets.UTF_8));
            var whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
            return Base64.getEncoder().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of the JDK", e);
        }
    }

    /// @return empty if none of us sealed it
    Optional<String> open(String sealed) {
        try {
            var whole = Base64.getDecoder().decode(sealed);
            if (whole.length < NONCE_BYTES) {
                return Optional.empty();
            }
            var cipher = Cipher.getInstance(CIPHER);
            var nonce = new GCMParameterSpec(TAG_BITS, whole, 0, NONCE_BYTES);
            cipher.init(Cipher.DECRYPT_MODE, key, nonce);
            var line = cipher.doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            return Optional.of(new String(line, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
