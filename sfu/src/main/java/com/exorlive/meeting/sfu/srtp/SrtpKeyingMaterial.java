package com.exorlive.meeting.sfu.srtp;

import java.util.Arrays;

/// What a DTLS handshake gives to SRTP (RFC 5764 section 4.2). Secret: does not print itself.
public record SrtpKeyingMaterial(SrtpProfile profile, SrtpMasterKey client, SrtpMasterKey server) {

    /// How many bytes the exporter must be asked for.
    public static int exportLength(SrtpProfile profile) {
        return 2 * (profile.keyLength() + profile.saltLength());
    }

    /// Cuts the exporter's bytes: client key, server key, client salt, server salt.
    public static SrtpKeyingMaterial of(SrtpProfile profile, byte[] exported) {
        if (exported.length != exportLength(profile)) {
            throw new IllegalArgumentException("wrong length of exported keying material");
        }
        int key = profile.keyLength();
        int salt = profile.saltLength();
        return new SrtpKeyingMaterial(
                profile,
                new SrtpMasterKey(
                        Arrays.copyOfRange(exported, 0, key),
                        Arrays.copyOfRange(exported, 2 * key, 2 * key + salt)),
                new SrtpMasterKey(
                        Arrays.copyOfRange(exported, key, 2 * key),
                        Arrays.copyOfRange(exported, 2 * key + salt, 2 * (key + salt))));
    }

    @Override
    public String toString() {
        return "SrtpKeyingMaterial[" + profile + ", redacted]";
    }
}
