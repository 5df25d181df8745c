package com.exorlive.meeting.sfu.rtp;

import static com.exorlive.meeting.sfu.wire.NetworkOrder.i32;
import static com.exorlive.meeting.sfu.wire.NetworkOrder.u16;

/// Reads which packets of RTP one packet of a compound RTCP packet asks for again (generic NACK,
/// RFC 4585 section 6.2.1) where it lies, without allocating.
public final class Nack {
    /// Up to its items, in bytes.
    public static final int HEADER = 12;

    /// A sequence number, and a bit for each of those that follow it.
    public static final int ITEM = 4;

    public static final int FOLLOWING = 16;

    private static final int FEEDBACK = 205;
    private static final int GENERIC_NACK = 1;

    private Nack() {}

    /// Told of each packet that is asked for.
    @FunctionalInterface
    public interface Missing {
        void onMissing(int ssrc, int sequence);
    }

    /// Whether the packet between `start` and `end` is one. At least four bytes lie there.
    public static boolean isOne(byte[] compound, int start, int end) {
        return end >= start + HEADER
                && (compound[start] & 0xC0) == 0x80
                && (compound[start] & 0x1F) == GENERIC_NACK
                && (compound[start + 1] & 0xFF) == FEEDBACK;
    }

    /// Of which stream it asks for packets.
    public static int stream(byte[] compound, int start) {
        return i32(compound, start + 8);
    }

    /// Reads the one between `start` and `end`. An item is read whole before it is told.
    public static void read(byte[] compound, int start, int end, Missing missing) {
        int ssrc = stream(compound, start);
        for (int at = start + HEADER; at + ITEM <= end; at += ITEM) {
            int first = u16(compound, at);
            int mask = u16(compound, at + 2);
            missing.onMissing(ssrc, first);
            for (int i = 0; i < FOLLOWING; i++) {
                if ((mask & (1 << i)) != 0) {
                    missing.onMissing(ssrc, (first + 1 + i) & 0xFFFF);
                }
            }
        }
    }
}
