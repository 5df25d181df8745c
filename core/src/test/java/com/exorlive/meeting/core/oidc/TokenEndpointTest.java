package com.exorlive.meeting.core.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.ServiceClient;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.database.TestDatabase;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Codes, refresh tokens and secrets against tokens, over real HTTP.
@OnBothDatabases
final class TokenEndpointTest {
    private static CoreUnderTest core;

    @BeforeDatabase
    static void start() throws Exception {
        core = CoreUnderTest.start();
    }

    @AfterDatabase
    static void stop() {
        core.close();
    }

    @Test
    void aStockClientFindsEverythingByDiscovery() throws Exception {
        var metadata = OIDCProviderMetadata.resolve(new Issuer(core.origin()));
        assertThat(metadata.getIssuer().getValue()).isEqualTo(core.origin().toString());
        assertThat(metadata.getTokenEndpointURI()).isEqualTo(core.origin().resolve("/oidc/token"));
        assertThat(metadata.supportsAuthorizationResponseIssuerParam()).isTrue();
        assertThat(metadata.getCodeChallengeMethods())
                .extracting(Object::toString)
                .containsExactly("S256");
        assertThat(metadata.getResponseTypes())
                .extracting(Object::toString)
                .containsExactly("code");
        assertThat(JWKSet.load(metadata.getJWKSetURI().toURL()).getKeys())
                .allMatch(key -> !key.isPrivate());
    }

    @Test
    void anAccessTokenSaysWhatItMustAndNothingMore() throws Exception {
        var browser = core.signedIn("ingrid");
        var jwt = SignedJWT.parse(browser.accessToken());
        assertThat(jwt.getHeader().toJSONObject())
                .containsEntry("typ", "at+jwt")
                .containsEntry("alg", "ES256")
                .containsOnlyKeys("typ", "alg", "kid");
        var claims = jwt.getJWTClaimsSet();
        assertThat(claims.getClaims())
                .containsOnlyKeys(
                        "iss",
                        "aud",
                        "sub",
                        "client_id",
                        "exp",
                        "iat",
                        "jti",
                        "scope",
                        "roles",
                        "org",
                        "amr",
                        "auth_time",
                        "sid");
        assertThat(claims.getIssuer()).isEqualTo(core.origin().toString());
        assertThat(claims.getAudience()).containsExactly("exorlive-core", "exorlive-signaling");
        assertThat(claims.getSubject()).isEqualTo(browser.api("GET", "/me").text("sub"));
        assertThat(claims.getStringClaim("client_id")).isEqualTo("exorlive-web");
        assertThat(claims.getStringClaim("scope")).isEqualTo("openid profile core meeting");
        assertThat(claims.getStringListClaim("roles")).containsExactly("instructor");
        assertThat(claims.getStringListClaim("amr")).containsExactly("pwd");
        assertThat(claims.getDateClaim("auth_time")).isEqualTo(Date.from(core.clock.instant()));
        assertThat(claims.getExpirationTime())
                .isEqualTo(Date.from(core.clock.instant().plus(Duration.ofMinutes(10))));
        assertThat(verifies(jwt)).isTrue();
    }

