package com.exorlive.meeting.signaling.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.HttpServer;
import com.exorlive.meeting.edge.Reply;
import com.exorlive.meeting.edge.issuer.TokenDemands;
import com.exorlive.meeting.edge.outbound.BoundedHttp;
import com.exorlive.meeting.signaling.DpopKey;
import com.exorlive.meeting.signaling.token.AccessTokens;
import com.exorlive.meeting.signaling.token.IssuerKeys;
import com.exorlive.meeting.signaling.token.Issuers;
import com.exorlive.meeting.signaling.token.KeysAddress;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// SECURITY.md S-03, S-04, S-09, S-11 and S-14 with a real Keycloak and the realm of
/// infra/keycloak. `infra/keycloak/test` runs it.
@EnabledIfSystemProperty(named = "keycloak.home", matches = ".+")
class S03KeycloakTest {
    private static final String USER = "ingrid";
    private static final String PASSWORD = "a password of twelve letters";
    private static final BlockingQueue<String> LOGOUTS = new LinkedBlockingQueue<>();

    @TempDir static Path files;
    private static HttpServer product;
    private static String origin;
    private static Keycloak keycloak;
    private static BoundedHttp http;
    private static Issuers issuers;
    private static String sub;

    @BeforeAll
    static void start() throws Exception {
        var routes =
                HttpRoutes.builder()
                        .post("/oidc/back-channel-logout/{id}", S03KeycloakTest::logout);
        product =
                HttpServer.start(
                        "product",
                        new HttpServer.Address("127.0.0.1", 0, Optional.empty()),
                        routes.build());
        origin = "http://127.0.0.1:" + product.port();
        keycloak =
                new Keycloak(
                        Path.of(System.getProperty("keycloak.home")),
                        Path.of("../infra/keycloak/exorlive-realm.json"),
                        files.resolve("keycloak.log"),
                        origin);
        http = new BoundedHttp(Duration.ofSeconds(20));
        var clock = InstantSource.system();
        var name = keycloak.issuer();
        var keys = new IssuerKeys(KeysAddress.discoveredFrom(name), http, clock);
        issuers =
                new Issuers(
                        Map.of(
                                name,
                                new AccessTokens(
                                        name,
                                        "exorlive-signaling",
                                        "meeting",
                                        TokenDemands.NONE,
                                        keys,
                                        clock)));
        sub = keycloak.addUser(USER, PASSWORD);
    }

    private static Reply logout(HttpCall call) {
        LOGOUTS.add(call.form());
        return Reply.noContent();
    }

    @AfterAll
    static void stop() {
        keycloak.close();
        http.close();
        product.close();
    }

    private static KeycloakBrowser browser() {
        return new KeycloakBrowser(keycloak, origin, USER, PASSWORD);
    }

    @Test
    void itsAccessTokenIsTakenAndBoundToTheKey() throws Exception {
        var key = new DpopKey();
        var answer = browser().signInToWeb(key);

        assertThat(Keycloak.text(answer, "token_type")).isEqualTo("DPoP");
        var who = issuers.verify(Keycloak.text(answer, "access_token")).orElseThrow();
        assertThat(who.subject().issuer()).isEqualTo(keycloak.issuer());
        assertThat(who.subject().sub()).isEqualTo(sub);
        assertThat(who.key()).isEqualTo(key.confirmation().get("jkt"));
        assertThat(who.sid()).isNotEmpty();
    }

    @Test
    void itsAccessTokenHoldsNothingAboutThePerson() throws Exception {
        var token = Keycloak.text(browser().signInToWeb(new DpopKey()), "access_token");
        var jwt = SignedJWT.parse(token);

        assertThat(jwt.getHeader().getType().toString()).isEqualTo("at+jwt");
        assertThat(jwt.getHeader().getAlgorithm().toString()).isEqualTo("ES256");
        assertThat(jwt.getJWTClaimsSet().getAudience()).contains("exorlive-signaling");
        assertThat(jwt.getJWTClaimsSet().getStringClaim("acr")).isNotEmpty();
        assertThat(jwt.getJWTClaimsSet().getDateClaim("auth_time")).isNotNull();
        assertThat(jwt.getPayload().toString())
                .doesNotContain("Ingrid", "Berg", "clinic.example", "preferred_username", "email");
    }

