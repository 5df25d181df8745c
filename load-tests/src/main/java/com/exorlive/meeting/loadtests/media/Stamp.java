package com.exorlive.meeting.loadtests.media;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// The end of every packet's payload, deep in what is encrypted from end to end: number in the
/// stream, when it left, and a checksum over the payload. Confined to its event loop.
final class Stamp {
    static final int LENGTH = 20;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final CRC32C crc = new CRC32C();

    /// @param from where the payload begins, `end` where the packet ends
    void write(byte[] packet, int from, int end, long index, long sentNanos) {
        LONG.set(packet, end - LENGTH, index);
        LONG.set(packet, end - LENGTH + 8, sentNanos);
        INT.set(packet, end - 4, checksum(packet, from, end - 4));
    }

    boolean isIntact(byte[] packet, int from, int end) {
        return end - from >= LENGTH
                && (int) INT.get(packet, end - 4) == checksum(packet, from, end - 4);
    }

    static long index(byte[] packet, int end) {
        return (long) LONG.get(packet, end - LENGTH);
    }

    static long sentNanos(byte[] packet, int end) {
        return (long) LONG.get(packet, end - LENGTH + 8);
    }

    private int checksum(byte[] packet, int from, int end) {
        crc.reset();
        crc.update(packet, from, end - from);
        return (int) crc.getValue();
    }
}
