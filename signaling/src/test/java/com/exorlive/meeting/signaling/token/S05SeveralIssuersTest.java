package com.exorlive.meeting.signaling.token;

import static com.exorlive.meeting.signaling.token.TokenFactory.NOW;
import static com.exorlive.meeting.signaling.token.TokenFactory.claims;
import static com.exorlive.meeting.signaling.token.TokenFactory.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.HttpServer;
import com.exorlive.meeting.edge.Reply;
import com.exorlive.meeting.edge.issuer.TokenDemands;
import com.exorlive.meeting.edge.outbound.BoundedHttp;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// SECURITY.md S-02, S-03, S-05 and S-09 with several issuers at once: none speaks for another.
class S05SeveralIssuersTest {
    private Instant now = NOW;
    private ECKey northKey;
    private ECKey southKey;
    private HttpServer server;
    private BoundedHttp http;
    private String north;
    private String south;
    private Issuers issuers;
    private volatile boolean southIsAway;
    private volatile String southCallsItself = "";

    @BeforeEach
    void start() throws Exception {
        northKey = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        southKey = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        var routes =
                HttpRoutes.builder()
                        .get("/north/.well-known/openid-configuration", _ -> metadata("north"))
                        .get("/south/.well-known/openid-configuration", _ -> metadata("south"))
                        .get("/north/jwks", _ -> keys(northKey))
                        .get("/south/jwks", _ -> keys(southKey))
                        .build();
        server =
                HttpServer.start(
                        "issuers",
                        new HttpServer.Address("127.0.0.1", 0, Optional.empty()),
                        routes);
        http = new BoundedHttp(Duration.ofSeconds(20));
        north = "http://127.0.0.1:" + server.port() + "/north";
        south = "http://127.0.0.1:" + server.port() + "/south";
        issuers =
                new Issuers(
                        Map.of(
                                north, tokens(north, "exorlive-signaling"),
                                south, tokens(south, "meetings-of-south")));
    }

    private AccessTokens tokens(String issuer, String audience) {
        var keys = new IssuerKeys(KeysAddress.discoveredFrom(issuer), http, () -> now);
        return new AccessTokens(issuer, audience, "meeting", TokenDemands.NONE, keys, () -> now);
    }

    private Reply metadata(String name) {
        var base = "http://127.0.0.1:" + server.port() + "/" + name;
        if (name.equals("south") && southIsAway) {
            return Reply.problem(503, "away");
        }
        var issuer = name.equals("south") && !southCallsItself.isEmpty() ? southCallsItself : base;
        return Reply.json(
                200,
                Map.of(
                        "issuer",
                        issuer,
                        "jwks_uri",
                        base + "/jwks",
                        "token_endpoint",
                        base + "/t"));
    }

    private static Reply keys(ECKey key) {
        return Reply.json(200, new JWKSet(key.toPublicJWK()).toJSONObject());
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    private String ofNorth() throws Exception {
        return sign(northKey, claims().issuer(north).build());
    }

    private String ofSouth() throws Exception {
        return sign(southKey, claims().issuer(south).audience("meetings-of-south").build());
    }

    @Test
    void eachIsTakenByItsOwnKeysAndTheSameSubIsTwoPeople() throws Exception {
        var first = issuers.verify(ofNorth()).orElseThrow().subject();
        var second = issuers.verify(ofSouth()).orElseThrow().subject();

        assertThat(first).isEqualTo(new Subject(north, "s-1"));
        assertThat(second).isEqualTo(new Subject(south, "s-1")).isNotEqualTo(first);
    }

    @Test
    void noneSpeaksForAnotherAlthoughTheirKeysHaveOneName() throws Exception {
        assertThat(issuers.verify(sign(southKey, claims().issuer(north).build()))).isEmpty();
        var claims = claims().issuer(south).audience("meetings-of-south").build();
        assertThat(issuers.verify(sign(northKey, claims))).isEmpty();
    }

    @Test
    void eachIsHeldAgainstItsOwnAudience() throws Exception {
        var claims = claims().issuer(south).audience("exorlive-signaling").build();
        assertThat(issuers.verify(sign(southKey, claims))).isEmpty();
    }

    @Test
    void anIssuerThatIsNotConfiguredIsNobodyAndNotAsked() throws Exception {
        for (var name : new String[] {north + "/", north.toUpperCase(java.util.Locale.ROOT), "x"}) {
            assertThat(issuers.verify(sign(northKey, claims().issuer(name).build()))).isEmpty();
        }
        assertThat(issuers.verify(sign(northKey, claims().issuer(null).build()))).isEmpty();
        assertThat(issuers.verify("x")).isEmpty();
        assertThat(issuers.verify("")).isEmpty();
    }

    @Test
    void whenOneIsAwayTheOtherIsTakenAllTheSame() throws Exception {
        southIsAway = true;

        assertThatThrownBy(() -> issuers.verify(ofSouth()))
                .isInstanceOf(KeysUnavailableException.class);
        assertThat(issuers.verify(ofNorth())).isPresent();
    }

    @Test
    void whatWasKnownOfOneThatIsAwayServesForADay() throws Exception {
        assertThat(issuers.verify(ofSouth())).isPresent();
        southIsAway = true;
        now = NOW.plusSeconds(540);

        assertThat(issuers.verify(ofSouth())).isPresent();
    }

    @Test
    void whoCallsItselfOtherwiseIsAnotherIssuer() {
        southCallsItself = north;

        assertThatThrownBy(() -> issuers.verify(ofSouth()))
                .isInstanceOf(KeysUnavailableException.class);
    }

    @Test
    void newKeysOfOneAreFoundAtTheirFirstUse() throws Exception {
        assertThat(issuers.verify(ofSouth())).isPresent();
        southKey = new ECKeyGenerator(Curve.P_256).keyID("k2").generate();

        assertThat(issuers.verify(ofSouth())).isPresent();
    }
}
