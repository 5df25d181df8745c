package com.exorlive.meeting.sfu.srtp;

import static com.exorlive.meeting.sfu.srtp.SrtpKeyDerivation.derive;

import com.exorlive.meeting.sfu.rtp.RtcpHeader;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AEAD_AES_128_GCM for SRTP and SRTCP (RFC 7714 sections 8 and 9). Confined to its event loop.
final class AeadAesGcmTransform implements SrtpTransform {
    private static final int TAG = 16;
    private static final int IV = 12;
    private static final int INDEX_WORD = 4;
    private static final int ENCRYPTED_FLAG = 0x8000_0000;

    private final Cipher cipher;
    private final SecretKeySpec rtpKey;
    private final SecretKeySpec rtcpKey;
    private final byte[] rtpSalt;
    private final byte[] rtcpSalt;
    private final byte[] iv = new byte[IV];
    private final byte[] indexWord = new byte[INDEX_WORD];

    AeadAesGcmTransform(SrtpMasterKey master) {
        this(
                derive(master, SrtpKeyDerivation.RTP_ENCRYPTION, 16),
                derive(master, SrtpKeyDerivation.RTP_SALT, IV),
                derive(master, SrtpKeyDerivation.RTCP_ENCRYPTION, 16),
                derive(master, SrtpKeyDerivation.RTCP_SALT, IV));
    }

    /// With session keys, as the vectors of RFC 7714 have them.
    AeadAesGcmTransform(byte[] rtpKey, byte[] rtpSalt, byte[] rtcpKey, byte[] rtcpSalt) {
        this.rtpKey = new SecretKeySpec(rtpKey, "AES");
        this.rtpSalt = rtpSalt.clone();
        this.rtcpKey = new SecretKeySpec(rtcpKey, "AES");
        this.rtcpSalt = rtcpSalt.clone();
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no AES/GCM", e);
        }
    }

    @Override
    public int protectRtp(byte[] in, int header, int length, int ssrc, long index, byte[] out) {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, rtpKey, rtpIv(ssrc, index));
            cipher.updateAAD(in, 0, header);
            System.arraycopy(in, 0, out, 0, header);
            return header + cipher.doFinal(in, header, length - header, out, header);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES/GCM refused to encrypt", e);
        }
    }

    @Override
    public int unprotectRtp(byte[] in, int header, int length, int ssrc, long index, byte[] out) {
        if (length < header + TAG) {
            return FORGED;
        }
        try {
            cipher.init(Cipher.DECRYPT_MODE, rtpKey, rtpIv(ssrc, index));
            cipher.updateAAD(in, 0, header);
            int payload = cipher.doFinal(in, header, length - header, out, header);
            System.arraycopy(in, 0, out, 0, header);
            return header + payload;
        } catch (AEADBadTagException _) {
            return FORGED;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES/GCM refused to decrypt", e);
        }
    }

    @Override
    public int protectRtcp(byte[] in, int length, int ssrc, int index, byte[] out) {
        try {
            writeInt(indexWord, 0, index | ENCRYPTED_FLAG);
            cipher.init(Cipher.ENCRYPT_MODE, rtcpKey, rtcpIv(ssrc, index));
            cipher.updateAAD(in, 0, RtcpHeader.LENGTH);
            cipher.updateAAD(indexWord);
            System.arraycopy(in, 0, out, 0, RtcpHeader.LENGTH);
            int sealed =
                    RtcpHeader.LENGTH
                            + cipher.doFinal(
                                    in,
                                    RtcpHeader.LENGTH,
                                    length - RtcpHeader.LENGTH,
                                    out,
                                    RtcpHeader.LENGTH);
            System.arraycopy(indexWord, 0, out, sealed, INDEX_WORD);
            return sealed + INDEX_WORD;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES/GCM refused to encrypt", e);
        }
    }

    @Override
    public int unprotectRtcp(byte[] in, int length, int ssrc, byte[] out) {
        int word = rtcpIndexWord(in, length);
        if ((word & ENCRYPTED_FLAG) == 0) {
            return FORGED;
        }
        try {
            int sealed = length - INDEX_WORD;
            cipher.init(Cipher.DECRYPT_MODE, rtcpKey, rtcpIv(ssrc, word & ~ENCRYPTED_FLAG));
            cipher.updateAAD(in, 0, RtcpHeader.LENGTH);
            cipher.updateAAD(in, sealed, INDEX_WORD);
            int body =
                    cipher.doFinal(
                            in,
                            RtcpHeader.LENGTH,
                            sealed - RtcpHeader.LENGTH,
                            out,
                            RtcpHeader.LENGTH);
            System.arraycopy(in, 0, out, 0, RtcpHeader.LENGTH);
            return RtcpHeader.LENGTH + body;
        } catch (AEADBadTagException _) {
            return FORGED;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES/GCM refused to decrypt", e);
        }
    }

    @Override
    public int minimumRtcpLength() {
        return RtcpHeader.LENGTH + TAG + INDEX_WORD;
    }

    @Override
    public int rtcpIndexWord(byte[] in, int length) {
        return readInt(in, length - INDEX_WORD);
    }

    @Override
    public int rtpOverhead() {
        return TAG;
    }

    @Override
    public int rtcpOverhead() {
        return TAG + INDEX_WORD;
    }

    /// RFC 7714 section 8.1: 00 00, SSRC, rollover counter, sequence number; xor salt.
    private AlgorithmParameterSpec rtpIv(int ssrc, long index) {
        iv[0] = 0;
        iv[1] = 0;
        writeInt(iv, 2, ssrc);
        writeInt(iv, 6, (int) (index >>> 16));
        iv[10] = (byte) (index >>> 8);
        iv[11] = (byte) index;
        return salted(rtpSalt);
    }

    /// RFC 7714 section 9.1: 00 00, SSRC, 00 00, SRTCP index; xor salt.
    private AlgorithmParameterSpec rtcpIv(int ssrc, int index) {
        iv[0] = 0;
        iv[1] = 0;
        writeInt(iv, 2, ssrc);
        iv[6] = 0;
        iv[7] = 0;
        writeInt(iv, 8, index);
        return salted(rtcpSalt);
    }

    private AlgorithmParameterSpec salted(byte[] salt) {
        for (int i = 0; i < IV; i++) {
            iv[i] ^= salt[i];
        }
        return new GCMParameterSpec(8 * TAG, iv);
    }

    private static void writeInt(byte[] to, int at, int value) {
        to[at] = (byte) (value >>> 24);
        to[at + 1] = (byte) (value >>> 16);
        to[at + 2] = (byte) (value >>> 8);
        to[at + 3] = (byte) value;
    }

    private static int readInt(byte[] from, int at) {
        return ((from[at] & 0xFF) << 24)
                | ((from[at + 1] & 0xFF) << 16)
                | ((from[at + 2] & 0xFF) << 8)
                | (from[at + 3] & 0xFF);
    }
}
