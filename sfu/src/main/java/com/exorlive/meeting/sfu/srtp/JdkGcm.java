package com.exorlive.meeting.sfu.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// GCM by the JDK's own cipher. Each packet takes about one KiB of garbage, because a nonce can't
/// be changed without a new initialization, which makes key, tables and counters anew. Confined to
/// its event loop.
final class JdkGcm implements GcmKey {
    private final Cipher cipher;
    private final SecretKeySpec key;

    JdkGcm(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no AES/GCM", e);
        }
    }

    @Override
    public int seal(byte[] iv, byte[] in, int header, int length, byte[] behind, byte[] out) {
        GcmKey.checkBounds(in, header, length, out, length + TAG);
        try {
            begin(Cipher.ENCRYPT_MODE, iv, in, header, behind, out);
            return header + cipher.doFinal(in, header, length - header, out, header);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES/GCM refused to encrypt", e);
        }
    }

    @Override
    public int open(byte[] iv, byte[] in, int header, int length, byte[] behind, byte[] out) {
        GcmKey.checkBounds(in, header, length, out, length - TAG);
        if (length < header + TAG) {
            return SrtpTransform.FORGED;
        }
        try {
            begin(Cipher.DECRYPT_MODE, iv, in, header, behind, out);
            return header + cipher.doFinal(in, header, length - header, out, header);
        } catch (AEADBadTagException _) {
            return SrtpTransform.FORGED;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES/GCM refused to decrypt", e);
        }
    }

    /// The JDK does not let go of keys on demand.
    @Override
    public void close() {}

    private void begin(int mode, byte[] iv, byte[] in, int header, byte[] behind, byte[] out)
            throws GeneralSecurityException {
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG, iv));
        cipher.updateAAD(in, 0, header);
        if (behind.length > 0) {
            cipher.updateAAD(behind);
        }
        System.arraycopy(in, 0, out, 0, header);
    }
}
