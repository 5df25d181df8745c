package com.exorlive.meeting.sfu.wire;

/// Numbers as they lie in a packet: the first byte the highest (RFC 1700). The caller has seen to
/// it that the bytes are there. Nothing is allocated.
public final class NetworkOrder {
    private NetworkOrder() {}

    public static int u16(byte[] data, int at) {
        return ((data[at] & 0xFF) << 8) | (data[at + 1] & 0xFF);
    }

    public static int u24(byte[] data, int at) {
        return ((data[at] & 0xFF) << 16) | u16(data, at + 1);
    }

    /// All 32 bits, above 2³¹ a negative number.
    public static int i32(byte[] data, int at) {
        return (u16(data, at) << 16) | u16(data, at + 2);
    }

    /// Writes the lower 16 bits.
    public static void putU16(byte[] data, int at, int value) {
        data[at] = (byte) (value >>> 8);
        data[at + 1] = (byte) value;
    }

    public static void putI32(byte[] data, int at, int value) {
        putU16(data, at, value >>> 16);
        putU16(data, at + 2, value);
    }
}
