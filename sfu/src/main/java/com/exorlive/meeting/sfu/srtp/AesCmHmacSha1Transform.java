package com.exorlive.meeting.sfu.srtp;

import static com.exorlive.meeting.sfu.srtp.SrtpKeyDerivation.derive;

import com.exorlive.meeting.sfu.rtp.RtcpHeader;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES_CM_128_HMAC_SHA1_80 for SRTP and SRTCP (RFC 3711 sections 4.1.1 and 4.2.1). Confined to its
/// event loop.
final class AesCmHmacSha1Transform implements SrtpTransform {
    private static final int TAG = 10;
    private static final int IV = 16;
    private static final int SALT = 14;
    private static final int INDEX_WORD = 4;
    private static final int ENCRYPTED_FLAG = 0x8000_0000;

    private final Cipher cipher;
    private final Mac rtpMac;
    private final Mac rtcpMac;
    private final SecretKeySpec rtpKey;
    private final SecretKeySpec rtcpKey;
    private final byte[] rtpSalt;
    private final byte[] rtcpSalt;
    private final byte[] iv = new byte[IV];
    private final byte[] word = new byte[INDEX_WORD];
    private final byte[] mac = new byte[20];

    AesCmHmacSha1Transform(SrtpMasterKey master) {
        rtpKey = new SecretKeySpec(derive(master, SrtpKeyDerivation.RTP_ENCRYPTION, 16), "AES");
        rtpSalt = derive(master, SrtpKeyDerivation.RTP_SALT, SALT);
        rtcpKey = new SecretKeySpec(derive(master, SrtpKeyDerivation.RTCP_ENCRYPTION, 16), "AES");
        rtcpSalt = derive(master, SrtpKeyDerivation.RTCP_SALT, SALT);
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no AES/CTR", e);
        }
        rtpMac = hmac(derive(master, SrtpKeyDerivation.RTP_AUTHENTICATION, 20));
        rtcpMac = hmac(derive(master, SrtpKeyDerivation.RTCP_AUTHENTICATION, 20));
    }

    private static Mac hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no HmacSHA1", e);
        }
    }

    @Override
    public int protectRtp(byte[] in, int header, int length, int ssrc, long index, byte[] out) {
        System.arraycopy(in, 0, out, 0, header);
        crypt(rtpKey, iv(rtpSalt, ssrc, index), in, header, length, out);
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
        crypt(rtpKey, iv(rtpSalt, ssrc, index), in, header, sealed, out);
        return sealed;
    }

    @Override
    public int protectRtcp(byte[] in, int length, int ssrc, int index, byte[] out) {
        System.arraycopy(in, 0, out, 0, RtcpHeader.LENGTH);
        crypt(rtcpKey, iv(rtcpSalt, ssrc, index), in, RtcpHeader.LENGTH, length, out);
        writeWord(index | ENCRYPTED_FLAG);
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
        crypt(
                rtcpKey,
                iv(rtcpSalt, ssrc, indexWord & ~ENCRYPTED_FLAG),
                in,
                RtcpHeader.LENGTH,
                body,
                out);
        return body;
    }

    @Override
    public int minimumRtcpLength() {
        return RtcpHeader.LENGTH + INDEX_WORD + TAG;
    }

    @Override
    public int rtcpIndexWord(byte[] in, int length) {
        int at = length - TAG - INDEX_WORD;
        return ((in[at] & 0xFF) << 24)
                | ((in[at + 1] & 0xFF) << 16)
                | ((in[at + 2] & 0xFF) << 8)
                | (in[at + 3] & 0xFF);
    }

    @Override
    public int rtpOverhead() {
        return TAG;
    }

    @Override
    public int rtcpOverhead() {
        return INDEX_WORD + TAG;
    }

    private void crypt(
            SecretKeySpec key, AlgorithmParameterSpec iv, byte[] in, int from, int to, byte[] out) {
        try {
            // Counter mode: decrypting is encrypting.
            cipher.init(Cipher.ENCRYPT_MODE, key, iv);
            cipher.doFinal(in, from, to - from, out, from);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES/CTR refused", e);
        }
    }

    /// RFC 3711 section 4.2: the rollover counter is authenticated behind the packet.
    private void authenticateRtp(byte[] packet, int length, long index) {
        writeWord((int) (index >>> 16));
        rtpMac.update(packet, 0, length);
        rtpMac.update(word);
        finish(rtpMac);
    }

    private void authenticateRtcp(byte[] packet, int length) {
        rtcpMac.update(packet, 0, length);
        finish(rtcpMac);
    }

    private void finish(Mac source) {
        try {
            source.doFinal(mac, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA1 refused", e);
        }
    }

    private boolean tagMatches(byte[] packet, int at) {
        int difference = 0;
        for (int i = 0; i < TAG; i++) {
            difference |= packet[at + i] ^ mac[i];
        }
        return difference == 0;
    }

    /// RFC 3711 section 4.1.1: salt * 2^16 xor SSRC * 2^64 xor index * 2^16.
    private AlgorithmParameterSpec iv(byte[] salt, int ssrc, long index) {
        System.arraycopy(salt, 0, iv, 0, SALT);
        iv[14] = 0;
        iv[15] = 0;
        for (int i = 0; i < 4; i++) {
            iv[4 + i] ^= (byte) (ssrc >>> (24 - 8 * i));
        }
        for (int i = 0; i < 6; i++) {
            iv[8 + i] ^= (byte) (index >>> (40 - 8 * i));
        }
        return new IvParameterSpec(iv);
    }

    private void writeWord(int value) {
        word[0] = (byte) (value >>> 24);
        word[1] = (byte) (value >>> 16);
        word[2] = (byte) (value >>> 8);
        word[3] = (byte) value;
    }
}
