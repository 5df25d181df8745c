package com.exorlive.meeting.loadtests.media;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// The end of every packet's payload, deep in what is encrypted from end to end: of which stream,
/// its number there, when it left, and a checksum over the payload. A server may rewrite what is in
/// the header; this it can't. Confined to its event loop.
final class Stamp {
    static final int LENGTH = 20;

    private static final int INDEX_BITS = 40;
    private static final long INDEX_MASK = (1L << INDEX_BITS) - 1;
    private static final int SOURCE_BITS = 20;
    private static final int SOURCE_MASK = (1 << SOURCE_BITS) - 1;
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final CRC32C crc = new CRC32C();

    /// Names the packets of one stream.
    ///
    /// @param source tells the participant's pages apart, one after the other
    static long stream(StreamKind kind, int source) {
        return ((long) kind.ssrcOffset << (INDEX_BITS + SOURCE_BITS))
                | (long) (source & SOURCE_MASK) << INDEX_BITS;
    }

    /// @param name the stream's, and the packet's number in it
    /// @param from where the payload begins, `end` where the packet ends
    void write(byte[] packet, int from, int end, long name, long sentNanos) {
        LONG.set(packet, end - LENGTH, name);
        LONG.set(packet, end - LENGTH + 8, sentNanos);
        INT.set(packet, end - 4, checksum(packet, from, end - 4));
    }

    boolean isIntact(byte[] packet, int from, int end) {
        return end - from >= LENGTH
                && (int) INT.get(packet, end - 4) == checksum(packet, from, end - 4);
    }

    static StreamKind kind(byte[] packet, int end) {
        return StreamKind.of((int) (name(packet, end) >>> (INDEX_BITS + SOURCE_BITS)));
    }

    static int source(byte[] packet, int end) {
        return (int) (name(packet, end) >>> INDEX_BITS) & SOURCE_MASK;
    }

    static long index(byte[] packet, int end) {
        return name(packet, end) & INDEX_MASK;
    }

    static long sentNanos(byte[] packet, int end) {
        return (long) LONG.get(packet, end - LENGTH + 8);
    }

    private static long name(byte[] packet, int end) {
        return (long) LONG.get(packet, end - LENGTH);
    }

    private int checksum(byte[] packet, int from, int end) {
        crc.reset();
        crc.update(packet, from, end - from);
        return (int) crc.getValue();
    }
}
