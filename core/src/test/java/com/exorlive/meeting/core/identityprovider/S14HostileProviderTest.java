package com.exorlive.meeting.core.identityprovider;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// S-14 in the flow where we are the relying party, and what else a provider, or somebody in its
/// place, may answer.
@OnBothDatabases
final class S14HostileProviderTest {
    private static final String WRONG = "provider-answer-wrong";
    private static ProviderWorld world;

    @BeforeDatabase
    static void start() throws Exception {
        world = new ProviderWorld();
    }

    @AfterDatabase
    static void stop() {
        world.close();
    }

    @BeforeEach
    void everythingRight() {
        world.there.claims = it -> it;
        world.there.token = it -> it;
        world.there.isDown = false;
    }

    @Test
    void theRequestHasPkceStateAndNonceAndNoneOfThemTwice() {
        var seen = new HashMap<String, Integer>();
        for (int i = 0; i < 3; i++) {
            var asked =
                    Http.parameters(URI.create(world.send(world.core.newBrowser())).getRawQuery());
            assertThat(asked.get("response_type")).isEqualTo("code");
            assertThat(asked.get("code_challenge_method")).isEqualTo("S256");
            for (var name : List.of("state", "nonce", "code_challenge")) {
                assertThat(asked.get(name)).matches("[A-Za-z0-9_-]{43}");
                seen.merge(asked.get(name), 1, Integer::sum);
            }
        }
        assertThat(seen).hasSize(9);
    }

    @Test
    void anIdTokenThatIsWrongInOneThingSignsNobodyIn() {
        var now = world.core.clock.instant();
        List<UnaryOperator<JWTClaimsSet.Builder>> spoiled =
                List.of(
                        it -> it.issuer("https://evil.example"),
                        it -> it.issuer(world.there.issuer() + "/"),
                        it -> it.issuer(null),
                        it -> it.audience("somebody-else"),
                        it -> it.audience(List.of(FakeProvider.CLIENT, "somebody-else")),
                        it -> it.claim("azp", "somebody-else"),
                        it -> it.claim("nonce", "another"),
                        it -> it.claim("nonce", null),
                        it -> it.claim("nonce", 7),
                        it -> it.subject(""),
                        it -> it.subject(null),
                        it -> it.subject("x".repeat(256)),
                        it -> it.expirationTime(Date.from(now.minusSeconds(31))),
                        it -> it.expirationTime(null),
                        it -> it.issueTime(Date.from(now.plusSeconds(31))),
                        it -> it.issueTime(null),
                        it -> it.notBeforeTime(Date.from(now.plusSeconds(31))),
                        it -> it.claim("acr", List.of("high")),
                        it -> it.claim("amr", "mfa"),
                        it -> it.claim("auth_time", "yesterday"));
        for (int i = 0; i < spoiled.size(); i++) {
            world.there.claims = spoiled.get(i);
            assertThat(world.problem("ingrid-there")).as("number %s", i).isEqualTo(WRONG);
        }
        world.there.claims =
                it ->
                        it.audience(List.of(FakeProvider.CLIENT, "somebody-else"))
                                .claim("azp", FakeProvider.CLIENT);
        assertThat(world.problem("ingrid-there")).contains("/callback?code=");
    }

    @Test
    void aTokenThatTheKeyDidNotSignSignsNobodyIn() {
        Stream<UnaryOperator<String>> forged =
                Stream.of(
                        token -> new PlainJWT(claims(token)).serialize(),
                        token -> token.substring(0, token.lastIndexOf('.') + 1),
                        token -> token.substring(0, token.length() - 6) + "AAAAAA",
                        S14HostileProviderTest::byHmacWithThePublicKey,
                        token -> world.there.signed(claims(token), "at+jwt"),
                        token -> world.there.signed(claims(token), "logout+jwt"),
                        token -> "not-a-token",
                        token -> "e30.e30.e30.e30.e30",
                        token -> "x".repeat(40_000));
        forged.forEach(
                forge -> {
                    world.there.token = forge;
                    assertThat(world.problem("ingrid-there")).isEqualTo(WRONG);
                });
    }

