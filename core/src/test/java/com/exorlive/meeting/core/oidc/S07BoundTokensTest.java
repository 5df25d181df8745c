package com.exorlive.meeting.core.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// SECURITY.md S-07 at core: what it gives to a page that has shown a key is worth nothing without
/// the key, neither the access token nor the refresh token nor the code.
@OnBothDatabases
final class S07BoundTokensTest {
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
    void aPageThatShowsItsKeyGetsATokenThatIsBoundToIt() throws Exception {
        var key = new DpopKey(core.clock);
        var answer = signedIn(key);

        assertThat(answer.text("token_type")).isEqualTo("DPoP");
        var claims = SignedJWT.parse(answer.text("access_token")).getJWTClaimsSet();
        assertThat(claims.getJSONObjectClaim("cnf")).isEqualTo(Map.of("jkt", key.thumbprint()));
    }

    @Test
    void aPageThatShowsNoneGetsABearersToken() throws Exception {
        var browser = core.newBrowser();
        var answer = browser.redeem(code(browser, Map.of()));

        assertThat(answer.text("token_type")).isEqualTo("Bearer");
        var claims = SignedJWT.parse(answer.text("access_token")).getJWTClaimsSet();
        assertThat(claims.getClaims()).doesNotContainKey("cnf");
        assertThat(ask("DPoP", answer.text("access_token"), "").status()).isEqualTo(401);
    }

    @Test
    void aStolenTokenAloneOpensNothing() throws Exception {
        var key = new DpopKey(core.clock);
        var token = signedIn(key).text("access_token");
        var thief = new DpopKey(core.clock);

        assertThat(ask("Bearer", token, "").code()).isEqualTo("proof-invalid");
        assertThat(ask("DPoP", token, "").code()).isEqualTo("proof-invalid");
        assertThat(ask("Bearer", token, proof(key, token)).code()).isEqualTo("proof-invalid");
        var refused = ask("DPoP", token, proof(thief, token));
        assertThat(refused.code()).isEqualTo("proof-invalid");
        assertThat(refused.header("WWW-Authenticate"))
                .isEqualTo("DPoP error=\"invalid_dpop_proof\", algs=\"ES256\"");
        assertThat(ask("DPoP", token, proof(key, token)).status()).isEqualTo(200);
    }

    @Test
    void aProofIsGoodOnceForOneTokenAndOneAddress() throws Exception {
        var key = new DpopKey(core.clock);
        var token = signedIn(key).text("access_token");
        var proof = proof(key, token);
        assertThat(ask("DPoP", token, proof).status()).isEqualTo(200);

        assertThat(ask("DPoP", token, proof).code()).isEqualTo("proof-invalid");
        assertThat(ask("DPoP", token, proof(key, "another")).code()).isEqualTo("proof-invalid");
        var elsewhere = key.sign(key.claims("GET", at("/core/v1/contacts"), token));
        assertThat(ask("DPoP", token, elsewhere).code()).isEqualTo("proof-invalid");
        var otherwise = key.sign(key.claims("POST", at("/core/v1/me"), token));
        assertThat(ask("DPoP", token, otherwise).code()).isEqualTo("proof-invalid");
    }

    @Test
    void aDeviceWithAWrongClockGetsInWithTheNonceThatItIsGiven() throws Exception {
        var key = new DpopKey(core.clock);
        var token = signedIn(key).text("access_token");
        var late = Date.from(core.clock.instant().minus(Duration.ofHours(3)));
        var target = at("/core/v1/me");
        var asked = ask("DPoP", token, key.sign(key.claims("GET", target, token).issueTime(late)));
        assertThat(asked.code()).isEqualTo("proof-untimely");
        assertThat(asked.header("WWW-Authenticate")).contains("error=\"use_dpop_nonce\"");

        var nonce = asked.header("DPoP-Nonce");
        var better = key.claims("GET", target, token).issueTime(late).claim("nonce", nonce);
        assertThat(ask("DPoP", token, key.sign(better)).status()).isEqualTo(200);
    }

    @Test
    void theTokenEndpointAsksForANonceBeforeTheCodeIsUsedUp() throws Exception {
        var key = new DpopKey(core.clock);
        var browser = core.newBrowser();
        var code = code(browser, Map.of());
        var early = Date.from(core.clock.instant().plus(Duration.ofHours(3)));
        var asked = token(browser.redemption(code), key.sign(tokenClaims(key).issueTime(early)));
        assertThat(asked.status()).isEqualTo(400);
        assertThat(asked.text("error")).isEqualTo("use_dpop_nonce");

        var better = tokenClaims(key).issueTime(early).claim("nonce", asked.header("DPoP-Nonce"));
        assertThat(token(browser.redemption(code), key.sign(better)).status()).isEqualTo(200);
    }

