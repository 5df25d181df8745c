package com.exorlive.meeting.sfu.rtp;

import static com.exorlive.meeting.sfu.wire.NetworkOrder.i32;
import static com.exorlive.meeting.sfu.wire.NetworkOrder.u16;

/// Reads the header of an RTP packet (RFC 3550 section 5.1) where it lies, without allocating.
public final class RtpHeader {
    /// Returned by [#length] for what is no RTP packet.
    public static final int MALFORMED = -1;

    private static final int FIXED_LENGTH = 12;

    private RtpHeader() {}

    /// How many bytes come before the payload: fixed part, contributing sources and extension, or
    /// `MALFORMED`. A packet whose `length` says otherwise than its fields is malformed.
    public static int length(byte[] packet, int length) {
        if (length < FIXED_LENGTH || (packet[0] & 0xC0) != 0x80) {
            return MALFORMED;
        }
        int header = FIXED_LENGTH + 4 * (packet[0] & 0x0F);
        if ((packet[0] & 0x10) != 0) {
            if (length < header + 4) {
                return MALFORMED;
            }
            header += 4 + 4 * u16(packet, header + 2);
        }
        return header <= length ? header : MALFORMED;
    }

    public static int sequence(byte[] packet) {
        return u16(packet, 2);
    }

    public static int ssrc(byte[] packet) {
        return i32(packet, 8);
    }
}
