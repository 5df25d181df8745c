package com.exorlive.meeting.sfu.sframe;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Key and salt of one KID, and what is done with them (RFC 9605 sections 4.4.2 to 4.4.4).
final class SframeKey {
    private static final int SALT_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final byte[] key;
    private final byte[] salt;

    private SframeKey(byte[] key, byte[] salt) {
        this.key = key;
        this.salt = salt;
    }

    static SframeKey derive(int suite, byte[] baseKey, BigInteger kid) {
        var hash = suite == 4 ? "HKDF-SHA256" : "HKDF-SHA512";
        int keyBytes = suite == 4 ? 16 : 32;
        return new SframeKey(
                expand(hash, baseKey, "SFrame 1.0 Secret key ", kid, suite, keyBytes),
                expand(hash, baseKey, "SFrame 1.0 Secret salt ", kid, suite, SALT_BYTES));
    }

    byte[] key() {
        return key.clone();
    }

    byte[] salt() {
        return salt.clone();
    }

    byte[] seal(BigInteger ctr, byte[] aad, byte[] plaintext) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, ctr, aad).doFinal(plaintext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] open(BigInteger ctr, byte[] aad, byte[] sealed) throws RefusedException {
        if (sealed.length < TAG_BITS / 8) {
            throw new RefusedException("badFormat");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, ctr, aad).doFinal(sealed);
        } catch (AEADBadTagException _) {
            throw new RefusedException("badTag");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Cipher cipher(int mode, BigInteger ctr, byte[] aad) throws GeneralSecurityException {
        byte[] nonce = salt.clone();
        byte[] counter = ByteBuffer.allocate(8).putLong(ctr.longValue()).array();
        for (int at = 0; at < counter.length; at++) {
            nonce[at + 4] ^= counter[at];
        }
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(aad);
        return cipher;
    }

    private static byte[] expand(
            String hash, byte[] baseKey, String label, BigInteger kid, int suite, int length) {
        byte[] info =
                ByteBuffer.allocate(label.length() + 10)
                        .put(label.getBytes(StandardCharsets.US_ASCII))
                        .putLong(kid.longValue())
                        .putShort((short) suite)
                        .array();
        try {
            return KDF.getInstance(hash)
                    .deriveData(
                            HKDFParameterSpec.ofExtract().addIKM(baseKey).thenExpand(info, length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