    /// RS256's public key as the secret of HS256.
    private static String byHmacWithThePublicKey(String token) {
        try {
            var key = world.there.keys.getLast();
            var secret = key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
            var jwt =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(),
                            claims(token));
            jwt.sign(new MACSigner(secret));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWTClaimsSet claims(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anAnswerCountsOnce() {
        var browser = world.core.newBrowser();
        var answer = world.there.signIn(world.send(browser), "ingrid-there");
        assertThat(world.back(browser, answer).header("Location")).contains("/callback?code=");
        assertThat(world.back(browser, answer).header("Location"))
                .isEqualTo("/sign-in?problem=login-expired");
    }

    @Test
    void anAnswerCountsInTheBrowserThatWasSentAndNoOtherSpoilsIt() {
        var browser = world.core.newBrowser();
        var answer = world.there.signIn(world.send(browser), "ingrid-there");
        var thief = world.core.newBrowser();
        thief.begin();
        assertThat(world.back(thief, answer).header("Location"))
                .isEqualTo("/sign-in?problem=login-expired");
        assertThat(world.back(world.core.newBrowser(), answer).header("Location"))
                .isEqualTo("/sign-in?problem=login-expired");
        assertThat(world.back(browser, answer).header("Location")).contains("/callback?code=");
    }

    @Test
    void anAnswerThatTookTooLongDoesNotCount() {
        var browser = world.core.newBrowser();
        var answer = world.there.signIn(world.send(browser), "ingrid-there");
        world.core.clock.advance(Duration.ofMinutes(10));
        assertThat(world.back(browser, answer).header("Location"))
                .isEqualTo("/sign-in?problem=login-expired");
    }

    @Test
    void anAnswerWithoutTheRightIssuerIsNotFollowedUp() {
        for (var issuer : List.of("https://evil.example", "", world.there.issuer() + "/")) {
            var browser = world.core.newBrowser();
            var answer = world.there.signIn(world.send(browser), "ingrid-there");
            if (issuer.isEmpty()) {
                answer.remove("iss");
            } else {
                answer.put("iss", issuer);
            }
            assertThat(world.back(browser, answer).header("Location")).endsWith(WRONG);
        }
    }

    @Test
    void theAnswerOfOneProviderIsNotTakenForAnothers() {
        var other = world.configure(Map.of("name", "MitID"));
        var browser = world.core.newBrowser();
        var answer = world.there.signIn(world.send(browser), "ingrid-there");
        assertThat(browser.get("/oidc/from/" + other + "?" + Http.form(answer)).header("Location"))
                .endsWith(WRONG);
        world.admin().api("DELETE", "/identity-providers/" + other);
    }

    @Test
    void aRefusalThereIsToldInWordsAndLeavesTheOtherWaysOpen() {
        var browser = world.core.newBrowser();
        var answer = world.there.signIn(world.send(browser), "ingrid-there");
        answer.remove("code");
        answer.put("error", "access_denied");
        var location = world.back(browser, answer).header("Location");
        assertThat(location).endsWith("&problem=provider-refused");
        var transaction = location.replaceAll("^/sign-in\\?tx=|&.*$", "");
        assertThat(browser.login(transaction, "ingrid", "demo-passord-2026").status())
                .isEqualTo(200);
    }

    @Test
    void aNewKeyIsFetchedAndAnOldOneStopsToCount() {
        var old = world.there.keys;
        assertThat(world.problem("ingrid-there")).contains("/callback?code=");
        world.there.keys = List.of(FakeProvider.key("second"));
        assertThat(world.problem("ingrid-there")).contains("/callback?code=");
        var fetches = world.there.keyFetches.get();
        var now = world.there.keys;
        for (int i = 0; i < 20; i++) {
            world.there.keys = List.of(FakeProviderKeys.unpublished(i));
            var forged =
                    world.there.signed(world.there.logout().subject("x").build(), "logout+jwt");
            world.there.keys = now;
            world.core.newBrowser();
            Http.send(
                    "POST",
                    world.core.origin().resolve("/oidc/back-channel-logout/" + world.id),
                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                    Http.form(Map.of("logout_token", forged)));
        }
        assertThat(world.there.keyFetches.get() - fetches).isLessThanOrEqualTo(5);
        world.core.clock.advance(Duration.ofMinutes(6));
        world.there.keys = old;
        assertThat(world.problem("ingrid-there")).contains("/callback?code=");
    }

    @Test
    void whileAProviderIsDownPeopleAreToldAndPasswordsStillWork() {
        world.there.isDown = true;
        world.core.clock.advance(Duration.ofMinutes(61));
        var browser = world.core.newBrowser();
        // What was known of it yesterday still serves to send people there.
        var answer = world.there.signIn(world.send(browser), "ingrid-there");
        assertThat(world.back(browser, answer).header("Location"))
                .endsWith("problem=provider-unavailable");
        world.core.clock.advance(Duration.ofHours(25));
        var refused =
                browser.post(
                        "/oidc/provider-sign-in",
                        Map.of("tx", browser.begin(), "provider", world.id));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("provider-unavailable");
        assertThat(world.core.signedIn("ingrid").api("GET", "/me").status()).isEqualTo(200);
        world.there.isDown = false;
        world.core.clock.advance(Duration.ofMinutes(2));
        assertThat(world.problem("ingrid-there")).contains("/callback?code=");
    }

    @Test
    void metadataThatLeadsElsewhereOrIsTooLargeIsNotUsed() throws Exception {
        try (var hostile = new FakeProvider(world.core.clock)) {
            var elsewhere = "http://127.0.0.1.evil.example/x";
            for (var bad :
                    List.<Map<String, Object>>of(
                            Map.of("issuer", "https://idp.example"),
                            Map.of("token_endpoint", "https://evil.example/token"),
                            Map.of("token_endpoint", elsewhere),
                            Map.of("token_endpoint", "http://user@127.0.0.1/token"),
                            Map.of("authorization_endpoint", "javascript:alert(1)"),
                            Map.of("jwks_uri", "http://169.254.169.254/latest"),
                            Map.of("jwks_uri", "file:///etc/passwd"))) {
                var before = new HashMap<>(hostile.metadata);
                hostile.metadata.putAll(bad);
                assertThat(unavailable(hostile)).as("%s", bad).isTrue();
                hostile.metadata.putAll(before);
                world.core.clock.advance(Duration.ofMinutes(2));
            }
            hostile.padding = 70_000;
            assertThat(unavailable(hostile)).isTrue();
            hostile.padding = 0;
            world.core.clock.advance(Duration.ofMinutes(2));
            assertThat(unavailable(hostile)).isFalse();
        }
    }

    private static boolean unavailable(FakeProvider hostile) {
        var made =
                world.admin()
                        .api("POST", "/identity-providers", ProviderWorld.asked(hostile, Map.of()));
        var browser = world.core.newBrowser();
        var answer =
                browser.post(
                        "/oidc/provider-sign-in",
                        Map.of("tx", browser.begin(), "provider", made.text("id")));
        world.admin().api("DELETE", "/identity-providers/" + made.text("id"));
        return answer.code().equals("provider-unavailable");
    }

    @Test
    void anIssuerThatThisServerMayNotAskIsRefused() {
        for (var issuer :
                List.of(
                        "http://idp.example",
                        "https://idp.example?x=1",
                        "https://idp.example#x",
                        "https://user:pw@idp.example",
                        "ftp://idp.example",
                        "idp.example",
                        "")) {
            var body = ProviderWorld.asked(world.there, Map.of("issuer", issuer));
            assertThat(world.admin().api("POST", "/identity-providers", body).code())
                    .as(issuer)
                    .isEqualTo("issuer-not-allowed");
        }
    }
}