    @Test
    void theIdTokenAnswersTheNonce() throws Exception {
        var browser = core.signedIn("ola");
        var jwt = SignedJWT.parse(browser.idToken());
        assertThat(verifies(jwt)).isTrue();
        assertThat(jwt.getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("the-nonce");
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly("exorlive-web");
    }

    @ParameterizedTest
    @CsvSource({
        "code_verifier, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "code_verifier, ",
        "redirect_uri, http://evil.example/callback",
        "redirect_uri, ",
    })
    void aCodeWithAnythingElseThanItsRequestIsRefusedAndGone(String parameter, String value) {
        var browser = core.newBrowser();
        var code = code(browser);
        var request = browser.redemption(code);
        if (value == null) {
            request.remove(parameter);
        } else {
            request.put(parameter, value);
        }
        assertThat(browser.token(request).text("error")).isEqualTo("invalid_grant");
        assertThat(browser.redeem(code).text("error")).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({"somebody-else", "exorlive-signaling"})
    void aCodeFromAnotherClientIsRefused(String client) {
        var browser = core.newBrowser();
        var request = browser.redemption(code(browser));
        request.put("client_id", client);
        var answer = browser.token(request);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("error")).isEqualTo("invalid_client");
    }

    @Test
    void aCodeUsedTwiceRevokesWhatTheFirstUseGave() {
        var browser = core.newBrowser();
        var code = code(browser);
        browser.take(browser.redeem(code));
        assertThat(browser.redeem(code).text("error")).isEqualTo("invalid_grant");
        assertThat(browser.refresh(browser.refreshToken()).text("error"))
                .isEqualTo("invalid_grant");
        assertThat(core.audit()).anyMatch(it -> it.line().event().equals("code-reused"));
    }

    @Test
    void aCodeLastsAMinute() {
        var browser = core.newBrowser();
        var code = code(browser);
        core.clock.advance(Duration.ofMinutes(1));
        assertThat(browser.redeem(code).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void ofManyRedemptionsAtOnceAtMostOneSucceeds() throws Exception {
        var browser = core.newBrowser();
        var code = code(browser);
        assertThat(successes(() -> browser.redeem(code))).isEqualTo(1);
    }

    @Test
    void ofManyAnswersToOneTransactionAtMostOneSucceeds() throws Exception {
        var browser = core.newBrowser();
        var transaction = browser.begin();
        var cookies = Map.copyOf(browser.cookies);
        assertThat(
                        successes(
                                () -> {
                                    var tab = core.newBrowser();
                                    tab.cookies.putAll(cookies);
                                    return tab.login(
                                            transaction, "erik", CoreUnderTest.DEMO_PASSWORD);
                                }))
                .isEqualTo(1);
    }

    @Test
    void aRefreshTokenBringsANewOneAndWorksOnce() {
        var browser = core.signedIn("ola");
        var first = browser.refreshToken();
        var renewed = browser.refresh(first);
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.text("refresh_token")).isNotEqualTo(first);
        browser.take(renewed);
        assertThat(browser.api("GET", "/me").status()).isEqualTo(200);
    }

    @Test
    void aRefreshTokenUsedTwiceEndsTheWholeGrant() {
        var browser = core.signedIn("ola");
        var stolen = browser.refreshToken();
        var renewed = browser.refresh(stolen).text("refresh_token");
        assertThat(browser.refresh(stolen).text("error")).isEqualTo("invalid_grant");
        assertThat(browser.refresh(renewed).text("error")).isEqualTo("invalid_grant");
        assertThat(core.audit()).anyMatch(it -> it.line().event().equals("refresh-token-reused"));
    }

    @ParameterizedTest
    @CsvSource({
        "openid profile core, exorlive-core",
        "meeting, exorlive-signaling",
        "openid, exorlive-core",
    })
    void aPageMayAskForATokenThatOnlyOneOfTheTwoTakes(String scope, String audience)
            throws Exception {
        var browser = core.signedIn("ola");
        browser.narrowTo(scope);
        var claims = SignedJWT.parse(browser.accessToken()).getJWTClaimsSet();
        assertThat(claims.getStringClaim("scope")).isEqualTo(scope);
        assertThat(claims.getAudience()).containsExactly(audience);
        browser.narrowTo("openid profile core meeting");
        assertThat(SignedJWT.parse(browser.accessToken()).getJWTClaimsSet().getAudience())
                .containsExactly("exorlive-core", "exorlive-signaling");
    }

    @Test
    void whatIsShownToSignalingOpensNothingAtCore() {
        var browser = core.signedIn("ingrid");
        browser.narrowTo("meeting");
        assertThat(browser.api("GET", "/me").status()).isEqualTo(401);
        assertThat(browser.api("GET", "/contacts").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"meeting.admission", "core meeting.admission", "''"})
    void aRenewalBringsNothingThatWasNotGranted(String scope) {
        var browser = core.signedIn("ola");
        var answer =
                browser.token(
                        Map.of(
                                "grant_type",
                                "refresh_token",
                                "client_id",
                                "exorlive-web",
                                "refresh_token",
                                browser.refreshToken(),
                                "scope",
                                scope));
        assertThat(answer.text("error")).isEqualTo("invalid_scope");
    }

    @Test
    void aTokenTellsWhenThePersonSignedInHoweverOftenItIsRenewed() throws Exception {
        var browser = core.signedIn("ola");
        var signedIn = core.clock.instant().getEpochSecond();
        core.clock.advance(Duration.ofMinutes(9));
        browser.take(browser.refresh(browser.refreshToken()));
        var renewed = SignedJWT.parse(browser.accessToken()).getJWTClaimsSet();
        assertThat(renewed.getLongClaim("auth_time")).isEqualTo(signedIn);
        assertThat(renewed.getStringListClaim("amr")).containsExactly("pwd");

        var again = browser.authorize(browser.authorization()).header("Location");
        browser.take(browser.redeem(Browser.codeIn(again)));
        for (var token : List.of(browser.accessToken(), browser.idToken())) {
            var claims = SignedJWT.parse(token).getJWTClaimsSet();
            assertThat(claims.getLongClaim("auth_time")).isEqualTo(signedIn);
            assertThat(claims.getStringListClaim("amr")).containsExactly("pwd");
        }
    }

    @Test
    void refreshTokensEndWithTheSession() {
        var browser = core.signedIn("ola");
        core.clock.advance(Duration.ofHours(12));
        assertThat(browser.refresh(browser.refreshToken()).text("error"))
                .isEqualTo("invalid_grant");
        assertThat(browser.authorize(browser.authorization()).header("Location"))
                .startsWith("/sign-in?tx=");
    }

    @Test
    void signalingGetsATokenForAdmissionsAndNothingElse() throws Exception {
        var token = core.signaling().accessToken();
        var claims = SignedJWT.parse(token).getJWTClaimsSet();
        assertThat(claims.getAudience()).containsExactly("exorlive-core");
        assertThat(claims.getStringClaim("scope")).isEqualTo("meeting.admission");
        assertThat(claims.getClaims()).doesNotContainKeys("roles", "org");
    }

    @Test
    void aWrongSecretOrAnotherScopeGetsNothing() {
        var wrong = ServiceClient.token(core.origin(), "wrong", "meeting.admission");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text("error")).isEqualTo("invalid_client");
        assertThat(wrong.header("WWW-Authenticate")).startsWith("Basic");
        for (var scope : List.of("core", "meeting.admission core", "openid")) {
            var more = ServiceClient.token(core.origin(), CoreUnderTest.SIGNALING_SECRET, scope);
            assertThat(more.text("error")).isEqualTo("invalid_scope");
        }
    }

    @Test
    void theSecretInTheBodyIsNotTaken() {
        var answer =
                core.newBrowser()
                        .token(
                                Map.of(
                                        "grant_type", "client_credentials",
                                        "client_id", "exorlive-signaling",
                                        "client_secret", CoreUnderTest.SIGNALING_SECRET,
                                        "scope", "meeting.admission"));
        assertThat(answer.text("error")).isEqualTo("invalid_client");
    }

    @Test
    void otherGrantsAreRefused() {
        var answer =
                core.newBrowser()
                        .token(
                                Map.of(
                                        "grant_type", "password",
                                        "client_id", "exorlive-web",
                                        "username", "ola",
                                        "password", CoreUnderTest.DEMO_PASSWORD));
        assertThat(answer.text("error")).isEqualTo("unsupported_grant_type");
    }

    @Test
    void nothingThatLetsSomebodyInIsKeptInClear() {
        var browser = core.newBrowser();
        var transaction = browser.begin();
        var login = browser.login(transaction, "kari", CoreUnderTest.DEMO_PASSWORD);
        var code = Browser.codeIn(login.text("redirect"));
        browser.take(browser.redeem(code));
        var dump = TestDatabase.everything(core.database());
        assertThat(dump).contains("login_session", "refresh_token");
        assertThat(dump)
                .doesNotContain(
                        transaction,
                        code,
                        browser.refreshToken(),
                        browser.accessToken(),
                        browser.cookies.get("session"),
                        CoreUnderTest.DEMO_PASSWORD,
                        "\"d\":");
    }

    private static String code(Browser browser) {
        var login = browser.login(browser.begin(), "ola", CoreUnderTest.DEMO_PASSWORD);
        return Browser.codeIn(login.text("redirect"));
    }

    private static long successes(Callable<Http.Answer> call) throws Exception {
        var answers = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 8).mapToObj(_ -> call).toList();
            for (var answer : threads.invokeAll(calls)) {
                answers.add(answer.get().status());
            }
        }
        return answers.stream().filter(status -> status == 200).count();
    }

    private static boolean verifies(SignedJWT jwt) throws Exception {
        var keys = JWKSet.load(core.origin().resolve("/oidc/jwks").toURL());
        var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toECKey();
        return jwt.verify(new ECDSAVerifier(key));
    }
}
