package com.exorlive.meeting.core.contactrecord;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// CO-12, CO-13, CO-14: an instructor gives a contact an account from the record, by a code that
/// is shown once; with it the client sees own programs and invitations, and without it nothing.
@OnBothDatabases
final class CO13ClientAccountTest {
    private static final String PASSWORD = "five green hills";
    private static Practice practice;

    @BeforeDatabase
    static void open() throws Exception {
        practice = Practice.open();
    }

    @AfterDatabase
    static void close() {
        practice.close();
    }

    @Test
    void theClientSetsAPasswordByTheCodeAndSeesOwnProgramsAndInvitations() {
        var tor = Practice.contact(practice.ingrid, "Tor Haugen");
        assertThat(start(tor).code()).isEqualTo("contact-without-account");

        var given = give(tor, Map.of("username", "Tor.Haugen", "language", "nb"));

        assertThat(given.status()).isEqualTo(201);
        assertThat(given.text("username")).isEqualTo("tor.haugen");
        assertThat(given.json().path("invitation").path("link").asString())
                .startsWith(practice.core.origin() + "/set-password#code=" + code(given) + "&at=");
        assertThat(given.json().path("mailed").asBoolean(true)).isFalse();
        assertThat(record(tor).path("hasAccount").asBoolean()).isTrue();
        assertThat(record(tor).path("account").path("state").asString()).isEqualTo("invited");
        assertThat(start(tor).status()).isEqualTo(201);

        var client = signedIn(given);
        assertThat(client.api("GET", "/me").json().path("roles")).hasToString("[\"contact\"]");
        assertThat(client.api("GET", "/me").text("name")).isEqualTo("Tor Haugen");
        assertThat(client.api("GET", "/me/program").status()).isEqualTo(200);
        assertThat(client.api("GET", "/invitations").json().path("invitations")).hasSize(1);
        assertThat(client.api("GET", "/contacts").status()).isEqualTo(403);
        assertThat(record(tor).path("account").path("state").asString()).isEqualTo("ready");
        assertThat(record(tor).path("account").path("codeUntil").isNull()).isTrue();
        assertThat(practice.audit("contact-account")).contains(tor + " ok");
    }

    @Test
    void withoutAUserNameOneIsMadeThatSaysNothing() {
        var nobody = contact(Map.of());

        var given = give(nobody, Map.of());

        assertThat(given.text("username")).matches("c-[2-9a-z]{4}-[2-9a-z]{4}");
        assertThat(signedIn(given).api("GET", "/me").text("name")).matches("#[0-9]+");
    }

    @Test
    void anAccountIsGivenOnceAndItsNameToOneAlone() {
        var one = contact(Map.of("name", "One"));
        var other = contact(Map.of("name", "Other"));
        assertThat(give(one, Map.of("username", "one.of.us")).status()).isEqualTo(201);

        assertThat(give(one, Map.of()).code()).isEqualTo("contact-has-account");
        assertThat(give(other, Map.of("username", "ONE.of.us")).code())
                .isEqualTo("login-name-taken");
        assertThat(give(other, Map.of("username", "ingrid")).code()).isEqualTo("login-name-taken");
        assertThat(record(other).path("account").isNull()).isTrue();
        for (var wrong : List.of("", "x", "two words", "-a", "å.å", "a".repeat(65))) {
            assertThat(give(other, Map.of("username", wrong)).code()).isEqualTo("bad-request");
        }
        assertThat(give(other, Map.of("language", "xx")).code()).isEqualTo("bad-request");
    }

