package com.exorlive.meeting.core.exercise;

import com.exorlive.meeting.core.database.RandomIds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts pictures and videos at rest: AES-256-GCM, each medium under a key of its own, which is
/// sealed under ours (OP-03). In pieces, so that any part can be read without the whole; each is
/// bound to its medium and its number, so that none can be put elsewhere. Thread-safe.
final class MediaSeal {
    /// Plain bytes of a piece. Larger ones cost memory for each reader, smaller ones more reads.
    static final int PIECE = 256 * 1024;

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY = 32;

    private final SecretKey ours;

    /// @param key 256 bits, derived for this use alone
    MediaSeal(byte[] key) {
        ours = new SecretKeySpec(key, "AES");
    }

    /// A new key, and what to keep of it.
    record Keys(SecretKey open, String sealed) {
        @Override
        public String toString() {
            return "Keys[redacted]";
        }
    }

    Keys newKey(String medium) {
        var raw = RandomIds.bytes(KEY);
        var nonce = RandomIds.bytes(NONCE);
        var sealed = run(Cipher.ENCRYPT_MODE, ours, nonce, medium(medium), raw);
        var both = ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
        return new Keys(new SecretKeySpec(raw, "AES"), Base64.getEncoder().encodeToString(both));
    }

    SecretKey open(String medium, String sealedKey) {
        var both = Base64.getDecoder().decode(sealedKey);
        var raw =
                run(
                        Cipher.DECRYPT_MODE,
                        ours,
                        Arrays.copyOf(both, NONCE),
                        medium(medium),
                        Arrays.copyOfRange(both, NONCE, both.length));
        return new SecretKeySpec(raw, "AES");
    }

    static byte[] seal(SecretKey key, String medium, int number, byte[] plain) {
        return run(Cipher.ENCRYPT_MODE, key, nonce(number), piece(medium, number), plain);
    }

    /// @throws IllegalStateException if it is not what was sealed
    static byte[] open(SecretKey key, String medium, int number, byte[] sealed) {
        return run(Cipher.DECRYPT_MODE, key, nonce(number), piece(medium, number), sealed);
    }

    /// The number itself: a key seals each number once.
    private static byte[] nonce(int number) {
        return ByteBuffer.allocate(NONCE).putInt(number).array();
    }

    private static byte[] medium(String medium) {
        return ("exercise-media/" + medium).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] piece(String medium, int number) {
        return ("exercise-media/" + medium + "/" + number).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] run(int mode, SecretKey key, byte[] nonce, byte[] bound, byte[] text) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(bound);
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a medium can't be sealed or opened", e);
        }
    }
}
