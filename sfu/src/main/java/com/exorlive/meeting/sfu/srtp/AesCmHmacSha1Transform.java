package com.exorlive.meeting.sfu.srtp;

import static com.exorlive.meeting.sfu.srtp.SrtpKeyDerivation.derive;
import static com.exorlive.meeting.sfu.wire.NetworkOrder.i32;
import static com.exorlive.meeting.sfu.wire.NetworkOrder.putI32;

import com.exorlive.meeting.sfu.rtp.RtcpHeader;

/// AES_CM_128_HMAC_SHA1_80 for SRTP and SRTCP (RFC 3711 sections 4.1.1 and 4.2.1). Confined to its
/// event loop.
final class AesCmHmacSha1Transform implements SrtpTransform {
    private static final int TAG = 10;
    private static final int SALT = 14;
    private static final int INDEX_WORD = 4;
    private static final int ENCRYPTED_FLAG = 0x8000_0000;

    private final AesCounterMode rtpCipher;
    private final AesCounterMode rtcpCipher;
    private final HmacSha1 rtpMac;
    private final HmacSha1 rtcpMac;
    private final byte[] rtpSalt;
    private final byte[] rtcpSalt;
    private final byte[] counter = new byte[AesCounterMode.BLOCK];
    private final byte[] word = new byte[INDEX_WORD];
    private final byte[] mac = new byte[HmacSha1.LENGTH];

    AesCmHmacSha1Transform(SrtpMasterKey master) {
        var buffers = new AesCounterMode.Buffers();
        rtpCipher =
                new AesCounterMode(derive(master, SrtpKeyDerivation.RTP_ENCRYPTION, 16), buffers);
        rtpSalt = derive(master, SrtpKeyDerivation.RTP_SALT, SALT);
        rtpMac = new HmacSha1(derive(master, SrtpKeyDerivation.RTP_AUTHENTICATION, 20));
        rtcpCipher =
                new AesCounterMode(derive(master, SrtpKeyDerivation.RTCP_ENCRYPTION, 16), buffers);
        rtcpSalt = derive(master, SrtpKeyDerivation.RTCP_SALT, SALT);
        rtcpMac = new HmacSha1(derive(master, SrtpKeyDerivation.RTCP_AUTHENTICATION, 20));
    }

    @Override
    public int protectRtp(byte[] in, int header, int length, int ssrc, long index, byte[] out) {
        System.arraycopy(in, 0, out, 0, header);
        rtpCipher.crypt(counter(rtpSalt, ssrc, index), in, header, length, out);
        authenticateRtp(out, length, index);
        System.arraycopy(mac, 0, out, length, TAG);
        return length + TAG;
    }

    @Override
    public int unprotectRtp(byte[] in, int header, int length, int ssrc, long index, byte[] out) {
        int sealed = length - TAG;
        if (sealed < header) {
            return FORGED;
        }
        authenticateRtp(in, sealed, index);
        if (!tagMatches(in, sealed)) {
            return FORGED;
        }
        System.arraycopy(in, 0, out, 0, header);
        rtpCipher.crypt(counter(rtpSalt, ssrc, index), in, header, sealed, out);
        return sealed;
    }

    @Override
    public int protectRtcp(byte[] in, int length, int ssrc, int index, byte[] out) {
        System.arraycopy(in, 0, out, 0, RtcpHeader.LENGTH);
        rtcpCipher.crypt(counter(rtcpSalt, ssrc, index), in, RtcpHeader.LENGTH, length, out);
        putI32(word, 0, index | ENCRYPTED_FLAG);
        System.arraycopy(word, 0, out, length, INDEX_WORD);
        int sealed = length + INDEX_WORD;
        authenticateRtcp(out, sealed);
        System.arraycopy(mac, 0, out, sealed, TAG);
        return sealed + TAG;
    }

    @Override
    public int unprotectRtcp(byte[] in, int length, int ssrc, byte[] out) {
        int sealed = length - TAG;
        authenticateRtcp(in, sealed);
        int indexWord = rtcpIndexWord(in, length);
        if (!tagMatches(in, sealed) || (indexWord & ENCRYPTED_FLAG) == 0) {
            return FORGED;
        }
        int body = sealed - INDEX_WORD;
        System.arraycopy(in, 0, out, 0, RtcpHeader.LENGTH);
        byte[] first = counter(rtcpSalt, ssrc, indexWord & ~ENCRYPTED_FLAG);
        rtcpCipher.crypt(first, in, RtcpHeader.LENGTH, body, out);
        return body;
    }

    @Override
    public int minimumRtcpLength() {
        return RtcpHeader.LENGTH + INDEX_WORD + TAG;
    }

    @Override
    public int rtcpIndexWord(byte[] in, int length) {
        return i32(in, length - TAG - INDEX_WORD);
    }

    @Override
    public int rtpOverhead() {
        return TAG;
    }

    @Override
    public int rtcpOverhead() {
        return INDEX_WORD + TAG;
    }

    /// Nothing to give back: the JDK does not let go of keys on demand.
    @Override
    public void close() {}

    /// RFC 3711 section 4.2: the rollover counter is authenticated behind the packet.
    private void authenticateRtp(byte[] packet, int length, long index) {
        putI32(word, 0, (int) (index >>> 16));
        rtpMac.compute(packet, length, word, INDEX_WORD, mac);
    }

    private void authenticateRtcp(byte[] packet, int length) {
        rtcpMac.compute(packet, length, word, 0, mac);
    }

    private boolean tagMatches(byte[] packet, int at) {
        int difference = 0;
        for (int i = 0; i < TAG; i++) {
            difference |= packet[at + i] ^ mac[i];
        }
        return difference == 0;
    }

    /// RFC 3711 section 4.1.1: salt * 2^16 xor SSRC * 2^64 xor index * 2^16.
    private byte[] counter(byte[] salt, int ssrc, long index) {
        System.arraycopy(salt, 0, counter, 0, SALT);
        counter[14] = 0;
        counter[15] = 0;
        for (int i = 0; i < 4; i++) {
            counter[4 + i] ^= (byte) (ssrc >>> (24 - 8 * i));
        }
        for (int i = 0; i < 6; i++) {
            counter[8 + i] ^= (byte) (index >>> (40 - 8 * i));
        }
        return counter;
    }
}