    @Test
    void aWrongProofAtTheTokenEndpointIsRefusedAndUsesNothingUp() throws Exception {
        var key = new DpopKey(core.clock);
        var browser = core.newBrowser();
        var code = code(browser, Map.of());
        var wrong = key.sign(key.claims("POST", at("/oidc/login")));

        assertThat(token(browser.redemption(code), wrong).text("error"))
                .isEqualTo("invalid_dpop_proof");
        assertThat(token(browser.redemption(code), "hello").text("error"))
                .isEqualTo("invalid_dpop_proof");
        var proof = key.sign(tokenClaims(key));
        assertThat(token(browser.redemption(code), proof).status()).isEqualTo(200);
        assertThat(token(browser.redemption(code), proof).text("error"))
                .isEqualTo("invalid_dpop_proof");
    }

    @Test
    void aStolenRefreshTokenRenewsNothingAndIsNotUsedUp() throws Exception {
        var key = new DpopKey(core.clock);
        var refresh = signedIn(key).text("refresh_token");
        var thief = new DpopKey(core.clock);

        assertThat(token(renewal(refresh), "").text("error")).isEqualTo("invalid_grant");
        assertThat(token(renewal(refresh), thief.sign(tokenClaims(thief))).text("error"))
                .isEqualTo("invalid_grant");
        var renewed = token(renewal(refresh), key.sign(tokenClaims(key)));
        assertThat(renewed.status()).isEqualTo(200);
        var claims = SignedJWT.parse(renewed.text("access_token")).getJWTClaimsSet();
        assertThat(claims.getJSONObjectClaim("cnf")).isEqualTo(Map.of("jkt", key.thumbprint()));
    }

    @Test
    void aCodeThatWasAskedForWithAKeyIsWorthNothingWithoutIt() throws Exception {
        var key = new DpopKey(core.clock);
        var thief = new DpopKey(core.clock);
        var named = Map.of("dpop_jkt", key.thumbprint());
        var browser = core.newBrowser();
        var without = browser.redeem(code(browser, named));
        assertThat(without.text("error")).isEqualTo("invalid_grant");

        var other = core.newBrowser();
        var stolen = other.redemption(code(other, named));
        assertThat(token(stolen, thief.sign(tokenClaims(thief))).text("error"))
                .isEqualTo("invalid_grant");

        var honest = core.newBrowser();
        var own = honest.redemption(code(honest, named));
        assertThat(token(own, key.sign(tokenClaims(key))).status()).isEqualTo(200);
    }

    @Test
    void aKeyThatIsNamedWronglyIsRefusedAtOnce() {
        var browser = core.newBrowser();
        var asked = browser.authorization();
        asked.put("dpop_jkt", "x".repeat(44));

        assertThat(browser.authorize(asked).header("Location")).contains("error=invalid_request");
    }

    @Test
    void discoverySaysWhichProofsAreTaken() {
        var answer = Http.send("GET", at("/.well-known/openid-configuration"), Map.of(), "");

        assertThat(answer.json().get("dpop_signing_alg_values_supported").get(0).stringValue())
                .isEqualTo("ES256");
    }

    private static Http.Answer signedIn(DpopKey key) throws Exception {
        var browser = core.newBrowser();
        var code = code(browser, Map.of());
        return token(browser.redemption(code), key.sign(tokenClaims(key)));
    }

    private static String code(Browser browser, Map<String, String> more) {
        var asked = browser.authorization();
        asked.putAll(more);
        var location = browser.authorize(asked).header("Location");
        var transaction = location.substring("/sign-in?tx=".length());
        var answer = browser.login(transaction, "ingrid", CoreUnderTest.DEMO_PASSWORD);
        return Browser.codeIn(answer.text("redirect"));
    }

    private static JWTClaimsSet.Builder tokenClaims(DpopKey key) {
        return key.claims("POST", at("/oidc/token"));
    }

    private static String proof(DpopKey key, String token) throws Exception {
        return key.sign(key.claims("GET", at("/core/v1/me"), token));
    }

    private static Map<String, String> renewal(String refreshToken) {
        return Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                "exorlive-web",
                "refresh_token",
                refreshToken);
    }

    private static Http.Answer token(Map<String, String> form, String proof) {
        var type = "application/x-www-form-urlencoded";
        var headers =
                proof.isEmpty()
                        ? Map.of("Content-Type", type)
                        : Map.of("Content-Type", type, "DPoP", proof);
        return Http.send("POST", at("/oidc/token"), headers, Http.form(form));
    }

    private static Http.Answer ask(String scheme, String token, String proof) {
        var authorization = scheme + " " + token;
        var headers =
                proof.isEmpty()
                        ? Map.of("Authorization", authorization)
                        : Map.of("Authorization", authorization, "DPoP", proof);
        return Http.send("GET", at("/core/v1/me"), headers, "");
    }

    private static URI at(String path) {
        return core.origin().resolve(path);
    }
}
