package com.exorlive.meeting.sfu.srtp;

import java.util.Arrays;

/// Master key and salt of one direction (RFC 3711 section 3.2.1). Secret: does not print itself.
public final class SrtpMasterKey {
    private final byte[] key;
    private final byte[] salt;

    public SrtpMasterKey(byte[] key, byte[] salt) {
        if (key.length != 16 || (salt.length != 12 && salt.length != 14)) {
            throw new IllegalArgumentException("not a 128-bit SRTP master key");
        }
        this.key = key.clone();
        this.salt = salt.clone();
    }

    byte[] key() {
        return key.clone();
    }

    /// The salt as the key derivation wants it: 112 bits. RFC 7714 section 11 fills the 96 bits of
    /// GCM up with zeros on the right.
    byte[] derivationSalt() {
        return Arrays.copyOf(salt, 14);
    }

    @Override
    public String toString() {
        return "SrtpMasterKey[redacted]";
    }
}
