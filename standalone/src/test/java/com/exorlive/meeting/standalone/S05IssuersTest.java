package com.exorlive.meeting.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// S-05 with the whole product: two issuers in the settings, one of them for the organisation of
/// this meeting. Its people are let in as who the administrator has tied them to, and are shut out
/// as such; the other's are told what those of an unknown meeting are.
@Tag("long")
class S05IssuersTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir Path data;

    @Test
    void anIssuerOpensMeetingsOfItsOrganisationToWhoIsTiedAndNoOthers() throws Exception {
        var organisation = organisation();
        try (var ours = new FakeIssuer();
                var theirs = new FakeIssuer();
                var product =
                        TestStandalone.start(
                                data,
                                Map.of(
                                        "exorlive.tokens.issuers",
                                        list(ours, organisation, theirs)));
                var astrid = new Caller(product.origin(), 1);
                var ingrid = new Caller(product.origin(), 2);
                var ola = new Caller(product.origin(), 3)) {
            astrid.signIn("astrid");
            ingrid.signIn("ingrid");
            ola.signIn("ola");
            var sub = read(ola.get("/core/v1/me").body()).get("sub").stringValue();
            allowEid(astrid);
            tie(astrid, ours.name(), sub);
            tie(astrid, theirs.name(), sub);
            var meeting = ingrid.startMeeting("Ola Nordmann");
            ingrid.join(meeting);

            ola.accessToken = theirs.token("ola-there", "high");
            var refused = ola.askForTicket(meeting);
            var unknown = ola.askForTicket("AWsBXZBrAq8Q8xJ3qdysV0sdm-2JuJM6nQ");
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(bare(refused.body())).isEqualTo(bare(unknown.body()));
            ola.accessToken = ours.token("ola-there", "low");
            assertThat(ola.askForTicket(meeting).statusCode()).isEqualTo(401);
            ola.accessToken = ours.token("somebody-there", "high");
            assertThat(ola.askForTicket(meeting).statusCode()).isEqualTo(404);
            ola.accessToken = ours.token(sub, "high");
            assertThat(ola.askForTicket(meeting).statusCode()).isEqualTo(404);

            ola.accessToken = ours.token("ola-there", "high");
            ola.join(meeting);
            assertThat(ingrid.nextPresenceOf("invitee", "present")).isNotNull();

            var done = astrid.post("/core/v1/people/" + sub + "/deactivate", Map.of("version", 1));
            assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
            assertThat(ola.closeStatus()).isEqualTo(4004);
            assertThat(ola.askForTicket(meeting).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void S11WhoSignsOutAtTheIssuerTheyCameByIsOutOfTheMeetingAndTheTokenOpensNothing()
            throws Exception {
        var organisation = organisation();
        try (var ours = new FakeIssuer();
                var product =
                        TestStandalone.start(
                                data, Map.of("exorlive.tokens.issuers", list(ours, organisation)));
                var astrid = new Caller(product.origin(), 1);
                var ingrid = new Caller(product.origin(), 2);
                var ola = new Caller(product.origin(), 3)) {
            astrid.signIn("astrid");
            ingrid.signIn("ingrid");
            ola.signIn("ola");
            var sub = read(ola.get("/core/v1/me").body()).get("sub").stringValue();
            allowEid(astrid);
            var provider = tie(astrid, ours.name(), sub);
            var meeting = ingrid.startMeeting("Ola Nordmann");
            ingrid.join(meeting);
            ola.accessToken = ours.token("ola-there", "high", "phone");
            ola.join(meeting);

            tellSignOut(ingrid, provider, ours.logoutToken("exorlive", "ola-there", "tablet"));
            ola.accessToken = ours.token("ola-there", "high", "tablet");
            assertThat(ola.askForTicket(meeting).statusCode()).isEqualTo(404);
            ola.accessToken = ours.token("ola-there", "high", "phone");
            assertThat(ola.askForTicket(meeting).statusCode()).isEqualTo(200);

            var asked = System.nanoTime();
            tellSignOut(ingrid, provider, ours.logoutToken("exorlive", "ola-there", "phone"));
            assertThat(ola.closeStatus()).isEqualTo(4004);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(LIMIT);
            assertThat(ola.askForTicket(meeting).statusCode()).isEqualTo(404);
            assertThat(ingrid.nextPresenceOf("invitee", "absent")).isNotNull();
        }
    }

    @Test
    void whoIsNoLongerTiedToTheIdentityIsOutOfTheMeeting() throws Exception {
        var organisation = organisation();
        try (var ours = new FakeIssuer();
                var product =
                        TestStandalone.start(
                                data, Map.of("exorlive.tokens.issuers", list(ours, organisation)));
                var astrid = new Caller(product.origin(), 1);
                var ingrid = new Caller(product.origin(), 2);
                var ola = new Caller(product.origin(), 3)) {
            astrid.signIn("astrid");
            ingrid.signIn("ingrid");
            ola.signIn("ola");
            var sub = read(ola.get("/core/v1/me").body()).get("sub").stringValue();
            allowEid(astrid);
            tie(astrid, ours.name(), sub);
            var meeting = ingrid.startMeeting("Ola Nordmann");
            ingrid.join(meeting);
            ola.accessToken = ours.token("ola-there", "high");
            ola.join(meeting);

            var identities = "/core/v1/people/" + sub + "/identities";
            var tie = read(astrid.get(identities).body()).get("identities").get(0).get("id");
            var done = astrid.delete(identities + "/" + tie.stringValue());
            assertThat(done.statusCode()).as(done.body()).isEqualTo(204);
            assertThat(ola.closeStatus()).isEqualTo(4004);
            assertThat(ola.askForTicket(meeting).statusCode()).isEqualTo(404);
        }
    }

    private static void tellSignOut(Caller caller, String provider, String token) throws Exception {
        var answer =
                caller.postForm(
                        "/oidc/back-channel-logout/" + provider, Map.of("logout_token", token));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /// Operators find it in the organisation's settings, and start again with it.
    private String organisation() throws Exception {
        try (var product = TestStandalone.start(data, Map.of());
                var astrid = new Caller(product.origin(), 1)) {
            astrid.signIn("astrid");
            var here = read(astrid.get("/core/v1/identity-providers").body());
            return here.get("signInAddress").stringValue().replaceFirst("^.*/at/", "");
        }
    }

    private static String list(FakeIssuer ours, String organisation) {
        return "[%s]".formatted(entry(ours, organisation));
    }

    private static String list(FakeIssuer ours, String organisation, FakeIssuer theirs) {
        return "[%s, { issuer = \"%s\", organisations = [another] }]"
                .formatted(entry(ours, organisation), theirs.name());
    }

    private static String entry(FakeIssuer ours, String organisation) {
        return "{ issuer = \"%s\", organisations = [\"%s\"], acr-values = [high], max-age = 1 h }"
                .formatted(ours.name(), organisation);
    }

    private static void allowEid(Caller astrid) throws Exception {
        var now = read(astrid.get("/core/v1/organisation").body());
        var changed =
                astrid.put(
                        "/core/v1/organisation",
                        Map.of(
                                "name",
                                now.get("name").stringValue(),
                                "modules",
                                Map.of("video", true, "sso", false, "eid", true),
                                "version",
                                now.get("version").intValue()));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    }

    /// @return the provider by which they are tied
    private static String tie(Caller astrid, String issuer, String sub) throws Exception {
        var asked = new HashMap<String, Object>();
        asked.put("name", "BankID");
        asked.put("kind", "eid");
        asked.put("issuer", issuer);
        asked.put("clientId", "exorlive");
        asked.put("clientSecret", "what only the two know");
        var made = astrid.post("/core/v1/identity-providers", asked);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        var provider = read(made.body()).get("id").stringValue();
        var tied =
                astrid.post(
                        "/core/v1/people/" + sub + "/identities",
                        Map.of("provider", provider, "subject", "ola-there"));
        assertThat(tied.statusCode()).as(tied.body()).isBetween(200, 201);
        return provider;
    }

    private static String bare(String problem) {
        return problem.replaceAll("\"correlationId\":\"[^\"]*\"", "");
    }

    private static JsonNode read(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
