package com.exorlive.meeting.core.backup;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What backups are encrypted under. Lost, and every backup is lost; so it is kept with the
/// operator's other secrets, never beside the backups.
///
/// @param secret at least 32 characters
public record BackupKey(String secret) {
    private static final int LEAST = 32;
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 6;

    /// Larger segments cost memory, smaller ones 16 bytes each on disk.
    private static final int SEGMENT_BYTES = 64 * 1024;

    public BackupKey {
        if (secret.length() < LEAST) {
            throw new IllegalArgumentException("a backup key has at least 32 characters");
        }
    }

    /// Tells keys from each other and says nothing about them.
    String id() {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(), "HmacSHA256"));
            var hash = mac.doFinal("exorlive backup key id".getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    AesGcmHkdfStreaming cipher() {
        try {
            return new AesGcmHkdfStreaming(bytes(), "HmacSha256", KEY_BYTES, SEGMENT_BYTES, 0);
        } catch (InvalidAlgorithmParameterException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] bytes() {
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "BackupKey[redacted]";
    }
}
