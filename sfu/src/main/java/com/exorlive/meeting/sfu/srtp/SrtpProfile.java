package com.exorlive.meeting.sfu.srtp;

import java.util.List;
import java.util.Optional;

/// The two SRTP protection profiles that we speak, by their DTLS-SRTP numbers (RFC 5764 section
/// 4.1.2, RFC 7714 section 14.2). No NULL cipher and no 32-bit tag on purpose (RFC 8827 section
/// 6.5).
public enum SrtpProfile {
    AES128_CM_HMAC_SHA1_80(1, 16, 14, 10),
    AEAD_AES_128_GCM(7, 16, 12, 16);

    /// GCM first: it costs half of counter mode with HMAC-SHA1.
    public static final List<SrtpProfile> PREFERENCE =
            List.of(AEAD_AES_128_GCM, AES128_CM_HMAC_SHA1_80);

    private final int number;
    private final int keyLength;
    private final int saltLength;
    private final int tagLength;

    SrtpProfile(int number, int keyLength, int saltLength, int tagLength) {
        this.number = number;
        this.keyLength = keyLength;
        this.saltLength = saltLength;
        this.tagLength = tagLength;
    }

    /// The server's choice among what the client offers.
    public static Optional<SrtpProfile> choose(int[] offered) {
        for (SrtpProfile profile : PREFERENCE) {
            for (int number : offered) {
                if (number == profile.number) {
                    return Optional.of(profile);
                }
            }
        }
        return Optional.empty();
    }

    public int number() {
        return number;
    }

    public int keyLength() {
        return keyLength;
    }

    public int saltLength() {
        return saltLength;
    }

    int tagLength() {
        return tagLength;
    }
}
