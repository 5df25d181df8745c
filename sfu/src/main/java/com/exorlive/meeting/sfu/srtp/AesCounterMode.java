package com.exorlive.meeting.sfu.srtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// AES-128 in counter mode (RFC 3711 section 4.1.1) under one key. The JDK's own counter mode makes
/// garbage with each new counter; its bare block cipher makes none, so the counters are written
/// down, encrypted in one go, and laid over the text here. Confined to its event loop.
final class AesCounterMode {
    static final int BLOCK = 16;

    private static final int MAX_BLOCKS = 128;
    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle ANY_ORDER =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final Cipher cipher;
    private final Buffers buffers;

    /// What a packet passes through; may be shared by all of a leg.
    static final class Buffers {
        private final byte[] counters = new byte[MAX_BLOCKS * BLOCK];
        private final byte[] keyStream = new byte[MAX_BLOCKS * BLOCK];
    }

    AesCounterMode(byte[] key, Buffers buffers) {
        this.buffers = buffers;
        try {
            cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no AES", e);
        }
    }

    /// Encrypts or decrypts, which is the same, from `in` to the same place in `out`.
    ///
    /// @param counter the first block's; its last 16 bits are 0, and count the blocks
    void crypt(byte[] counter, byte[] in, int from, int to, byte[] out) {
        int length = to - from;
        int blocks = (length + BLOCK - 1) / BLOCK;
        if (blocks > MAX_BLOCKS) {
            throw new IndexOutOfBoundsException("longer than any packet");
        }
        byte[] keyStream = keyStream(counter, blocks);
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            long text = (long) ANY_ORDER.get(in, from + at);
            ANY_ORDER.set(out, from + at, text ^ (long) ANY_ORDER.get(keyStream, at));
        }
        for (; at < length; at++) {
            out[from + at] = (byte) (in[from + at] ^ keyStream[at]);
        }
    }

    private byte[] keyStream(byte[] counter, int blocks) {
        long high = (long) BIG_ENDIAN.get(counter, 0);
        long low = (long) BIG_ENDIAN.get(counter, Long.BYTES);
        byte[] counters = buffers.counters;
        for (int i = 0; i < blocks; i++) {
            BIG_ENDIAN.set(counters, BLOCK * i, high);
            BIG_ENDIAN.set(counters, BLOCK * i + Long.BYTES, low + i);
        }
        try {
            cipher.update(counters, 0, BLOCK * blocks, buffers.keyStream, 0);
            return buffers.keyStream;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES refused", e);
        }
    }
}
