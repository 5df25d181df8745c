package com.exorlive.meeting.edge;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/// Whether a key has signed a token. The key decides which algorithm may be used with it, not the
/// token alone (RFC 8725 section 3.1): no `none`, no HMAC with a public key as its secret.
public final class JwsSignatures {
    /// All that can be verified here.
    public static final Set<String> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.ES256.getName(),
                    JWSAlgorithm.RS256.getName(),
                    JWSAlgorithm.PS256.getName(),
                    JWSAlgorithm.EdDSA.getName());

    private static final int SHORTEST_RSA = 2048;

    /// SubjectPublicKeyInfo of an Ed25519 key (RFC 8410 section 4), up to its 32 bytes.
    private static final byte[] ED25519_PREFIX =
            HexFormat.of().parseHex("302a300506032b6570032100");

    private JwsSignatures() {}

    public static boolean isBy(JWK key, SignedJWT jwt) {
        return isBy(key, jwt.getHeader(), jwt.getSigningInput(), jwt.getSignature());
    }

    static boolean isBy(JWK key, JWSHeader header, byte[] signed, Base64URL signature) {
        var algorithm = header.getAlgorithm();
        if (!isForVerifying(key)
                || (key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm))) {
            return false;
        }
        try {
            return switch (key) {
                case ECKey ec when JWSAlgorithm.ES256.equals(algorithm) ->
                        new ECDSAVerifier(ec).verify(header, signed, signature);
                case RSAKey rsa when isRsa(algorithm) && rsa.size() >= SHORTEST_RSA ->
                        new RSASSAVerifier(rsa).verify(header, signed, signature);
                case OctetKeyPair okp when JWSAlgorithm.EdDSA.equals(algorithm) ->
                        isEd25519(signed, signature, okp);
                default -> false;
            };
        } catch (JOSEException | GeneralSecurityException | IllegalArgumentException _) {
            return false; // A key or a signature that is none.
        }
    }

    /// What its owner published it for (RFC 7517 sections 4.2 and 4.3).
    private static boolean isForVerifying(JWK key) {
        var use = key.getKeyUse();
        var operations = key.getKeyOperations();
        return (use == null || KeyUse.SIGNATURE.equals(use))
                && (operations == null || operations.contains(KeyOperation.VERIFY));
    }

    private static boolean isRsa(JWSAlgorithm algorithm) {
        return JWSAlgorithm.RS256.equals(algorithm) || JWSAlgorithm.PS256.equals(algorithm);
    }

    private static boolean isEd25519(byte[] signed, Base64URL signature, OctetKeyPair key)
            throws GeneralSecurityException {
        var point = key.getDecodedX();
        if (point.length != 32) {
            return false;
        }
        var encoded = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + point.length);
        System.arraycopy(point, 0, encoded, ED25519_PREFIX.length, point.length);
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        verifier.update(signed);
        return verifier.verify(signature.decode());
    }
}
