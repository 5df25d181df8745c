package com.exorlive.meeting.core.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreSettings.Limits;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who gets which identity assertion, over real HTTP (docs/e2ee.md).
@OnBothDatabases
final class MeetingAssertionTest {
    /// Of the key in RFC 8037 appendix A.3.
    private static final String JKT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

    private static CoreUnderTest shared;
    private static Browser sharedIngrid;
    private static Browser sharedOla;

    private CoreUnderTest core;
    private Browser ingrid;
    private Browser ola;
    private String meeting;

    @BeforeDatabase
    static void start() throws Exception {
        shared = CoreUnderTest.start();
        sharedIngrid = shared.signedIn("ingrid");
        sharedOla = shared.signedIn("ola");
    }

    @AfterDatabase
    static void stop() {
        shared.close();
    }

    @BeforeEach
    void meet() {
        use(shared, sharedIngrid, sharedOla);
    }

    @AfterEach
    void closeOwn() {
        if (core != shared) {
            core.close();
        }
    }

    /// For a test that lets time pass, ends a meeting or reads the audit log.
    private void takeACoreOfItsOwn() throws Exception {
        var own = CoreUnderTest.start();
        use(own, own.signedIn("ingrid"), own.signedIn("ola"));
    }

    private void use(CoreUnderTest used, Browser host, Browser invitee) {
        core = used;
        ingrid = host;
        ola = invitee;
        ingrid.narrowTo("openid profile core");
        ola.narrowTo("openid profile core");
        meeting = startMeeting("Ola Nordmann");
    }

