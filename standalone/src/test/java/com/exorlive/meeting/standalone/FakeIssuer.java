package com.exorlive.meeting.standalone;

import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.HttpServer;
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
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// An issuer of access tokens on a loopback port.
final class FakeIssuer implements AutoCloseable {
    private final ECKey key;
    private final HttpServer server;

    FakeIssuer() throws Exception {
        key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        server =
                HttpServer.start(
                        "issuer",
                        new HttpServer.Address("127.0.0.1", 0, Optional.empty()),
                        HttpRoutes.builder()
                                .get("/.well-known/openid-configuration", _ -> metadata())
                                .get("/jwks", _ -> jwks())
                                .build());
    }

    String name() {
        return "http://127.0.0.1:" + server.port();
    }

    private Reply metadata() {
        return Reply.json(
                200,
                Map.of(
                        "issuer",
                        name(),
                        "authorization_endpoint",
                        name() + "/authorize",
                        "token_endpoint",
                        name() + "/token",
                        "jwks_uri",
                        name() + "/jwks"));
    }

    private Reply jwks() {
        return Reply.json(200, new JWKSet(key.toPublicJWK()).toJSONObject());
    }

    /// A good token for the door of meetings.
    String token(String subject, String acr) throws JOSEException {
        return token(subject, acr, "session of " + subject);
    }

    /// The same of one of several sign-ins.
    String token(String subject, String acr, String sid) throws JOSEException {
        return signed(
                "at+jwt",
                claims("exorlive-signaling")
                        .subject(subject)
                        .claim("scope", "meeting")
                        .claim("acr", acr)
                        .claim("sid", sid)
                        .claim("auth_time", Instant.now().getEpochSecond())
                        .build());
    }

    /// What it tells `client` when a sign-in has ended (OpenID Connect Back-Channel Logout 1.0
    /// section 2.4).
    String logoutToken(String client, String subject, String sid) throws JOSEException {
        return signed(
                "logout+jwt",
                claims(client)
                        .subject(subject)
                        .claim("sid", sid)
                        .jwtID(UUID.randomUUID().toString())
                        .claim(
                                "events",
                                Map.of(
                                        "http://schemas.openid.net/event/backchannel-logout",
                                        Map.of()))
                        .build());
    }

    private JWTClaimsSet.Builder claims(String audience) {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(name())
                .audience(audience)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)));
    }

    private String signed(String type, JWTClaimsSet claims) throws JOSEException {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType(type))
                        .keyID("k1")
                        .build();
        var jwt = new SignedJWT(header, claims);
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    @Override
    public void close() {
        server.close();
    }
}
