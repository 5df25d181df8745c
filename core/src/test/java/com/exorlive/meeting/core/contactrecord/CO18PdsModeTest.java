package com.exorlive.meeting.core.contactrecord;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.pdsmode.PdsStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// CO-18: in PDS mode the server takes nothing that tells who a contact is.
@OnBothDatabases
final class CO18PdsModeTest {
    private static final String ADDRESS = "https://pds.fjellvik.example";
    private static Practice practice;
    private static Browser astrid;

    @BeforeDatabase
    static void open() throws Exception {
        practice = Practice.open();
        astrid = practice.core.signedIn("astrid");
    }

    @AfterDatabase
    static void close() {
        practice.close();
    }

    @Test
    void theModeIsRefusedWhileNamesAreKeptAndHoldsThemOffAfterwards() {
        assertThat(pds(ADDRESS).code()).isEqualTo("personal-data-held");
        for (var it : astrid.api("GET", "/organisation/export").json().path("contacts")) {
            astrid.api(
                    "POST",
                    "/contacts/" + it.path("id").asString() + "/erasure",
                    Map.of("confirmed", true));
        }
        assertThat(pds(ADDRESS).status()).isEqualTo(204);

        assertThat(practice.ingrid.api("GET", "/me").json().path("organisation").path("pds"))
                .hasToString("\"" + ADDRESS + "\"");
        for (var field :
                List.of(
                        Map.of("name", "Ola"),
                        Map.of("birthDate", "1990-01-01"),
                        Map.of("phone", "+47 00 00 00 01"),
                        Map.of("email", "a@example.org"))) {
            assertThat(practice.ingrid.api("POST", "/contacts", field).code())
                    .isEqualTo("personal-data-not-held");
        }
        var made = practice.ingrid.api("POST", "/contacts", Map.of("atLeast16", true));
        assertThat(made.status()).isEqualTo(201);
        assertThat(
                        practice.ingrid
                                .api(
                                        "PUT",
                                        "/contacts/" + made.text("id"),
                                        Map.of("version", 1, "name", "Ola"))
                                .code())
                .isEqualTo("personal-data-not-held");
        assertThat(practice.signe.api("POST", "/contacts", Map.of("name", "Other")).status())
                .isEqualTo(201);
    }

    @Test
    void onlyWhatTheOperatorAllowsIsTaken() {
        assertThat(pds("https://elsewhere.example").code()).isEqualTo("pds-not-allowed");
        var seen = astrid.api("GET", "/organisation").json().path("pds").path("allowed");
        assertThat(seen)
                .hasToString("[\"https://pds.fjellvik.example\",\"https://pds.example.org\"]");
        assertThat(practice.audit("pds-on")).anyMatch(it -> it.endsWith(" pds-not-allowed"));
    }

    @Test
    void clientsAreMadeFromTheirRecordAndWithoutNames() {
        var signe = practice.core.signedIn("signe");
        var havnes =
                new OrganisationId(
                        signe.api("GET", "/me").json().path("organisation").path("id").asString());
        practice.core.database().run(handle -> PdsStore.put(handle, havnes, ADDRESS));
        var contact = signe.api("POST", "/contacts", Map.of("atLeast16", true)).text("id");
        var path = "/contacts/" + contact + "/account";

        assertThat(signe.api("POST", path, Map.of("username", "nora.nes")).code())
                .isEqualTo("personal-data-not-held");
        var given = signe.api("POST", path, Map.of());

        assertThat(given.text("username")).matches("c-[2-9a-z]{4}-[2-9a-z]{4}");
        var code = given.json().path("invitation").path("code").asString();
        var client = practice.core.newBrowser();
        client.post("/oidc/password", Map.of("code", code, "password", "five green hills"));
        client.signIn(given.text("username"), "five green hills");
        assertThat(client.api("GET", "/me").text("name")).matches("#[0-9]+");
        practice.core.database().run(handle -> PdsStore.remove(handle, havnes));
    }

    @Test
    void whatTheOwnServiceFoundByNameIsLookedUpByIdWithinTheReach() {
        var amina = practice.jonas.api("POST", "/contacts", Map.of()).text("id");
        var erik = practice.signe.api("POST", "/contacts", Map.of()).text("id");

        var found =
                practice.ingrid.api(
                        "GET", "/contacts/search?ids=" + amina + "," + erik + ",unknown");

        assertThat(found.json().path("contacts")).hasSize(1);
        assertThat(found.json().path("contacts").path(0).path("id").asString()).isEqualTo(amina);
        var tooMany = String.join(",", java.util.Collections.nCopies(21, amina));
        for (var wrong : List.of("", ",", "a b", tooMany)) {
            var encoded =
                    java.net.URLEncoder.encode(wrong, java.nio.charset.StandardCharsets.UTF_8);
            assertThat(practice.ingrid.api("GET", "/contacts/search?ids=" + encoded).code())
                    .as(wrong)
                    .isEqualTo("bad-request");
        }
    }

    @Test
    void onlyAnOriginIsAnAddress() {
        for (var address :
                List.of(
                        "http://pds.example",
                        "https://pds.example/path",
                        "javascript:alert(1)",
                        "https://user@pds.example",
                        "https://pds.example\\ntwo",
                        "https://pds.example;default-src",
                        "https://",
                        "x")) {
            assertThat(pds(address).code()).as(address).isEqualTo("bad-request");
        }
    }

    private static com.exorlive.meeting.core.Http.Answer pds(String address) {
        return astrid.api("PUT", "/organisation/pds", Map.of("address", address));
    }
}
