package com.exorlive.meeting.signaling.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/// Makes tokens, good ones and others.
final class TokenFactory {
    static final String ISSUER = "http://localhost:8080";
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private TokenFactory() {}

    static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("s-1")
                .audience(List.of("exorlive-core", "exorlive-signaling"))
                .issueTime(Date.from(NOW.minusSeconds(10)))
                .expirationTime(Date.from(NOW.plusSeconds(600)))
                .claim("scope", "openid profile core meeting");
    }

    static JWSHeader.Builder header(JWSAlgorithm algorithm, String kid) {
        return new JWSHeader.Builder(algorithm).type(new JOSEObjectType("at+jwt")).keyID(kid);
    }

    static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
            throws JOSEException {
        var jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    static String sign(ECKey key, JWTClaimsSet claims) throws JOSEException {
        return sign(
                header(JWSAlgorithm.ES256, key.getKeyID()).build(), claims, new ECDSASigner(key));
    }
}
