package com.exorlive.meeting.loadtests.media;

/// Packets as long as SRTP would make them, but bare: for a forwarder that has no keys.
final class NoProtection implements Protection {
    /// The tag of GCM; RTCP has its index besides.
    private static final int RTP_TAIL = 16;

    private static final int RTCP_TAIL = 20;

    @Override
    public int sealRtp(byte[] in, int length, byte[] out) {
        return copy(in, length, out) + RTP_TAIL;
    }

    @Override
    public int sealRtcp(byte[] in, int length, byte[] out) {
        return copy(in, length, out) + RTCP_TAIL;
    }

    @Override
    public int openRtp(byte[] in, int length, byte[] out) {
        return copy(in, length - RTP_TAIL, out);
    }

    @Override
    public int openRtcp(byte[] in, int length, byte[] out) {
        return copy(in, length - RTCP_TAIL, out);
    }

    private static int copy(byte[] in, int length, byte[] out) {
        if (length > 0) {
            System.arraycopy(in, 0, out, 0, length);
        }
        return length;
    }
}
