package com.exorlive.meeting.signaling;

import com.exorlive.meeting.edge.Reply;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;

/// The key of an issuer of access tokens.
final class SigningKey {
    private final ECKey key;

    SigningKey() throws JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    }

    Reply jwks() {
        return Reply.json(200, new JWKSet(key.toPublicJWK()).toJSONObject());
    }

    /// What a good token says, apart from whom it is for.
    static JWTClaimsSet.Builder claims(String issuer, String subject, Duration life) {
        var now = InstantSource.system().instant();
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(life)));
    }

    String sign(JWTClaimsSet claims) throws JOSEException {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(key.getKeyID())
                        .build();
        var jwt = new SignedJWT(header, claims);
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }
}
