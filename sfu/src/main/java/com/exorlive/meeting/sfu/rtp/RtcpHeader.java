package com.exorlive.meeting.sfu.rtp;

import static com.exorlive.meeting.sfu.wire.NetworkOrder.i32;
import static com.exorlive.meeting.sfu.wire.NetworkOrder.u16;

/// Reads the first header of an RTCP compound packet (RFC 3550 section 6.4.1, RFC 5506) where it
/// lies, without allocating. The rest is encrypted on the wire.
public final class RtcpHeader {
    /// The part that SRTCP leaves in clear: first word and sender SSRC.
    public static final int LENGTH = 8;

    private RtcpHeader() {}

    public static boolean isWellFormed(byte[] packet, int length) {
        return length >= LENGTH && (packet[0] & 0xC0) == 0x80;
    }

    /// How long the packet is that begins there in a compound, by its header, in bytes. It may say
    /// more than there is; `at + 3` must lie within the array.
    public static int lengthAt(byte[] compound, int at) {
        return 4 + 4 * u16(compound, at + 2);
    }

    public static int ssrc(byte[] packet) {
        return i32(packet, 4);
    }
}
