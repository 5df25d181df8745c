package com.exorlive.meeting.sfu.srtp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/// GCM by OpenSSL. Keeps key schedule and hash table from packet to packet, and allocates nothing:
/// the packet is copied into native memory, changed there, and copied out, which costs less than
/// handing arrays over. Confined to its event loop; must be closed, or its native memory is lost.
final class OpenSslGcm implements GcmKey {
    private static final int DONE = 1;

    private final OpenSsl.Scratch scratch;
    private long context;

    OpenSslGcm(OpenSsl.Scratch scratch, byte[] key) {
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("not a key of AES-128");
        }
        this.scratch = scratch;
        MemorySegment room = scratch.packet.asSlice(0, LENGTH);
        MemorySegment.copy(key, 0, room, JAVA_BYTE, 0, LENGTH);
        try {
            context = LibCrypto.newAes128Gcm(room.address());
        } finally {
            room.fill((byte) 0);
        }
        scratch.living++;
    }

    @Override
    public int seal(byte[] iv, byte[] in, int header, int length, byte[] behind, byte[] out) {
        GcmKey.checkBounds(in, header, length, out, length + TAG);
        try {
            take(iv, in, length);
            demand(LibCrypto.encrypt(context, scratch.ivAddress));
            crypt(header, length, behind);
            demand(LibCrypto.finish(context, scratch.tagAddress, scratch.lengthAddress));
            demand(LibCrypto.params(context, scratch.tagParamsAddress));
            MemorySegment.copy(scratch.packet, JAVA_BYTE, 0, out, 0, length);
            MemorySegment.copy(scratch.tag, JAVA_BYTE, 0, out, length, TAG);
            return length + TAG;
        } finally {
            Reference.reachabilityFence(scratch);
        }
    }

    @Override
    public int open(byte[] iv, byte[] in, int header, int length, byte[] behind, byte[] out) {
        int plain = length - TAG;
        GcmKey.checkBounds(in, header, length, out, plain);
        if (plain < header) {
            return SrtpTransform.FORGED;
        }
        try {
            take(iv, in, plain);
            MemorySegment.copy(in, plain, scratch.tag, JAVA_BYTE, 0, TAG);
            demand(LibCrypto.decrypt(context, scratch.ivAddress, scratch.tagParamsAddress));
            crypt(header, plain, behind);
            // In this mode nothing is left to write, wherever it would go.
            if (LibCrypto.finish(context, scratch.tagAddress, scratch.lengthAddress) != DONE) {
                return SrtpTransform.FORGED;
            }
            MemorySegment.copy(scratch.packet, JAVA_BYTE, 0, out, 0, plain);
            return plain;
        } finally {
            Reference.reachabilityFence(scratch);
        }
    }

    @Override
    public void close() {
        if (context != LibCrypto.NULL) {
            long mine = context;
            context = LibCrypto.NULL;
            LibCrypto.free(mine);
            scratch.living--;
        }
    }

    /// The last check before unchecked code: copying throws if the packet is longer than the
    /// memory.
    private void take(byte[] iv, byte[] in, int length) {
        if (context == LibCrypto.NULL) {
            throw new IllegalStateException("used after it was closed");
        }
        MemorySegment.copy(in, 0, scratch.packet, JAVA_BYTE, 0, length);
        MemorySegment.copy(iv, 0, scratch.iv, JAVA_BYTE, 0, IV);
    }

    private void crypt(int header, int length, byte[] behind) {
        long packet = scratch.packetAddress;
        long outLength = scratch.lengthAddress;
        demand(LibCrypto.update(context, LibCrypto.NULL, outLength, packet, header));
        if (behind.length > 0) {
            MemorySegment.copy(behind, 0, scratch.behind, JAVA_BYTE, 0, behind.length);
            demand(
                    LibCrypto.update(
                            context,
                            LibCrypto.NULL,
                            outLength,
                            scratch.behindAddress,
                            behind.length));
        }
        long text = packet + header;
        demand(LibCrypto.update(context, text, outLength, text, length - header));
    }

    private static void demand(int result) {
        if (result != DONE) {
            throw new IllegalStateException("OpenSSL refused AES-GCM");
        }
    }
}
