package com.exorlive.meeting.sfu.srtp;

/// Who computes AES-GCM for the legs of one event loop. Confined to that loop.
///
/// OpenSSL is the choice where its library is: it costs less a packet than the JDK's cipher, and
/// no garbage. The rest of SRTP is the same code for both. Counter mode with HMAC-SHA1 is always
/// the JDK's, which needs no garbage for that and is as fast.
public sealed interface SrtpCrypto permits JdkCrypto, OpenSsl {
    /// The JDK's own, which is always there.
    static SrtpCrypto jdk() {
        return JdkCrypto.INSTANCE;
    }

    /// OpenSSL 3, if the system has its library.
    ///
    /// @throws SrtpCryptoException if it has not, or if it can't be used
    static SrtpCrypto openSsl() throws SrtpCryptoException {
        try {
            return new OpenSsl();
        } catch (LinkageError e) {
            throw new SrtpCryptoException("OpenSSL 3 (libcrypto.so.3) can't be used", e);
        }
    }

    /// The library's name and version, for logs and dashboards.
    String library();

    /// Keys in native memory that are not closed yet, for those who look for leaks.
    int livingKeys();

    /// Takes a copy of the key.
    GcmKey gcm(byte[] key);

    /// Makes the transform of one direction of a leg.
    default SrtpTransform transform(SrtpProfile profile, SrtpMasterKey master) {
        return switch (profile) {
            case AEAD_AES_128_GCM -> new AeadAesGcmTransform(this, master);
            case AES128_CM_HMAC_SHA1_80 -> new AesCmHmacSha1Transform(master);
        };
    }
}
