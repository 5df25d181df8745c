package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.person.Person;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;

/// Makes access tokens (RFC 9068) and ID tokens. Neither holds a name or an e-mail: what a token
/// says ends up in places that nobody thinks of. Thread-safe.
final class Tokens {
    static final String AUDIENCE_CORE = "exorlive-core";
    static final String AUDIENCE_SIGNALING = "exorlive-signaling";
    static final JOSEObjectType ACCESS_TOKEN_TYPE = new JOSEObjectType("at+jwt");

    /// How long a stolen token works, and how often each page must come back.
    static final Duration LIFE = Duration.ofMinutes(10);

    private final URI issuer;
    private final SigningKeys keys;
    private final InstantSource clock;

    Tokens(URI issuer, SigningKeys keys, InstantSource clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.clock = clock;
    }

    BearerAccessToken ofPerson(Person person, String clientId, Scope scope) {
        var claims =
                accessClaims(clientId, scope)
                        .subject(person.subject().value())
                        .audience(List.of(AUDIENCE_CORE, AUDIENCE_SIGNALING))
                        .claim("roles", List.of(person.role().wireName()))
                        .claim("org", person.organisation().value())
                        .build();
        return bearer(claims, scope);
    }

    BearerAccessToken ofSignaling(Scope scope) {
        var clientId = Clients.SIGNALING.getValue();
        var claims =
                accessClaims(clientId, scope).subject(clientId).audience(AUDIENCE_CORE).build();
        return bearer(claims, scope);
    }

    /// OpenID Connect Core section 2.
    SignedJWT idToken(Person person, String clientId, String nonce, Instant signedInAt) {
        var now = clock.instant();
        return sign(
                JOSEObjectType.JWT,
                new JWTClaimsSet.Builder()
                        .issuer(issuer.toString())
                        .subject(person.subject().value())
                        .audience(clientId)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFE)))
                        .claim("nonce", nonce)
                        .claim("auth_time", signedInAt.getEpochSecond())
                        .build());
    }

    private JWTClaimsSet.Builder accessClaims(String clientId, Scope scope) {
        var now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(issuer.toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .jwtID(RandomIds.id())
                .claim("client_id", clientId)
                .claim("scope", scope.toString());
    }

    private BearerAccessToken bearer(JWTClaimsSet claims, Scope scope) {
        return new BearerAccessToken(
                sign(ACCESS_TOKEN_TYPE, claims).serialize(), LIFE.toSeconds(), scope);
    }

    private SignedJWT sign(JOSEObjectType type, JWTClaimsSet claims) {
        var key = keys.current();
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256).type(type).keyID(key.getKeyID()).build();
        var jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
        return jwt;
    }
}