    @Test
    void aLightweightTokenStillSaysWhoseItIs() throws Exception {
        var lightweight = "client.use.lightweight.access.token.enabled";
        keycloak.setAttribute("exorlive-web", lightweight, "true");
        try {
            var token = Keycloak.text(browser().signInToWeb(new DpopKey()), "access_token");
            var claims = SignedJWT.parse(token).getJWTClaimsSet();
            assertThat(claims.getSubject()).isEqualTo(sub);
            assertThat(claims.getAudience()).contains("exorlive-signaling");
        } finally {
            keycloak.setAttribute("exorlive-web", lightweight, "false");
        }
    }

    @Test
    void inTheModeWithoutTheTypeItsTokensAreRefused() throws Exception {
        var type = "access.token.header.type.rfc9068";
        keycloak.setAttribute("exorlive-web", type, "false");
        try {
            var token = Keycloak.text(browser().signInToWeb(new DpopKey()), "access_token");
            assertThat(SignedJWT.parse(token).getHeader().getType().toString()).isEqualTo("JWT");
            assertThat(issuers.verify(token)).isEmpty();
        } finally {
            keycloak.setAttribute("exorlive-web", type, "true");
        }
    }

    @Test
    void itsIdTokenAndATokenForCoreOpenNothing() throws Exception {
        var web = browser().signInToWeb(new DpopKey());
        assertThat(issuers.verify(Keycloak.text(web, "id_token"))).isEmpty();

        var core = browser().signInToCore();
        assertThat(issuers.verify(Keycloak.text(core, "access_token"))).isEmpty();
        assertThat(issuers.verify(Keycloak.text(core, "id_token"))).isEmpty();
        var idToken = SignedJWT.parse(Keycloak.text(core, "id_token")).getJWTClaimsSet();
        assertThat(idToken.getStringClaim("name")).isEqualTo("Ingrid Berg");
        assertThat(idToken.getStringClaim("nonce")).isEqualTo("the-nonce");
    }

    @Test
    void whenItsKeysChangeTheNextTokenIsTakenAtOnce() throws Exception {
        var before = Keycloak.text(browser().signInToWeb(new DpopKey()), "access_token");
        assertThat(issuers.verify(before)).isPresent();
        keycloak.rotateKeys();

        var after = Keycloak.text(browser().signInToWeb(new DpopKey()), "access_token");
        assertThat(SignedJWT.parse(after).getHeader().getKeyID())
                .isNotEqualTo(SignedJWT.parse(before).getHeader().getKeyID());
        assertThat(issuers.verify(after)).isPresent();
        assertThat(issuers.verify(before)).isPresent();
    }

    @Test
    void noCodeIsGivenWithoutPkceS256() throws Exception {
        for (var method : new String[] {"", "plain"}) {
            assertThat(browser().refused(method).toString()).contains("error=invalid_request");
        }
    }

    @Test
    void aSignOutThereIsToldToCore() throws Exception {
        var core = browser().signInToCore();
        var session =
                SignedJWT.parse(Keycloak.text(core, "id_token"))
                        .getJWTClaimsSet()
                        .getStringClaim("sid");
        LOGOUTS.clear();
        keycloak.signOutEverywhere(sub);

        for (int i = 0; i < 20; i++) {
            var told = LOGOUTS.poll(20, TimeUnit.SECONDS);
            assertThat(told).as("a logout token").startsWith("logout_token=");
            var claims =
                    SignedJWT.parse(told.substring("logout_token=".length())).getJWTClaimsSet();
            assertThat(claims.getAudience()).containsExactly("exorlive-core");
            assertThat(claims.getJSONObjectClaim("events"))
                    .containsKey("http://schemas.openid.net/event/backchannel-logout");
            if (session.equals(claims.getStringClaim("sid"))) {
                return;
            }
        }
        throw new AssertionError("not told of this session");
    }
}
