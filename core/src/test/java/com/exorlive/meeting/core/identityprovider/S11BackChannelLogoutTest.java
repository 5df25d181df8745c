package com.exorlive.meeting.core.identityprovider;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// S-11: what a provider signs out ends here at once: session, tokens, and the list that signaling
/// asks every two seconds to end what runs there.
@OnBothDatabases
final class S11BackChannelLogoutTest {
    private static ProviderWorld world;

    @BeforeDatabase
    static void start() throws Exception {
        world = new ProviderWorld();
    }

    @AfterDatabase
    static void stop() {
        world.close();
    }

    private static Http.Answer tell(String token) {
        return Http.send(
                "POST",
                world.core.origin().resolve("/oidc/back-channel-logout/" + world.id),
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                Http.form(Map.of("logout_token", token)));
    }

    private static String signed(JWTClaimsSet.Builder claims) {
        return world.there.signed(claims.build(), "logout+jwt");
    }

    @Test
    void aSessionThatEndsThereEndsHereAndNoOther() throws ParseException {
        var ended = world.signedIn("ingrid-there");
        world.there.claims = it -> it.claim("sid", "another-session");
        var other = world.signedIn("ingrid-there");
        world.there.claims = it -> it;
        var sid = SignedJWT.parse(ended.accessToken()).getJWTClaimsSet().getStringClaim("sid");
        assertThat(
                        tell(signed(world.there.logout().claim("sid", "session-of-ingrid-there")))
                                .status())
                .isEqualTo(200);
        assertThat(ended.api("GET", "/me").code()).isEqualTo("token-invalid");
        assertThat(ended.refresh(ended.refreshToken()).text("error")).isEqualTo("invalid_grant");
        assertThat(other.api("GET", "/me").status()).isEqualTo(200);
        var ends =
                Http.send(
                                "GET",
                                world.core.origin().resolve("/core/v1/access-ends?after=0"),
                                Map.of(
                                        "Authorization",
                                        "Bearer " + world.core.signaling().accessToken()),
                                "")
                        .json()
                        .path("ends");
        assertThat(ends.valueStream().map(it -> it.path("sid").asString(""))).contains(sid);
        assertThat(world.core.audit().stream().map(it -> it.line()))
                .anyMatch(
                        it ->
                                it.event().equals("provider-sign-out")
                                        && it.actor().equals(world.ingrid));
    }

    @Test
    void aPersonWhoIsSignedOutEverywhereThereIsOutOfAllThatCameOfIt() {
        var one = world.signedIn("ingrid-there");
        var other = world.signedIn("ingrid-there");
        var byPassword = world.core.signedIn("ingrid");
        var token = signed(world.there.logout().subject("ingrid-there"));
        assertThat(tell(token).status()).isEqualTo(200);
        assertThat(List.of(one.api("GET", "/me").status(), other.api("GET", "/me").status()))
                .containsOnly(401);
        assertThat(byPassword.api("GET", "/me").status()).isEqualTo(200);
        assertThat(tell(token).status()).as("a second time").isEqualTo(400);
    }

    @Test
    void aLogoutTokenThatIsWrongInOneThingEndsNothing() {
        var browser = world.signedIn("ingrid-there");
        var now = world.core.clock.instant();
        List<UnaryOperator<JWTClaimsSet.Builder>> spoiled =
                List.of(
                        it -> it.issuer("https://evil.example"),
                        it -> it.audience("somebody-else"),
                        it -> it.issueTime(null),
                        it -> it.expirationTime(null),
                        it -> it.expirationTime(Date.from(now.minusSeconds(31))),
                        it -> it.expirationTime(Date.from(now.plusSeconds(3600))),
                        it -> it.jwtID(null),
                        it -> it.claim("events", null),
                        it -> it.claim("events", Map.of("http://evil.example/event", Map.of())),
                        it -> it.claim("nonce", "x"),
                        it -> it.subject(null));
        for (int i = 0; i < spoiled.size(); i++) {
            var token = signed(spoiled.get(i).apply(world.there.logout().subject("ingrid-there")));
            assertThat(tell(token).status()).as("number %s", i).isEqualTo(400);
        }
        var good = world.there.logout().subject("ingrid-there").build();
        assertThat(tell(world.there.signed(good, "at+jwt")).status()).isEqualTo(400);
        assertThat(tell("nonsense").status()).isEqualTo(400);
        assertThat(browser.api("GET", "/me").status()).isEqualTo(200);
    }
}
