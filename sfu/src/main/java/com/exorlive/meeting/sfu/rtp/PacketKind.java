package com.exorlive.meeting.sfu.rtp;

/// What a datagram on a shared port is, by its first byte (RFC 7983 section 7) and, between RTP and
/// RTCP, by its second (RFC 5761 section 4).
public enum PacketKind {
    STUN,
    DTLS,
    RTP,
    RTCP,
    UNKNOWN;

    public static PacketKind of(byte[] data, int length) {
        if (length < 2) {
            return UNKNOWN;
        }
        int first = data[0] & 0xFF;
        if (first <= 3) {
            return STUN;
        }
        if (first >= 20 && first <= 63) {
            return DTLS;
        }
        if (first >= 128 && first <= 191) {
            int second = data[1] & 0xFF;
            return second >= 192 && second <= 223 ? RTCP : RTP;
        }
        return UNKNOWN;
    }
}
