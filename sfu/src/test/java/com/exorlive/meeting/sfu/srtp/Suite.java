package com.exorlive.meeting.sfu.srtp;

/// Every pair of profile and library that can be at work. Public for tests in other packages.
public enum Suite {
    CM_JDK(SrtpProfile.AES128_CM_HMAC_SHA1_80),
    GCM_JDK(SrtpProfile.AEAD_AES_128_GCM),
    GCM_OPENSSL(SrtpProfile.AEAD_AES_128_GCM);

    public final SrtpProfile profile;

    Suite(SrtpProfile profile) {
        this.profile = profile;
    }

    /// A library for one event loop.
    public SrtpCrypto crypto() {
        return this == GCM_OPENSSL ? openSsl() : SrtpCrypto.jdk();
    }

    SrtpSender sender(SrtpMasterKey key) {
        return new SrtpSender(crypto(), profile, key);
    }

    SrtpReceiver receiver(SrtpMasterKey key) {
        return new SrtpReceiver(crypto(), profile, key);
    }

    private static SrtpCrypto openSsl() {
        try {
            return SrtpCrypto.openSsl();
        } catch (SrtpCryptoException e) {
            throw new AssertionError(e.getMessage() + " (Debian: apt-get install openssl)", e);
        }
    }
}
