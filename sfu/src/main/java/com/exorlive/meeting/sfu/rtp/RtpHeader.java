package com.exorlive.meeting.sfu.rtp;

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
            int words = ((packet[header + 2] & 0xFF) << 8) | (packet[header + 3] & 0xFF);
            header += 4 + 4 * words;
        }
        return header <= length ? header : MALFORMED;
    }

    public static int sequence(byte[] packet) {
        return ((packet[2] & 0xFF) << 8) | (packet[3] & 0xFF);
    }

    public static int ssrc(byte[] packet) {
        return ((packet[8] & 0xFF) << 24)
                | ((packet[9] & 0xFF) << 16)
                | ((packet[10] & 0xFF) << 8)
                | (packet[11] & 0xFF);
    }
}
