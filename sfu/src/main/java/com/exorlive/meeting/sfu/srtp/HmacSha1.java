package com.exorlive.meeting.sfu.srtp;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// HMAC-SHA1 (RFC 2104) under one key. The JDK's own makes garbage with each packet; its digest
/// makes none. Confined to its event loop.
final class HmacSha1 {
    static final int LENGTH = 20;

    private static final int BLOCK = 64;

    private final MessageDigest digest;
    private final byte[] inner = new byte[BLOCK];
    private final byte[] outer = new byte[BLOCK];

    /// @param key at most one block long
    HmacSha1(byte[] key) {
        if (key.length > BLOCK) {
            throw new IllegalArgumentException("longer keys would have to be hashed");
        }
        for (int i = 0; i < BLOCK; i++) {
            int keyByte = i < key.length ? key[i] : 0;
            inner[i] = (byte) (keyByte ^ 0x36);
            outer[i] = (byte) (keyByte ^ 0x5C);
        }
        try {
            digest = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has no SHA-1", e);
        }
    }

    /// Writes the code of both parts, one after the other, to `out`.
    void compute(byte[] first, int firstLength, byte[] second, int secondLength, byte[] out) {
        digest.update(inner);
        digest.update(first, 0, firstLength);
        digest.update(second, 0, secondLength);
        finish(out);
        digest.update(outer);
        digest.update(out, 0, LENGTH);
        finish(out);
    }

    private void finish(byte[] out) {
        try {
            digest.digest(out, 0, LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-1 refused", e);
        }
    }
}
