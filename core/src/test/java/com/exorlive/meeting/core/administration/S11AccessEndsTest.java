package com.exorlive.meeting.core.administration;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.nimbusds.jwt.SignedJWT;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// S-11: who is shut out is out at once, with every token they hold; signaling hears of it.
@OnBothDatabases
final class S11AccessEndsTest {
    private CoreUnderTest core;
    private Administrators all;

    @BeforeEach
    void start() throws Exception {
        core = CoreUnderTest.start();
        all = new Administrators(core);
    }

    @AfterEach
    void stop() {
        core.close();
    }

    @Test
    void deactivationEndsSignInRefreshAndAccessTokensAtOnce() {
        var jonas = core.signedIn("jonas");
        var sub = jonas.api("GET", "/me").text("sub");
        var refresh = jonas.refreshToken();
        assertThat(all.deactivate(all.unni, sub).json().path("active").asBoolean()).isFalse();

        assertThat(jonas.api("GET", "/me").code()).isEqualTo("token-invalid");
        assertThat(jonas.refresh(refresh).text("error")).isEqualTo("invalid_grant");
        assertThat(jonas.authorize(jonas.authorization()).header("Location"))
                .startsWith("/sign-in?tx=");
        var again = core.newBrowser();
        assertThat(again.login(again.begin(), "jonas", CoreUnderTest.DEMO_PASSWORD).code())
                .isEqualTo("credentials-wrong");
        assertThat(ends(0)).containsExactly(sub + " -");

        all.activateAgain(all.unni, sub);
        assertThat(jonas.api("GET", "/me").code()).isEqualTo("token-invalid");
        assertThat(core.signedIn("jonas").api("GET", "/me").status()).isEqualTo(200);
    }

    @Test
    void signingOutEndsTheAccessTokensOfThatSignInAndNoOther() throws Exception {
        var here = core.signedIn("jonas");
        var there = core.signedIn("jonas");
        here.post("/oidc/logout", Map.of());
        assertThat(here.api("GET", "/me").code()).isEqualTo("token-invalid");
        assertThat(there.api("GET", "/me").status()).isEqualTo(200);
        var sid = SignedJWT.parse(here.accessToken()).getJWTClaimsSet().getStringClaim("sid");
        assertThat(ends(0)).containsExactly(there.api("GET", "/me").text("sub") + " " + sid);
    }

    @Test
    void whoIsShutOutOrSignedOutIsAdmittedToNoMeeting() throws Exception {
        var ingrid = core.signedIn("ingrid");
        var ola = core.signedIn("ola");
        var contact = all.contact(ingrid, "Ola Nordmann");
        var meeting = ingrid.api("POST", "/meetings", Map.of("contactId", contact)).text("id");
        var sub = ola.api("GET", "/me").text("sub");
        var sid = SignedJWT.parse(ola.accessToken()).getJWTClaimsSet().getStringClaim("sid");
        var question = Map.of("meetingId", meeting, "subject", sub, "sid", sid);
        var service = core.signaling();
        assertThat(service.api("POST", "/admissions", question).status()).isEqualTo(200);
        ola.post("/oidc/logout", Map.of());
        assertThat(service.api("POST", "/admissions", question).code())
                .isEqualTo("meeting-not-open");
        assertThat(service.admit(meeting, sub).status()).isEqualTo(200);
        all.deactivate(all.astrid, sub);
        assertThat(service.admit(meeting, sub).code()).isEqualTo("meeting-not-open");
    }

    @Test
    void aChangedPasswordEndsEveryOtherSignIn() {
        var here = core.signedIn("jonas");
        var there = core.signedIn("jonas");
        var change =
                Map.of("current", CoreUnderTest.DEMO_PASSWORD, "password", "nine blue lakes here");
        assertThat(here.api("POST", "/me/password", change).status()).isEqualTo(204);
        assertThat(here.api("GET", "/me").status()).isEqualTo(200);
        assertThat(there.api("GET", "/me").code()).isEqualTo("token-invalid");
        assertThat(here.api("POST", "/me/password", change).code()).isEqualTo("password-wrong");
        core.newBrowser().signIn("jonas", "nine blue lakes here");
    }

    @Test
    void whoGuessesAtTheCurrentPasswordIsSlowed() {
        var jonas = core.signedIn("jonas");
        var guess = Map.of("current", "a guess", "password", "nine blue lakes here");
        for (int i = 0; i < 5; i++) {
            assertThat(jonas.api("POST", "/me/password", guess).code()).isEqualTo("password-wrong");
        }
        assertThat(jonas.api("POST", "/me/password", guess).code()).isEqualTo("slow-down");
    }

    @Test
    void whoAsksAfterANumberIsToldTheLastMinuteAgain() {
        var jonas = core.signedIn("jonas");
        jonas.post("/oidc/logout", Map.of());
        var first = lastSeq();
        assertThat(ends(first)).as("within the minute").hasSize(1);
        core.clock.advance(java.time.Duration.ofSeconds(61));
        assertThat(ends(first)).isEmpty();
        assertThat(ends(0)).hasSize(1);
    }

    private long lastSeq() {
        var all = core.signaling().api("GET", "/access-ends", Map.of()).json().path("ends");
        return all.path(all.size() - 1).path("seq").asLong();
    }

    private List<String> ends(long after) {
        return core.signaling()
                .api("GET", "/access-ends?after=" + after, Map.of())
                .json()
                .path("ends")
                .valueStream()
                .map(it -> it.path("subject").asString() + " " + it.path("sid").asString("-"))
                .toList();
    }
}
