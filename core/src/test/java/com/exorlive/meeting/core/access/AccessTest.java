package com.exorlive.meeting.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.nimbusds.jwt.SignedJWT;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may do what, and across organisations nothing at all (S-06).
@OnBothDatabases
final class AccessTest {
    private static CoreUnderTest core;
    private static String ingridsMeeting;
    private static Map<String, Browser> browsers;

    @BeforeDatabase
    static void start() throws Exception {
        core = CoreUnderTest.start();
        browsers = new HashMap<>();
        for (var user : List.of("ingrid", "jonas", "ola", "kari", "signe", "erik")) {
            browsers.put(user, core.signedIn(user));
        }
        ingridsMeeting =
                browser("ingrid")
                        .api(
                                "POST",
                                "/meetings",
                                Map.of("contactId", contact("ingrid", "Ola Nordmann")))
                        .text("id");
    }

    @AfterDatabase
    static void stop() {
        core.close();
    }

    private static String jonas() {
        return " subject = '" + browser("jonas").api("GET", "/me").text("sub") + "'";
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /me,                              200 , 200, 403 scope-missing",
        "GET,  /me/program,                      403 not-client, 200, 403 scope-missing",
        "GET,  /contacts,                        200, 403 not-instructor, 403 scope-missing",
        "GET,  /contacts/x,                      404 contact-unknown, 403 not-instructor, 403 scope-missing",
        "POST, /meetings,                        404 contact-unknown, 403 not-instructor, 403 scope-missing",
        "GET,  /meetings/x,                      404 meeting-not-open, 404 meeting-not-open, 403 scope-missing",
        "GET,  /invitations,                     403 not-client, 200, 403 scope-missing",
        "POST, /invitations/x/decline,           403 not-client, 404 meeting-not-open, 403 scope-missing",
        "POST, /admissions,                      403 scope-missing, 403 scope-missing, 404 meeting-not-open",
        "POST, /meetings/x/events,               403 scope-missing, 403 scope-missing, 404 meeting-not-open",
    })
    void eachRoleGetsWhatItNeedsAndNoMore(
            String method, String path, String instructor, String client, String service) {
        assertThat(call(method, path, browser("ingrid").accessToken()))
                .isEqualTo(instructor.strip());
        assertThat(call(method, path, browser("ola").accessToken())).isEqualTo(client.strip());
        assertThat(call(method, path, core.signaling().accessToken())).isEqualTo(service.strip());
        assertThat(call(method, path, "nonsense")).isEqualTo("401 token-invalid");
    }

    /// Each person of one organisation tries everything of the other.
    @ParameterizedTest
    @CsvSource({
        "signe, GET, contact of ingrid, contact-unknown",
        "signe, POST, contact of ingrid, module-off",
        "ingrid, GET, contact of signe, contact-unknown",
        "ingrid, POST, contact of signe, contact-unknown",
        "jonas, GET, contact of signe, contact-unknown",
        "jonas, POST, contact of signe, contact-unknown",
        "signe, GET, meeting, meeting-not-open",
        "erik, GET, meeting, meeting-not-open",
        "erik, POST, meeting, meeting-not-open",
    })
    void nothingCrossesOrganisations(String user, String method, String what, String code) {
        assertThat(reach(browser(user), method, what).code()).isEqualTo(code);
    }

    private static Http.Answer reach(Browser browser, String method, String what) {
        if (what.equals("meeting")) {
            return method.equals("GET")
                    ? browser.api("GET", "/meetings/" + ingridsMeeting)
                    : browser.api("POST", "/invitations/" + ingridsMeeting + "/decline");
        }
        var owner = what.substring("contact of ".length());
        var id = contact(owner, owner.equals("signe") ? "Erik Strand" : "Ola Nordmann");
        return method.equals("GET")
                ? browser.api("GET", "/contacts/" + id)
                : browser.api("POST", "/meetings", Map.of("contactId", id));
    }

    @Test
    void aListHoldsOnesOwnContactsOnly() {
        assertThat(names("ingrid"))
                .containsExactly(
                        "Kari Dahl", "Mia Solberg", "Ola Nordmann", "Per Lunde", "Tor Haugen");
        assertThat(names("jonas")).containsExactly("Amina Yusuf");
        assertThat(names("signe")).containsExactly("Erik Strand");
    }

    @Test
    void aClientSeesTheOwnProgramOnly() {
        assertThat(browser("ola").api("GET", "/me/program").text("name"))
                .isEqualTo("Knee, phase 2");
        assertThat(browser("kari").api("GET", "/me/program").text("name")).isEqualTo("Hip, start");
    }

    @Test
    void withoutTheScopeCoreATokenOpensNothing() throws Exception {
        var browser = core.signedIn("ola");
        var narrow = browser.authorization();
        narrow.put("scope", "openid profile");
        browser.take(browser.redeem(Browser.codeIn(browser.authorize(narrow).header("Location"))));
        assertThat(SignedJWT.parse(browser.accessToken()).getJWTClaimsSet().getStringClaim("scope"))
                .isEqualTo("openid profile");
        assertThat(browser.api("GET", "/me").code()).isEqualTo("scope-missing");
    }

    @Test
    void aChangeOfRoleCountsAtOnceWhateverTheTokenSays() {
        var jonas = browser("jonas");
        core.database()
                .run(
                        handle ->
                                handle.execute(
                                        "update held_role set role_name = 'contact' where"
                                                + jonas()));
        assertThat(jonas.api("GET", "/contacts").code()).isEqualTo("not-instructor");
        core.database()
                .run(
                        handle ->
                                handle.execute(
                                        "update held_role set role_name = 'instructor' where"
                                                + jonas()));
        assertThat(jonas.api("GET", "/contacts").status()).isEqualTo(200);
    }

    @Test
    void anUnauthorizedAnswerSaysWhichScheme() {
        var answer = Http.send("GET", core.origin().resolve("/core/v1/me"), Map.of(), "");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    private static String call(String method, String path, String token) {
        var body =
                switch (path) {
                    case "/meetings" -> Map.of("contactId", "x");
                    case "/admissions" -> Map.of("meetingId", "x", "subject", "y");
                    case "/meetings/x/events" ->
                            Map.of(
                                    "event",
                                    "started",
                                    "eventId",
                                    "e",
                                    "at",
                                    "2026-11-21T12:00:00Z");
                    default -> Map.of();
                };
        var headers =
                Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json");
        var uri = core.origin().resolve("/core/v1" + path);
        var answer = Http.send(method, uri, headers, body.isEmpty() ? "" : Http.json(body));
        return answer.status() == 200 ? "200" : answer.status() + " " + answer.code();
    }

    private static Browser browser(String user) {
        return java.util.Objects.requireNonNull(browsers.get(user));
    }

    private static List<String> names(String user) {
        return browser(user)
                .api("GET", "/contacts")
                .json()
                .path("contacts")
                .valueStream()
                .map(it -> it.path("name").asString())
                .toList();
    }

    private static String contact(String owner, String name) {
        return browser(owner)
                .api("GET", "/contacts")
                .json()
                .path("contacts")
                .valueStream()
                .filter(it -> it.path("name").asString().equals(name))
                .map(it -> it.path("id").asString())
                .findFirst()
                .orElseThrow();
    }
}
