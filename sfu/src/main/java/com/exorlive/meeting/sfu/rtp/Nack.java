package com.exorlive.meeting.sfu.rtp;

import static com.exorlive.meeting.sfu.wire.NetworkOrder.i32;
import static com.exorlive.meeting.sfu.wire.NetworkOrder.u16;

/// Reads which packets of RTP a compound RTCP packet asks for again (generic NACK, RFC 4585 section
/// 6.2.1) where it lies, without allocating. What is malformed asks for nothing.
public final class Nack {
    private static final int FEEDBACK = 205;
    private static final int GENERIC_NACK = 1;
    private static final int HEADER = 12;
    private static final int ITEM = 4;
    private static final int FOLLOWING = 16;

    private Nack() {}

    /// Told of each packet that is asked for.
    @FunctionalInterface
    public interface Missing {
        void onMissing(int ssrc, int sequence);
    }

    public static void read(byte[] compound, int length, Missing missing) {
        int at = 0;
        while (at + HEADER <= length) {
            int end = at + RtcpHeader.lengthAt(compound, at);
            if ((compound[at] & 0xC0) != 0x80 || end > length) {
                return;
            }
            if ((compound[at + 1] & 0xFF) == FEEDBACK
                    && (compound[at] & 0x1F) == GENERIC_NACK
                    && end >= at + HEADER) {
                readItems(compound, at, end, missing);
            }
            at = end;
        }
    }

    /// Reads the one packet between `start` and `end`, which is a generic NACK.
    public static void readOne(byte[] compound, int start, int end, Missing missing) {
        readItems(compound, start, end, missing);
    }

    private static void readItems(byte[] compound, int start, int end, Missing missing) {
        int ssrc = i32(compound, start + 8);
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
