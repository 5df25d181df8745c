package com.exorlive.meeting.core.oidc;

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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;

/// The key of a browser, and the proofs that it makes (RFC 9449).
final class DpopKey {
    private final ECKey key;

    private final InstantSource clock;

    DpopKey(InstantSource clock) throws JOSEException {
        this.clock = clock;
        key = new ECKeyGenerator(Curve.P_256).generate();
    }

    String thumbprint() throws JOSEException {
        return key.computeThumbprint().toString();
    }

    /// A good one, to be changed or signed.
    JWTClaimsSet.Builder claims(String method, URI target) {
        return new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(clock.instant()))
                .claim("htm", method)
                .claim("htu", target.toString());
    }

    JWTClaimsSet.Builder claims(String method, URI target, String token)
            throws GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-256");
        var hash = digest.digest(token.getBytes(StandardCharsets.US_ASCII));
        return claims(method, target).claim("ath", Base64URL.encode(hash).toString());
    }

    String sign(JWTClaimsSet.Builder claims) throws JOSEException {
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