    @Test
    void aLostCodeIsReplacedByANewOne() {
        var lost = contact(Map.of("name", "Lost"));
        var first = give(lost, Map.of());

        var second = account(practice.ingrid, lost, "/code");

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text("username")).isEqualTo(first.text("username"));
        assertThat(setPassword(first).code()).isEqualTo("code-unknown");
        assertThat(setPassword(second).status()).isEqualTo(200);
        assertThat(setPassword(second).code()).isEqualTo("code-unknown");
    }

    @Test
    void withdrawalEndsTheClientsAccessAtOnceAndTheAccountCanBeGivenBack() {
        var contact = contact(Map.of("name", "Vera", "birthDate", "1980-01-01"));
        var given = give(contact, Map.of("username", "vera"));
        var vera = signedIn(given);
        assertThat(vera.api("GET", "/invitations").status()).isEqualTo(200);

        assertThat(account(practice.ingrid, contact, "/withdraw").status()).isEqualTo(204);

        assertThat(vera.api("GET", "/invitations").status()).isEqualTo(401);
        assertThat(record(contact).path("hasAccount").asBoolean()).isFalse();
        assertThat(record(contact).path("account").path("state").asString()).isEqualTo("withdrawn");
        assertThat(start(contact).code()).isEqualTo("contact-without-account");
        assertThat(account(practice.ingrid, contact, "/withdraw").code())
                .isEqualTo("contact-without-account");
        assertThat(account(practice.ingrid, contact, "/code").code())
                .isEqualTo("contact-without-account");

        var again = give(contact, Map.of());
        assertThat(again.text("username")).isEqualTo("vera");
        var browser = practice.core.newBrowser();
        assertThat(browser.login(browser.begin(), "vera", PASSWORD).code())
                .isEqualTo("credentials-wrong");
        assertThat(signedIn(again).api("GET", "/invitations").status()).isEqualTo(200);
    }

    @Test
    void whatAnAdministratorDeactivatesTheRecordShowsAsWithdrawn() {
        var contact = contact(Map.of("name", "Dina"));
        give(contact, Map.of("username", "dina"));
        var astrid = practice.core.signedIn("astrid");
        var person = astrid.api("GET", "/people?role=contact&search=dina").json().path("people");
        var path = "/people/" + person.path(0).path("sub").asString() + "/deactivate";

        assertThat(astrid.api("POST", path, Map.of("version", 1)).status()).isEqualTo(200);

        assertThat(record(contact).path("hasAccount").asBoolean()).isFalse();
        var line =
                practice.ingrid
                        .api("GET", "/contacts")
                        .json()
                        .path("contacts")
                        .valueStream()
                        .filter(it -> it.path("id").asString().equals(contact))
                        .findFirst()
                        .orElseThrow();
        assertThat(line.path("hasAccount").asBoolean(true)).isFalse();
    }

    @Test
    void onlyWhoMayOpenTheContactGivesAnAccount() {
        var amina = Practice.contact(practice.jonas, "Amina Yusuf");

        assertThat(account(practice.ingrid, amina, "/code").code()).isEqualTo("basis-needed");
        Practice.open(practice.ingrid, amina);
        assertThat(account(practice.ingrid, amina, "/code").status()).isEqualTo(201);
        assertThat(account(practice.signe, amina, "/code").code()).isEqualTo("contact-unknown");
        for (var user : List.of("ola", "unni", "astrid")) {
            var other = practice.core.signedIn(user);
            for (var rest : List.of("/code", "/withdraw")) {
                assertThat(account(other, amina, rest).code()).isEqualTo("not-instructor");
            }
        }
        assertThat(practice.audit("contact-account-code"))
                .contains(amina + " basis-needed", amina + " ok", amina + " contact-unknown");
    }

    @Test
    void nobodyWhoIsMoreThanAClientIsReachedThisWay() {
        var contact = contact(Map.of("name", "Elin Both"));
        var given = give(contact, Map.of("username", "elin"));
        var astrid = practice.core.signedIn("astrid");
        var person = astrid.api("GET", "/people?role=contact&search=elin").json().path("people");
        var unit = person.path(0).path("unit").path("id").asString();
        var roles =
                List.of(
                        Map.of("role", "contact", "unit", unit),
                        Map.of("role", "unit-administrator", "unit", unit));
        var path = "/people/" + person.path(0).path("sub").asString() + "/roles";
        assertThat(astrid.api("PUT", path, Map.of("roles", roles, "version", 1)).status())
                .isEqualTo(200);

        assertThat(account(practice.ingrid, contact, "/code").code()).isEqualTo("person-not-yours");
        assertThat(account(practice.ingrid, contact, "/withdraw").code())
                .isEqualTo("person-not-yours");
        assertThat(given.status()).isEqualTo(201);
    }

    private static String contact(Map<String, Object> data) {
        return practice.ingrid.api("POST", "/contacts", data).text("id");
    }

    private static Http.Answer give(String contact, Map<String, Object> body) {
        return practice.ingrid.api("POST", "/contacts/" + contact + "/account", body);
    }

    private static Http.Answer account(Browser instructor, String contact, String rest) {
        return instructor.api("POST", "/contacts/" + contact + "/account" + rest);
    }

    private static tools.jackson.databind.JsonNode record(String contact) {
        return practice.ingrid.api("GET", "/contacts/" + contact).json();
    }

    private static Http.Answer start(String contact) {
        return practice.ingrid.api("POST", "/meetings", Map.of("contactId", contact));
    }

    private static String code(Http.Answer given) {
        return given.json().path("invitation").path("code").asString();
    }

    private static Http.Answer setPassword(Http.Answer given) {
        return practice.core
                .newBrowser()
                .post("/oidc/password", Map.of("code", code(given), "password", PASSWORD));
    }

    private static Browser signedIn(Http.Answer given) {
        assertThat(setPassword(given).status()).isEqualTo(200);
        var browser = practice.core.newBrowser();
        browser.signIn(given.text("username"), PASSWORD);
        return browser;
    }
}
