package com.exorlive.meeting.sfu.srtp;

import static com.exorlive.meeting.sfu.srtp.SrtpKeyDerivation.derive;
import static com.exorlive.meeting.sfu.wire.NetworkOrder.i32;
import static com.exorlive.meeting.sfu.wire.NetworkOrder.putI32;
import static com.exorlive.meeting.sfu.wire.NetworkOrder.putU16;

import com.exorlive.meeting.sfu.rtp.RtcpHeader;

/// AEAD_AES_128_GCM for SRTP and SRTCP (RFC 7714 sections 8 and 9). Confined to its event loop.
final class AeadAesGcmTransform implements SrtpTransform {
    private static final int TAG = GcmKey.TAG;
    private static final int IV = GcmKey.IV;
    private static final int INDEX_WORD = 4;
    private static final int ENCRYPTED_FLAG = 0x8000_0000;

    private final GcmKey rtp;
    private final GcmKey rtcp;
    private final byte[] rtpSalt;
    private final byte[] rtcpSalt;
    private final byte[] iv = new byte[IV];
    private final byte[] indexWord = new byte[INDEX_WORD];

    AeadAesGcmTransform(SrtpCrypto crypto, SrtpMasterKey master) {
        this(
                crypto,
                derive(master, SrtpKeyDerivation.RTP_ENCRYPTION, GcmKey.LENGTH),
                derive(master, SrtpKeyDerivation.RTP_SALT, IV),
                derive(master, SrtpKeyDerivation.RTCP_ENCRYPTION, GcmKey.LENGTH),
                derive(master, SrtpKeyDerivation.RTCP_SALT, IV));
    }

    /// With session keys, as the vectors of RFC 7714 have them.
    AeadAesGcmTransform(
            SrtpCrypto crypto, byte[] rtpKey, byte[] rtpSalt, byte[] rtcpKey, byte[] rtcpSalt) {
        this.rtp = crypto.gcm(rtpKey);
        this.rtpSalt = rtpSalt.clone();
        this.rtcp = crypto.gcm(rtcpKey);
        this.rtcpSalt = rtcpSalt.clone();
    }

    @Override
    public int protectRtp(byte[] in, int header, int length, int ssrc, long index, byte[] out) {
        return rtp.seal(rtpIv(ssrc, index), in, header, length, GcmKey.NOTHING, out);
    }

    @Override
    public int unprotectRtp(byte[] in, int header, int length, int ssrc, long index, byte[] out) {
        return rtp.open(rtpIv(ssrc, index), in, header, length, GcmKey.NOTHING, out);
    }

    @Override
    public int protectRtcp(byte[] in, int length, int ssrc, int index, byte[] out) {
        putI32(indexWord, 0, index | ENCRYPTED_FLAG);
        byte[] nonce = rtcpIv(ssrc, index);
        int sealed = rtcp.seal(nonce, in, RtcpHeader.LENGTH, length, indexWord, out);
        System.arraycopy(indexWord, 0, out, sealed, INDEX_WORD);
        return sealed + INDEX_WORD;
    }

    @Override
    public int unprotectRtcp(byte[] in, int length, int ssrc, byte[] out) {
        int word = rtcpIndexWord(in, length);
        if ((word & ENCRYPTED_FLAG) == 0) {
            return FORGED;
        }
        putI32(indexWord, 0, word);
        byte[] nonce = rtcpIv(ssrc, word & ~ENCRYPTED_FLAG);
        int sealed = length - INDEX_WORD;
        return rtcp.open(nonce, in, RtcpHeader.LENGTH, sealed, indexWord, out);
    }

    @Override
    public int minimumRtcpLength() {
        return RtcpHeader.LENGTH + TAG + INDEX_WORD;
    }

    @Override
    public int rtcpIndexWord(byte[] in, int length) {
        return i32(in, length - INDEX_WORD);
    }

    @Override
    public int rtpOverhead() {
        return TAG;
    }

    @Override
    public int rtcpOverhead() {
        return TAG + INDEX_WORD;
    }

    @Override
    public void close() {
        rtp.close();
        rtcp.close();
    }

    /// RFC 7714 section 8.1: 00 00, SSRC, rollover counter, sequence number; xor salt.
    private byte[] rtpIv(int ssrc, long index) {
        iv[0] = 0;
        iv[1] = 0;
        putI32(iv, 2, ssrc);
        putI32(iv, 6, (int) (index >>> 16));
        putU16(iv, 10, (int) index);
        return salted(rtpSalt);
    }

    /// RFC 7714 section 9.1: 00 00, SSRC, 00 00, SRTCP index; xor salt.
    private byte[] rtcpIv(int ssrc, int index) {
        iv[0] = 0;
        iv[1] = 0;
        putI32(iv, 2, ssrc);
        iv[6] = 0;
        iv[7] = 0;
        putI32(iv, 8, index);
        return salted(rtcpSalt);
    }

    private byte[] salted(byte[] salt) {
        for (int i = 0; i < IV; i++) {
            iv[i] ^= salt[i];
        }
        return iv;
    }
}
