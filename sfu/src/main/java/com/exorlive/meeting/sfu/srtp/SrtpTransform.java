package com.exorlive.meeting.sfu.srtp;

/// Encrypts and authenticates under the session keys of one direction. Knows no replay and no
/// rollover: callers give the packet index. Input and output are different arrays, because the
/// JDK's GCM copies when they overlap. Makes no garbage, but for the JDK's GCM. Confined to
/// its event loop.
interface SrtpTransform extends AutoCloseable {
    /// The packet is not what its sender sealed.
    int FORGED = -1;

    /// Writes the protected packet to `out` and returns its length.
    int protectRtp(byte[] in, int header, int length, int ssrc, long index, byte[] out);

    /// Writes the packet to `out` and returns its length, or `FORGED`.
    int unprotectRtp(byte[] in, int header, int length, int ssrc, long index, byte[] out);

    /// Writes the protected packet to `out` and returns its length.
    ///
    /// @param index the SRTCP index, 31 bits
    int protectRtcp(byte[] in, int length, int ssrc, int index, byte[] out);

    /// Writes the packet to `out` and returns its length, or `FORGED`.
    int unprotectRtcp(byte[] in, int length, int ssrc, byte[] out);

    /// The shortest SRTCP packet that can be one.
    int minimumRtcpLength();

    /// The word of flag and index in a protected RTCP packet.
    int rtcpIndexWord(byte[] in, int length);

    /// What `protectRtp` adds.
    int rtpOverhead();

    /// What `protectRtcp` adds.
    int rtcpOverhead();

    /// Lets go of the keys. Nothing may be asked of it afterwards.
    @Override
    void close();
}
