package com.exorlive.meeting.signaling.token;

import static com.exorlive.meeting.signaling.token.TokenFactory.NOW;
import static com.exorlive.meeting.signaling.token.TokenFactory.claims;
import static com.exorlive.meeting.signaling.token.TokenFactory.sign;
import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.HttpServer;
import com.exorlive.meeting.edge.Reply;
import com.exorlive.meeting.edge.issuer.TokenDemands;
import com.exorlive.meeting.edge.outbound.BoundedHttp;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// S-05: what the operator demands of one issuer's tokens holds for each of them.
class S05TokenDemandsTest {
    private static ECKey key;
    private static HttpServer server;
    private static BoundedHttp http;

    @BeforeAll
    static void start() throws Exception {
        key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        server =
                HttpServer.start(
                        "issuer",
                        new HttpServer.Address("127.0.0.1", 0, Optional.empty()),
                        HttpRoutes.builder()
                                .get(
                                        "/jwks",
                                        _ ->
                                                Reply.json(
                                                        200,
                                                        new JWKSet(key.toPublicJWK())
                                                                .toJSONObject()))
                                .build());
        http = new BoundedHttp(Duration.ofSeconds(20));
    }

    @AfterAll
    static void stop() {
        http.close();
        server.close();
    }

    private static Optional<SignedIn> verify(TokenDemands demands, JWTClaimsSet.Builder claims)
            throws Exception {
        var jwks = URI.create("http://127.0.0.1:" + server.port() + "/jwks");
        var keys = new IssuerKeys(KeysAddress.at(jwks), http, () -> NOW);
        return new AccessTokens(
                        TokenFactory.ISSUER,
                        "exorlive-signaling",
                        "meeting",
                        demands,
                        keys,
                        () -> NOW)
                .verify(sign(key, claims.build()));
    }

    @Test
    void aTokenOfTooLowALevelIsNobodys() throws Exception {
        var demands = new TokenDemands(Set.of("high"), null, Set.of("ES256"));

        assertThat(verify(demands, claims().claim("acr", "high"))).isPresent();
        assertThat(verify(demands, claims().claim("acr", "low"))).isEmpty();
        assertThat(verify(demands, claims().claim("acr", List.of("high")))).isEmpty();
        assertThat(verify(demands, claims())).isEmpty();
    }

    @Test
    void aTokenOfAnOldSignInIsNobodys() throws Exception {
        var demands = new TokenDemands(Set.of(), Duration.ofHours(1), Set.of("ES256"));
        var now = NOW.getEpochSecond();

        assertThat(verify(demands, claims().claim("auth_time", now - 3_000))).isPresent();
        assertThat(verify(demands, claims().claim("auth_time", now - 4_000))).isEmpty();
        assertThat(verify(demands, claims().claim("auth_time", "soon"))).isEmpty();
        assertThat(verify(demands, claims())).isEmpty();
    }

    @Test
    void aTokenSignedOtherwiseIsNobodys() throws Exception {
        var demands = new TokenDemands(Set.of(), null, Set.of("RS256"));

        assertThat(verify(demands, claims())).isEmpty();
        assertThat(verify(TokenDemands.NONE, claims())).isPresent();
    }

    @Test
    void whatTheTokenSaysOfTheSignInIsHandedOn() throws Exception {
        var claims =
                claims().claim("acr", "high")
                        .claim("amr", List.of("hwk", "pin"))
                        .claim("auth_time", Date.from(NOW.minusSeconds(5)));

        var how = verify(TokenDemands.NONE, claims).orElseThrow().how();

        assertThat(how.acr()).isEqualTo("high");
        assertThat(how.amr()).containsExactly("hwk", "pin");
        assertThat(how.at()).contains(NOW.minusSeconds(5));
    }
}