    @Test
    void anAssertionSaysWhatItMustAndNothingMore() throws Exception {
        var answer = ask(ingrid, meeting, JKT);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("expiresInMs").asLong()).isEqualTo(600_000);
        var jwt = SignedJWT.parse(answer.text("assertion"));
        assertThat(jwt.getHeader().toJSONObject())
                .containsEntry("typ", "exl-e2ee+jwt")
                .containsEntry("alg", "ES256")
                .containsOnlyKeys("typ", "alg", "kid");
        var claims = jwt.getJWTClaimsSet();
        assertThat(claims.getClaims())
                .containsOnlyKeys(
                        "iss",
                        "aud",
                        "sub",
                        "name",
                        "role",
                        "mtg",
                        "iat",
                        "exp",
                        "jti",
                        "cnf",
                        "amr",
                        "auth_time");
        assertThat(claims.getIssuer()).isEqualTo(core.origin().toString());
        assertThat(claims.getAudience()).containsExactly("exorlive-video-e2ee");
        assertThat(claims.getSubject()).isEqualTo(ingrid.api("GET", "/me").text("sub"));
        assertThat(claims.getStringClaim("name")).isEqualTo("Ingrid Berg");
        assertThat(claims.getStringClaim("mtg")).isEqualTo(meeting);
        assertThat(claims.getJSONObjectClaim("cnf")).isEqualTo(Map.of("jkt", JKT));
    }

    @Test
    void itVerifiesAgainstThePublishedKeys() throws Exception {
        assertThat(verify(assertion(ola)).getSubject())
                .isEqualTo(ola.api("GET", "/me").text("sub"));
    }

    @Test
    void theSeatSaysTheRole() throws Exception {
        assertThat(claims(assertion(ingrid)).getStringClaim("role")).isEqualTo("instructor");
        assertThat(claims(assertion(ola)).getStringClaim("role")).isEqualTo("participant");
        assertThat(claims(assertion(ola)).getSubject())
                .isNotEqualTo(claims(assertion(ingrid)).getSubject());
    }

    @Test
    void itLastsTenMinutes() throws Exception {
        var claims = claims(assertion(ola));
        assertThat(claims.getIssueTime()).isEqualTo(Date.from(core.clock.instant()));
        assertThat(claims.getExpirationTime())
                .isEqualTo(Date.from(core.clock.instant().plus(Duration.ofMinutes(10))));
    }

    @Test
    void itTellsHowAndWhenThePersonSignedInAndNotWhenItWasAskedFor() throws Exception {
        takeACoreOfItsOwn();
        var signedIn = core.clock.instant().getEpochSecond();
        core.clock.advance(Duration.ofMinutes(9));
        ola.narrowTo("core");
        var claims = claims(assertion(ola));
        assertThat(claims.getStringListClaim("amr")).containsExactly("pwd");
        assertThat(claims.getLongClaim("auth_time")).isEqualTo(signedIn);
    }

    @Test
    void anAccessTokenIsNoAssertionAndAnAssertionIsNoAccessToken() throws Exception {
        assertThat(catchThrowable(() -> verify(ola.accessToken()))).isNotNull();
        assertThat(ask("Bearer " + assertion(ola), meeting, JKT).code()).isEqualTo("token-invalid");
    }

    @Test
    void twoAssertionsAreNeverTheSame() throws Exception {
        assertThat(claims(assertion(ola)).getJWTID())
                .isNotEqualTo(claims(assertion(ola)).getJWTID());
    }

    @Test
    void unknownNotYoursAndOverGetOneAnswer() throws Exception {
        takeACoreOfItsOwn();
        var jonas = signedIn("jonas");
        var kari = signedIn("kari");
        var unknown = meeting.substring(0, 20) + "AAAAAAAAAAAAAA";
        var answers =
                List.of(
                        ask(jonas, meeting, JKT),
                        ask(kari, meeting, JKT),
                        ask(ola, unknown, JKT),
                        ask(ola, "no id at all", JKT),
                        afterItsEnd());
        assertThat(answers).allMatch(it -> it.status() == 404);
        assertThat(answers).allMatch(it -> it.code().equals("meeting-not-open"));
        assertThat(answers.stream().map(it -> withoutCorrelation(it.raw().body())).distinct())
                .hasSize(1);
    }

    @Test
    void whenTheMeetingHasRunOutNobodyIsVouchedFor() throws Exception {
        takeACoreOfItsOwn();
        core.clock.advance(Duration.ofHours(24));
        var later = signedIn("ola");
        assertThat(ask(later, meeting, JKT).code()).isEqualTo("meeting-not-open");
    }

    @Test
    void signalingLetsInExactlyThoseWhoAreVouchedFor() {
        for (var user : List.of("ingrid", "ola", "jonas", "kari")) {
            var browser = signedIn(user);
            var subject = browser.api("GET", "/me").text("sub");
            assertThat(core.signaling().admit(meeting, subject).status())
                    .as(user)
                    .isEqualTo(ask(browser, meeting, JKT).status());
        }
    }

    @Test
    void aThumbprintThatIsNoneIsRefused() {
        var good = JKT.substring(0, 42);
        for (var jkt :
                List.of(
                        "",
                        good,
                        good + "kA",
                        good + "k=",
                        good + "l",
                        good + "\u0000",
                        JKT.replace('_', '/'),
                        JKT.replace('_', '+'))) {
            var refused = ask(ola, meeting, jkt);
            assertThat(refused.status()).as(jkt).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("bad-request");
        }
    }

    @Test
    void aBodyWithoutBothIsRefused() {
        for (var body : List.of(Map.of("meetingId", meeting), Map.of("jkt", JKT))) {
            assertThat(send("Bearer " + ola.accessToken(), body).code()).isEqualTo("bad-request");
        }
    }

    @Test
    void whatAPageSaysOfItselfIsNotHeard() throws Exception {
        var body =
                Map.of(
                        "meetingId",
                        meeting,
                        "jkt",
                        JKT,
                        "role",
                        "instructor",
                        "name",
                        "Ingrid Berg",
                        "sub",
                        ingrid.api("GET", "/me").text("sub"));
        var claims = claims(send("Bearer " + ola.accessToken(), body).text("assertion"));
        assertThat(claims.getStringClaim("role")).isEqualTo("participant");
        assertThat(claims.getStringClaim("name")).isEqualTo("Ola Nordmann");
        assertThat(claims.getSubject()).isEqualTo(ola.api("GET", "/me").text("sub"));
    }

    @Test
    void withoutATokenOrWithAnIdTokenNobodyIsVouchedFor() {
        for (var authorization : List.of("", "Bearer nonsense", "Bearer " + ola.idToken())) {
            var refused = ask(authorization, meeting, JKT);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.code()).isEqualTo("token-invalid");
        }
    }

    @Test
    void signalingsOwnTokenIsRefused() {
        var refused = ask("Bearer " + core.signaling().accessToken(), meeting, JKT);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("scope-missing");
    }

    @Test
    void aPersonsTokenThatSignalingTakesTooIsRefused() {
        for (var scope : List.of("meeting", "core meeting", "openid profile core meeting")) {
            ola.narrowTo(scope);
            var refused = ask(ola, meeting, JKT);
            assertThat(refused.status()).as(scope).isEqualTo(401);
            assertThat(refused.code()).isEqualTo("token-invalid");
        }
    }

    @Test
    void aTokenWithoutTheScopeOfCoreIsRefused() {
        ola.narrowTo("openid profile");
        assertThat(ask(ola, meeting, JKT).code()).isEqualTo("scope-missing");
    }

    @Test
    void whoAsksTooOftenIsToldSoAndTheOtherIsNot() throws Exception {
        try (var strict = CoreUnderTest.start(new Limits(99, 99, 99, 99, 2))) {
            var path = strict.origin().resolve("/oidc/meeting-assertion");
            for (var user : List.of("ola", "kari")) {
                var browser = strict.signedIn(user);
                browser.narrowTo("core");
                var headers = headers("Bearer " + browser.accessToken());
                var body = Http.json(Map.of("meetingId", "x", "jkt", JKT));
                assertThat(Http.send("POST", path, headers, body).status()).isEqualTo(404);
                assertThat(Http.send("POST", path, headers, body).status()).isEqualTo(404);
                var third = Http.send("POST", path, headers, body);
                assertThat(third.status()).isEqualTo(429);
                assertThat(third.header("Retry-After")).isNotEmpty();
            }
        }
    }

    @Test
    void theAuditLogSaysWhoWasVouchedForAndHoldsNoKey() throws Exception {
        takeACoreOfItsOwn();
        var subject = ola.api("GET", "/me").text("sub");
        ask(ola, meeting, JKT);
        var stranger = signedIn("jonas");
        ask(stranger, meeting, JKT);
        assertThat(core.audit())
                .extracting(it -> it.line())
                .filteredOn(it -> it.event().equals("meeting-assertion"))
                .allMatch(it -> it.target().equals(meeting))
                .extracting(it -> it.actor() + " " + it.outcome())
                .containsExactly(
                        subject + " ok", stranger.api("GET", "/me").text("sub") + " refused");
    }

    @Test
    void itIsFoundByDiscovery() {
        var metadata = core.newBrowser().get("/.well-known/openid-configuration");
        assertThat(metadata.text("exorlive_meeting_assertion_endpoint"))
                .isEqualTo(core.origin() + "/oidc/meeting-assertion");
    }

    @Test
    void theKeysComeWithTheTimeOfTheServer() {
        var keys = core.newBrowser().get("/oidc/jwks");
        assertThat(keys.header("Date")).endsWith(" GMT");
    }

    private Http.Answer afterItsEnd() {
        var at = core.clock.instant().toString();
        var ended = Map.of("by", "host", "reason", "ended-by-host");
        core.signaling().report(meeting, "ended", "e-1", at, ended);
        return ask(ola, meeting, JKT);
    }

    private Browser signedIn(String user) {
        var browser = core.signedIn(user);
        browser.narrowTo("openid profile core");
        return browser;
    }

    private String startMeeting(String name) {
        for (var contact : ingrid.api("GET", "/contacts").json().path("contacts")) {
            if (contact.path("name").asString().equals(name)) {
                var body = Map.of("contactId", contact.path("id").asString());
                return ingrid.api("POST", "/meetings", body).text("id");
            }
        }
        throw new AssertionError("no contact " + name);
    }

    private String assertion(Browser browser) {
        return ask(browser, meeting, JKT).text("assertion");
    }

    private Http.Answer ask(Browser browser, String meetingId, String jkt) {
        return ask("Bearer " + browser.accessToken(), meetingId, jkt);
    }

    private Http.Answer ask(String authorization, String meetingId, String jkt) {
        return send(authorization, Map.of("meetingId", meetingId, "jkt", jkt));
    }

    private Http.Answer send(String authorization, Map<String, String> body) {
        var path = core.origin().resolve("/oidc/meeting-assertion");
        return Http.send("POST", path, headers(authorization), Http.json(body));
    }

    private static Map<String, String> headers(String authorization) {
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", "application/json");
        if (!authorization.isEmpty()) {
            headers.put("Authorization", authorization);
        }
        return headers;
    }

    private static String withoutCorrelation(String body) {
        return body.replaceAll("\"correlationId\":\"[^\"]*\"", "");
    }

    private static JWTClaimsSet claims(String assertion) throws Exception {
        return SignedJWT.parse(assertion).getJWTClaimsSet();
    }

    /// What the other one's page does, as far as a key and a type go.
    private JWTClaimsSet verify(String assertion) throws Exception {
        var keys = JWKSet.load(core.origin().resolve("/oidc/jwks").toURL());
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("exl-e2ee+jwt")));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier((_, _) -> {});
        return processor.process(assertion, null);
    }
}
