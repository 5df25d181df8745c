package com.exorlive.meeting.sfu.srtp;

import com.exorlive.meeting.sfu.rtp.RtcpHeader;
import com.exorlive.meeting.sfu.rtp.RtpHeader;

/// The receiving direction of one leg: checks, decrypts, refuses replays (RFC 3711 section 3.3).
/// Remembers a stream only once one of its packets proved genuine. Confined to its event loop.
public final class SrtpReceiver implements AutoCloseable {
    /// Six streams make a leg of ours (audio, camera, screen, their repeats); a browser may change
    /// one. More costs memory that a misbehaving participant decides on.
    public static final int MAX_STREAMS = 12;

    private final SrtpTransform transform;
    private final SsrcTable<SsrcState> rtp;
    private final SsrcTable<SsrcState> rtcp;

    public SrtpReceiver(SrtpCrypto crypto, SrtpProfile profile, SrtpMasterKey key) {
        this(crypto, profile, key, MAX_STREAMS);
    }

    /// With the JDK's cipher, which needs no closing.
    public SrtpReceiver(SrtpProfile profile, SrtpMasterKey key) {
        this(SrtpCrypto.jdk(), profile, key, MAX_STREAMS);
    }

    /// For the browser's side of it, where the other participant may come back again and again.
    public SrtpReceiver(SrtpProfile profile, SrtpMasterKey key, int maxStreams) {
        this(SrtpCrypto.jdk(), profile, key, maxStreams);
    }

    /// For the browser's side of it, with a cipher of choice.
    public SrtpReceiver(SrtpCrypto crypto, SrtpProfile profile, SrtpMasterKey key, int maxStreams) {
        transform = crypto.transform(profile, key);
        rtp = new SsrcTable<>(maxStreams);
        rtcp = new SsrcTable<>(maxStreams);
    }

    /// Returns the length of the packet, or an [SrtpResult].
    ///
    /// @param out takes the packet; another array than `in`, at least as long
    public int unprotectRtp(byte[] in, int length, byte[] out) {
        int header = RtpHeader.length(in, length);
        if (header == RtpHeader.MALFORMED || length < header + transform.rtpOverhead()) {
            return SrtpResult.MALFORMED;
        }
        int ssrc = RtpHeader.ssrc(in);
        int sequence = RtpHeader.sequence(in);
        int at = rtp.find(ssrc);
        if (at < 0 && rtp.isFull()) {
            return SrtpResult.TOO_MANY_STREAMS;
        }
        long index = at < 0 ? sequence : rtp.at(at).guessIndex(sequence);
        if (at >= 0 && rtp.at(at).isReplay(index)) {
            return SrtpResult.REPLAYED;
        }
        int plain = transform.unprotectRtp(in, header, length, ssrc, index, out);
        if (plain < 0) {
            return SrtpResult.FORGED;
        }
        accept(rtp, at, ssrc, index);
        return plain;
    }

    /// Returns the length of the packet, or an [SrtpResult].
    ///
    /// @param out takes the packet; another array than `in`, at least as long
    public int unprotectRtcp(byte[] in, int length, byte[] out) {
        if (!RtcpHeader.isWellFormed(in, length) || length < transform.minimumRtcpLength()) {
            return SrtpResult.MALFORMED;
        }
        int ssrc = RtcpHeader.ssrc(in);
        long index = transform.rtcpIndexWord(in, length) & 0x7FFF_FFFF;
        int at = rtcp.find(ssrc);
        if (at < 0 && rtcp.isFull()) {
            return SrtpResult.TOO_MANY_STREAMS;
        }
        if (at >= 0 && rtcp.at(at).isReplay(index)) {
            return SrtpResult.REPLAYED;
        }
        int plain = transform.unprotectRtcp(in, length, ssrc, out);
        if (plain < 0) {
            return SrtpResult.FORGED;
        }
        accept(rtcp, at, ssrc, index);
        return plain;
    }

    /// Whether the stream that a packet claims to be of had a genuine one before. Costs no crypto.
    public boolean isProven(byte[] in, int length, boolean isRtcp) {
        if (isRtcp) {
            return length >= RtcpHeader.LENGTH && rtcp.find(RtcpHeader.ssrc(in)) >= 0;
        }
        return RtpHeader.length(in, length) > 0 && rtp.find(RtpHeader.ssrc(in)) >= 0;
    }

    /// Lets go of the key.
    @Override
    public void close() {
        transform.close();
    }

    private static void accept(SsrcTable<SsrcState> table, int at, int ssrc, long index) {
        SsrcState state;
        if (at < 0) {
            state = new SsrcState(index);
            table.add(ssrc, state);
        } else {
            state = table.at(at);
        }
        state.accept(index);
    }
}
