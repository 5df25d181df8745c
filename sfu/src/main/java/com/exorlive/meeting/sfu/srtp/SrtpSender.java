package com.exorlive.meeting.sfu.srtp;

import com.exorlive.meeting.sfu.rtp.RtcpHeader;
import com.exorlive.meeting.sfu.rtp.RtpHeader;

/// The sending direction of one leg: encrypts what the other leg received. Sequence numbers are the
/// far sender's, so the packet index is guessed as a receiver guesses it, from rollover 0 (packets
/// come reordered, and the leg may have joined late).
///
/// Never encrypts two packets under one index, not even if a participant comes back with the SSRC
/// of its last peer connection: with GCM that would give the authentication key away. So it
/// remembers every stream as long as its key lives. Confined to its event loop.
public final class SrtpSender implements AutoCloseable {
    /// Streams that one key may see. Each return of the other participant brings some six new ones;
    /// forgetting one would allow an index twice, so at the limit new streams are refused.
    public static final int MAX_STREAMS = 1024;

    private static final int MAX_RTCP_INDEX = 0x7FFF_FFFF;

    private final SrtpTransform transform;
    private final SsrcTable<SsrcState> streams = new SsrcTable<>(MAX_STREAMS);
    private int rtcpIndex;

    public SrtpSender(SrtpCrypto crypto, SrtpProfile profile, SrtpMasterKey key) {
        transform = crypto.transform(profile, key);
    }

    /// With the JDK's cipher, which needs no closing.
    public SrtpSender(SrtpProfile profile, SrtpMasterKey key) {
        this(SrtpCrypto.jdk(), profile, key);
    }

    /// Returns the length of the packet, or an [SrtpResult].
    ///
    /// @param out takes the packet; another array than `in`, with room for `overhead` more
    public int protectRtp(byte[] in, int length, byte[] out) {
        int header = RtpHeader.length(in, length);
        if (header == RtpHeader.MALFORMED) {
            return SrtpResult.MALFORMED;
        }
        int ssrc = RtpHeader.ssrc(in);
        int sequence = RtpHeader.sequence(in);
        int at = streams.find(ssrc);
        if (at < 0) {
            if (streams.isFull()) {
                return SrtpResult.TOO_MANY_STREAMS;
            }
            SsrcState state = new SsrcState(sequence);
            streams.add(ssrc, state);
            return protectRtp(in, header, length, ssrc, sequence, state, out);
        }
        SsrcState state = streams.at(at);
        long index = state.guessIndex(sequence);
        if (state.isReplay(index)) {
            return SrtpResult.REPLAYED;
        }
        return protectRtp(in, header, length, ssrc, index, state, out);
    }

    private int protectRtp(
            byte[] in, int header, int length, int ssrc, long index, SsrcState state, byte[] out) {
        state.accept(index);
        return transform.protectRtp(in, header, length, ssrc, index, out);
    }

    /// Returns the length of the packet, or an [SrtpResult].
    ///
    /// @param out takes the packet; another array than `in`, with room for `overhead` more
    public int protectRtcp(byte[] in, int length, byte[] out) {
        if (!RtcpHeader.isWellFormed(in, length)) {
            return SrtpResult.MALFORMED;
        }
        if (rtcpIndex == MAX_RTCP_INDEX) {
            return SrtpResult.REPLAYED;
        }
        rtcpIndex++;
        return transform.protectRtcp(in, length, RtcpHeader.ssrc(in), rtcpIndex, out);
    }

    /// Lets go of the key.
    @Override
    public void close() {
        transform.close();
    }

    /// The most that protection adds to a packet.
    public int overhead() {
        return Math.max(transform.rtpOverhead(), transform.rtcpOverhead());
    }
}
