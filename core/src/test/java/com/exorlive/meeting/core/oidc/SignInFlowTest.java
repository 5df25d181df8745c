package com.exorlive.meeting.core.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Signing in over real HTTP, the good way and the bad ones.
@OnBothDatabases
final class SignInFlowTest {
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
    void aPersonSignsInByCodeAndPkceAndCallsTheApi() {
        var browser = core.newBrowser();
        var transaction = browser.begin();
        var login = browser.login(transaction, "ola", CoreUnderTest.DEMO_PASSWORD);
        assertThat(login.status()).isEqualTo(200);

        var redirect = URI.create(login.text("redirect"));
        assertThat(redirect.toString()).startsWith(browser.redirectUri() + "?");
        assertThat(Http.parameters(redirect.getRawQuery()))
                .containsEntry("state", "the-state")
                .containsEntry("iss", core.origin().toString())
                .containsOnlyKeys("code", "state", "iss");

        browser.take(browser.redeem(Browser.codeIn(redirect.toString())));
        assertThat(browser.api("GET", "/me").text("name")).isEqualTo("Ola Nordmann");
    }

    @Test
    void theEmailSignsInAsWellAndNeitherMindsCase() {
        assertThat(core.newBrowser().api("GET", "/me").status()).isEqualTo(401);
        var browser = core.newBrowser();
        browser.signIn(" Kari@Fjellvik.example", CoreUnderTest.DEMO_PASSWORD);
        assertThat(browser.api("GET", "/me").text("name")).isEqualTo("Kari Dahl");
    }

    @Test
    void aBrowserWithASessionGetsItsCodeAtOnce() {
        var browser = core.signedIn("ola");
        var location = browser.authorize(browser.authorization()).header("Location");
        assertThat(browser.redeem(Browser.codeIn(location)).status()).isEqualTo(200);
    }

    @Test
    void aNewSignInCanBeAskedForDespiteASession() {
        var browser = core.signedIn("ola");
        var again = browser.authorization();
        again.put("prompt", "login");
        assertThat(browser.authorize(again).header("Location")).startsWith("/sign-in?tx=");

        core.clock.advance(Duration.ofSeconds(61));
        var old = browser.authorization();
        old.put("max_age", "60");
        assertThat(browser.authorize(old).header("Location")).startsWith("/sign-in?tx=");
    }

    @Test
    void withoutASessionPromptNoneIsAnsweredWithLoginRequired() {
        var browser = core.newBrowser();
        var silent = browser.authorization();
        silent.put("prompt", "none");
        assertThat(browser.authorize(silent).header("Location"))
                .startsWith(browser.redirectUri() + "?")
                .contains("error=login_required", "state=the-state", "iss=");
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, somebody-else",
        "client_id, ",
        "redirect_uri, http://evil.example/callback",
        "redirect_uri, ",
    })
    void anUnknownClientOrRedirectUriIsNeverRedirectedTo(String parameter, String value) {
        var browser = core.newBrowser();
        var request = browser.authorization();
        if (value == null) {
            request.remove(parameter);
        } else {
            request.put(parameter, value);
        }
        var answer = browser.authorize(request);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("authorization-request-wrong");
        assertThat(answer.header("Location")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/x", "?x=1", "#x", ".evil.example"})
    void aRedirectUriThatOnlyBeginsLikeOursIsRefused(String tail) {
        var browser = core.newBrowser();
        var request = browser.authorization();
        request.put("redirect_uri", browser.redirectUri() + tail);
        assertThat(browser.authorize(request).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "code_challenge_method, plain, invalid_request",
        "code_challenge_method, , invalid_request",
        "code_challenge, , invalid_request",
        "code_challenge, short, invalid_request",
        "state, , invalid_request",
        "nonce, , invalid_request",
        "response_type, token, unsupported_response_type",
        "response_type, code id_token, unsupported_response_type",
        "response_mode, fragment, invalid_request",
        "request_uri, https://evil.example/request, request_uri_not_supported",
    })
    void aRequestThatWeDoNotTakeIsSentBackWithItsError(
            String parameter, String value, String error) {
        var browser = core.newBrowser();
        var request = browser.authorization();
        if (value == null) {
            request.remove(parameter);
        } else {
            request.put(parameter, value);
        }
        var location = browser.authorize(request).header("Location");
        assertThat(location).startsWith(browser.redirectUri());
        assertThat(location).contains("error=" + error).contains("iss=");
        assertThat(location).doesNotContain("code=");
    }

    @Test
    void aTransactionIsAnsweredOnce() {
        var browser = core.newBrowser();
        var transaction = browser.begin();
        browser.login(transaction, "ola", CoreUnderTest.DEMO_PASSWORD);

        var replay = browser.login(transaction, "ola", CoreUnderTest.DEMO_PASSWORD);
        assertThat(replay.status()).isEqualTo(410);
        assertThat(replay.code()).isEqualTo("login-expired");
    }

    @Test
    void aTransactionLastsTwoMinutes() {
        var browser = core.newBrowser();
        var transaction = browser.begin();
        core.clock.advance(Duration.ofMinutes(2));
        assertThat(browser.login(transaction, "ola", CoreUnderTest.DEMO_PASSWORD).code())
                .isEqualTo("login-expired");
    }

    @Test
    void aTransactionBelongsToTheBrowserThatBeganIt() {
        var transaction = core.newBrowser().begin();
        var other = core.newBrowser();
        other.begin();
        assertThat(other.login(transaction, "ola", CoreUnderTest.DEMO_PASSWORD).code())
                .isEqualTo("login-expired");
    }

    @Test
    void aSignInFromAnotherOriginIsRefused() {
        var browser = core.newBrowser();
        var body =
                java.util.Map.of(
                        "tx",
                        browser.begin(),
                        "username",
                        "ola",
                        "password",
                        CoreUnderTest.DEMO_PASSWORD);
        assertThat(browser.post("/oidc/login", body, "https://evil.example").code())
                .isEqualTo("origin-wrong");
    }

    @Test
    void aTypingErrorMayBeMendedInTheSameTransaction() {
        var browser = core.newBrowser();
        var transaction = browser.begin();
        assertThat(browser.login(transaction, "amina", "wrong").code())
                .isEqualTo("credentials-wrong");
        assertThat(browser.login(transaction, "amina", CoreUnderTest.DEMO_PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void cookiesAreOutOfReachForScripts() {
        var browser = core.newBrowser();
        var transaction = browser.begin();
        var answer = browser.login(transaction, "ola", CoreUnderTest.DEMO_PASSWORD);
        assertThat(answer.header("Set-Cookie"))
                .startsWith("session=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/");
    }

    @Test
    void signingOutEndsTheSessionAndItsTokens() {
        var browser = core.signedIn("ola");
        assertThat(browser.post("/oidc/logout", "").status()).isEqualTo(204);
        assertThat(browser.cookies).doesNotContainKey("session");
        assertThat(browser.refresh(browser.refreshToken()).text("error"))
                .isEqualTo("invalid_grant");
        assertThat(browser.authorize(browser.authorization()).header("Location"))
                .startsWith("/sign-in?tx=");
    }
}
