package com.exorlive.meeting.signaling;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/// The key of a browser, and the proofs that it makes (RFC 9449).
public final class DpopKey {
    private final ECKey key;

    public DpopKey() throws JOSEException {
        key = new ECKeyGenerator(Curve.P_256).generate();
    }

    public Map<String, Object> confirmation() throws JOSEException {
        return Map.of("jkt", key.computeThumbprint().toString());
    }

    /// A good one for a ticket, to be changed or signed.
    public JWTClaimsSet.Builder claims(String target, String token)
            throws GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-256");
        var hash = digest.digest(token.getBytes(StandardCharsets.US_ASCII));
        return new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(Instant.now()))
                .claim("htm", "POST")
                .claim("htu", target)
                .claim("ath", Base64URL.encode(hash).toString());
    }

    public String sign(JWTClaimsSet.Builder claims) throws JOSEException {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("dpop+jwt"))
                        .jwk(key.toPublicJWK())
                        .build();
        var jwt = new SignedJWT(header, claims.build());
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }
}
