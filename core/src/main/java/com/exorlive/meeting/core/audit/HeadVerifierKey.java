package com.exorlive.meeting.core.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// The public half of the key that signs heads, written as a verifier key of C2SP signed-note:
/// `name+hash+base64`.
///
/// @param key 32 bytes of Ed25519, in base64url
record HeadVerifierKey(String name, String key) {
    private static final byte ED25519 = 1;
    private static final int KEY_LENGTH = 32;
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    HeadVerifierKey {
        if (LineHash.bytes(key).length != KEY_LENGTH) {
            throw new IllegalArgumentException("not an Ed25519 key");
        }
    }

    /// @throws IllegalArgumentException if it is none
    static HeadVerifierKey parse(String text) {
        var parts = text.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a verifier key");
        }
        var bytes = Base64.getDecoder().decode(parts[2]);
        if (bytes.length != KEY_LENGTH + 1 || bytes[0] != ED25519) {
            throw new IllegalArgumentException("not an Ed25519 verifier key");
        }
        var key =
                new HeadVerifierKey(
                        parts[0], LineHash.text(Arrays.copyOfRange(bytes, 1, bytes.length)));
        if (!HexFormat.of().formatHex(key.hash()).equals(parts[1])) {
            throw new IllegalArgumentException("the verifier key has a typing error");
        }
        return key;
    }

    /// What stands before each signature to tell keys apart.
    byte[] hash() {
        var name = (this.name + "\n").getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(LineHash.sha256(name, new byte[] {ED25519}, LineHash.bytes(key)), 4);
    }

    boolean isSignature(String text, byte[] signature) {
        try {
            var encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + KEY_LENGTH);
            System.arraycopy(LineHash.bytes(key), 0, encoded, X509_PREFIX.length, KEY_LENGTH);
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(encoded)));
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    String text() {
        var bytes = new byte[KEY_LENGTH + 1];
        bytes[0] = ED25519;
        System.arraycopy(LineHash.bytes(key), 0, bytes, 1, KEY_LENGTH);
        return name
                + "+"
                + HexFormat.of().formatHex(hash())
                + "+"
                + Base64.getEncoder().encodeToString(bytes);
    }
}
