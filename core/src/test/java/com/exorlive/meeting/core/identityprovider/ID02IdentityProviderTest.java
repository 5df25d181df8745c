package com.exorlive.meeting.core.identityprovider;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// ID-01 to ID-04: people of an organisation sign in by its own identity providers, as who they
/// were tied to, and as nobody else.
@OnBothDatabases
final class ID02IdentityProviderTest {
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
        world.change(Map.of());
    }

    @Test
    void whoWasTiedSignsInAndTheTokensSayByWhatAndHowSurely() throws ParseException {
        world.there.claims =
                it -> it.claim("acr", "urn:bankid:bid;LOA=4").claim("amr", List.of("hwk", "pin"));
        var browser = world.signedIn("ingrid-there");
        assertThat(browser.api("GET", "/me").text("name")).isEqualTo("Ingrid Berg");
        for (var token : List.of(browser.accessToken(), browser.idToken())) {
            var said = claims(token);
            assertThat(said.getStringClaim("idp")).isEqualTo("BankID");
            assertThat(said.getStringClaim("acr")).isEqualTo("high");
            assertThat(said.getStringListClaim("amr")).containsExactly("hwk", "pin");
        }
        assertThat(world.core.audit().stream().map(it -> it.line()))
                .anyMatch(
                        it ->
                                it.event().equals("sign-in")
                                        && it.actor().equals(world.ingrid)
                                        && it.target().equals(world.id)
                                        && it.outcome().equals("ok"));
    }

    @Test
    void theAssertionToTheOtherSaysTheSame() throws ParseException {
        world.there.claims = it -> it.claim("acr", "http://eidas.europa.eu/LoA/substantial");
        var browser = world.signedIn("ingrid-there");
        var contact =
                browser.api("GET", "/contacts")
                        .json()
                        .path("contacts")
                        .valueStream()
                        .filter(it -> it.path("name").asString().equals("Ola Nordmann"))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asString();
        var meeting = browser.api("POST", "/meetings", Map.of("contactId", contact)).text("id");
        browser.narrowTo("openid profile core");
        var answer =
                Http.send(
                        "POST",
                        world.core.origin().resolve("/oidc/meeting-assertion"),
                        Map.of(
                                "Authorization",
                                "Bearer " + browser.accessToken(),
                                "Content-Type",
                                "application/json"),
                        Http.json(Map.of("meetingId", meeting, "jkt", "A".repeat(43))));
        var said = claims(answer.text("assertion"));
        assertThat(said.getStringClaim("idp")).isEqualTo("BankID");
        assertThat(said.getStringClaim("acr")).isEqualTo("substantial");
        assertThat(claims(world.core.signedIn("ola").accessToken()).getClaims())
                .doesNotContainKeys("idp", "acr");
    }

    /// S-05: the user is (issuer, subject), never an e-mail address or a name.
    @Test
    void anEmailAddressOrANameThereMakesNobodyAnybodyHere() {
        world.there.claims =
                it ->
                        it.claim("email", "ingrid@fjellvik.example")
                                .claim("email_verified", true)
                                .claim("preferred_username", "ingrid");
        assertThat(world.problem("somebody-else")).isEqualTo("identity-unknown");
    }

    @Test
    void theSameSubjectAtAnotherProviderIsSomebodyElse() {
        var other = world.configure(Map.of("name", "MitID"));
        var browser = world.core.newBrowser();
        var sent =
                browser.post(
                        "/oidc/provider-sign-in", Map.of("tx", browser.begin(), "provider", other));
        var answer = world.there.signIn(sent.text("redirect"), "ingrid-there");
        assertThat(browser.get("/oidc/from/" + other + "?" + Http.form(answer)).header("Location"))
                .endsWith("problem=identity-unknown");
        world.admin().api("DELETE", "/identity-providers/" + other);
    }

    @Test
    void whoWasInvitedTiesThemselvesOnce() {
        var jonas = world.core.signedIn("jonas").api("GET", "/me").text("sub");
        var code =
                world.admin()
                        .api("POST", "/people/" + jonas + "/invitation", Map.of())
                        .text("code");
        var browser = world.core.newBrowser();
        var ask = Map.of("code", code, "provider", world.id);
        var sent = browser.post("/oidc/provider-link", ask).text("redirect");
        var answer = world.back(browser, world.there.signIn(sent, "jonas-there"));
        assertThat(answer.header("Location")).isEqualTo("/");
        var signedIn = browser.authorize(browser.authorization()).header("Location");
        browser.take(browser.redeem(Browser.codeIn(signedIn)));
        assertThat(browser.api("GET", "/me").text("sub")).isEqualTo(jonas);
        assertThat(browser.post("/oidc/provider-link", ask).code()).isEqualTo("code-unknown");
        assertThat(world.signedIn("jonas-there").api("GET", "/me").text("sub")).isEqualTo(jonas);
        assertThat(world.link(world.ingrid, "jonas-there").code()).isEqualTo("identity-taken");
    }

    @Test
    void anInvitationOfAnotherOrganisationOpensNothingHere() {
        var browser = world.core.newBrowser();
        var ask = Map.of("code", "x".repeat(43), "provider", world.id);
        assertThat(browser.post("/oidc/provider-link", ask).code()).isEqualTo("code-unknown");
        var signe = world.core.signedIn("signe");
        assertThat(signe.api("GET", "/identity-providers").code()).isEqualTo("not-administrator");
        assertThat(world.core.newBrowser().get("/oidc/providers?organisation=nowhere").json())
                .isEqualTo(world.core.newBrowser().get("/oidc/providers").json());
    }

    @Test
    void aModuleThatIsOffShowsNoProviderAndTakesNoAnswer() {
        var here =
                world.admin().api("GET", "/me").json().path("organisation").path("id").asString();
        var path = "/oidc/providers?organisation=" + here;
        var browser = world.core.newBrowser();
        var address = world.send(browser);
        assertThat(browser.get(path).json().path("providers")).hasSize(1);
        world.modules(true, false);
        assertThat(browser.get(path).json().path("providers")).isEmpty();
        assertThat(
                        world.back(browser, world.there.signIn(address, "ingrid-there"))
                                .header("Location"))
                .endsWith("problem=provider-answer-wrong");
        world.modules(true, true);
    }

    @Test
    void whoIsDeactivatedOrUntiedIsNobody() {
        var id =
                world.admin()
                        .api("GET", "/people/" + world.ingrid + "/identities")
                        .json()
                        .path("identities")
                        .path(0)
                        .path("id")
                        .asString();
        var browser = world.signedIn("ingrid-there");
        world.admin().api("DELETE", "/people/" + world.ingrid + "/identities/" + id);
        assertThat(browser.api("GET", "/me").code()).isEqualTo("token-invalid");
        assertThat(world.problem("ingrid-there")).isEqualTo("identity-unknown");
        world.link(world.ingrid, "ingrid-there");
        assertThat(world.signedIn("ingrid-there").api("GET", "/me").status()).isEqualTo(200);
    }

    @Test
    void aProviderThatIsSwitchedOffSignsOutWhoCameByIt() {
        var browser = world.signedIn("ingrid-there");
        world.change(Map.of("active", false));
        assertThat(browser.api("GET", "/me").code()).isEqualTo("token-invalid");
        assertThat(
                        world.core
                                .newBrowser()
                                .post("/oidc/provider-sign-in", Map.of("tx", "x", "provider", "y"))
                                .code())
                .isEqualTo("login-expired");
    }

    @Test
    void signingOutSignsOutThereWhereTheOrganisationWantsIt() {
        var plain = world.signedIn("ingrid-there");
        assertThat(plain.post("/oidc/logout", Map.of()).status()).isEqualTo(204);
        world.change(Map.of("signOutThere", true));
        var browser = world.signedIn("ingrid-there");
        var there = browser.post("/oidc/logout", Map.of()).text("redirect");
        assertThat(there).startsWith(world.there.issuer() + "/end?");
        var asked = Http.parameters(java.net.URI.create(there).getRawQuery());
        assertThat(asked.get("post_logout_redirect_uri")).isEqualTo(world.core.origin() + "/");
        assertThat(asked.get("id_token_hint").split("\\.", -1)).hasSize(3);
        assertThat(browser.api("GET", "/me").code()).isEqualTo("token-invalid");
    }

    @Test
    void neitherTheSecretNorWhoSomebodyIsThereCanBeReadInTheDatabase() {
        world.change(Map.of("signOutThere", true));
        world.signedIn("ingrid-there");
        List<String> kept =
                world.core
                        .database()
                        .inTransaction(
                                handle ->
                                        handle.createQuery(
                                                        "select p.sealed_secret || ' ' || l.token"
                                                                + " || ' ' || s.sealed_id_token from"
                                                                + " identity_provider p join"
                                                                + " identity_link l on l.provider_id ="
                                                                + " p.id join provider_session s on"
                                                                + " s.link_id = l.id"
                                                                + " where s.sealed_id_token is not null")
                                                .mapTo(String.class)
                                                .list());
        assertThat(kept).isNotEmpty();
        assertThat(String.join(" ", kept))
                .doesNotContain(FakeProvider.SECRET, "ingrid-there", "eyJ");
        var shown = world.admin().api("GET", "/identity-providers").raw().body();
        assertThat(shown).doesNotContain(FakeProvider.SECRET).contains("\"hasSecret\":true");
    }

    @Test
    void aSecretIsNotShownToAnIssuerItWasNotGivenFor() {
        var body = ProviderWorld.asked(world.there, Map.of("issuer", "https://idp.example"));
        body.remove("clientSecret");
        var list = world.admin().api("GET", "/identity-providers").json().path("providers");
        body.put("version", list.path(0).path("version").asInt());
        assertThat(world.admin().api("PUT", "/identity-providers/" + world.id, body).code())
                .isEqualTo("bad-request");
    }

    /// S-08: what the organisation demands is asked for, and what does not meet it is refused.
    @Test
    void theDemandedLevelIsAskedForAndEnforced() {
        world.change(
                Map.of("acrValues", List.of("loa-high"), "levels", Map.of("loa-high", "high")));
        var address = world.send(world.core.newBrowser());
        assertThat(Http.parameters(java.net.URI.create(address).getRawQuery()).get("acr_values"))
                .isEqualTo("loa-high");
        assertThat(world.problem("ingrid-there")).isEqualTo("level-too-low");
        world.there.claims = it -> it.claim("acr", "loa-low");
        assertThat(world.problem("ingrid-there")).isEqualTo("level-too-low");
        world.there.claims = it -> it.claim("acr", "loa-high");
        assertThat(world.problem("ingrid-there")).contains("/callback?code=");
        world.change(Map.of("amr", List.of("mfa")));
        assertThat(world.problem("ingrid-there")).isEqualTo("level-too-low");
        world.there.claims = it -> it.claim("amr", List.of("pwd", "mfa"));
        assertThat(world.problem("ingrid-there")).contains("/callback?code=");
    }

    @Test
    void theDemandedTimeIsAskedForAndEnforced() {
        world.change(Map.of("maxAgeSeconds", 60));
        var now = world.core.clock.instant().getEpochSecond();
        world.there.claims = it -> it.claim("auth_time", now - 91);
        assertThat(world.problem("ingrid-there")).isEqualTo("sign-in-too-old");
        world.there.claims = it -> it.claim("auth_time", null);
        assertThat(world.problem("ingrid-there")).isEqualTo("sign-in-too-old");
        world.there.claims = it -> it.claim("auth_time", now + 31);
        assertThat(world.problem("ingrid-there")).isEqualTo("sign-in-too-old");
        world.there.claims = it -> it.claim("auth_time", now - 89);
        assertThat(world.problem("ingrid-there")).contains("/callback?code=");
        var address = world.send(world.core.newBrowser());
        assertThat(Http.parameters(java.net.URI.create(address).getRawQuery()).get("max_age"))
                .isEqualTo("60");
    }

    @Test
    void whoSignedInThereLongAgoStaysSignedInHereForAWorkingDay() {
        var before = world.core.clock.instant().minus(Duration.ofHours(20)).getEpochSecond();
        world.there.claims = it -> it.claim("auth_time", before);
        assertThat(world.signedIn("ingrid-there").api("GET", "/me").status()).isEqualTo(200);
    }

    static JWTClaimsSet claims(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet();
    }
}
