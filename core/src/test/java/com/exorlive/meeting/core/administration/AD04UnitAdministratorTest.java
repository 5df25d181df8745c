package com.exorlive.meeting.core.administration;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// AD-01, AD-04, AD-05, AD-10, CO-15, CO-16: what administrators do, and where it ends.
@OnBothDatabases
final class AD04UnitAdministratorTest {
    private static CoreUnderTest core;
    private static Administrators all;

    @BeforeDatabase
    static void start() throws Exception {
        core = CoreUnderTest.start();
        all = new Administrators(core);
    }

    @AfterDatabase
    static void stop() {
        core.close();
    }

    @Test
    void aUnitAdministratorSeesTheOwnUnitAndNoOther() {
        assertThat(all.names(all.unni, ""))
                .contains("Ingrid Berg", "Jonas Lie", "Unni Moe")
                .doesNotContain("Lars Hauge", "Astrid Holm", "Signe Vik", "Ola Nordmann");
        assertThat(all.names(all.astrid, ""))
                .contains("Ingrid Berg", "Lars Hauge", "Astrid Holm")
                .doesNotContain("Signe Vik", "Ola Nordmann");
        assertThat(all.unitNames(all.unni)).containsExactly("Kne og hofte");
        assertThat(all.unitNames(all.astrid))
                .contains("Fjellvik fysioterapi", "Kne og hofte", "Trening");
    }

    @Test
    void whomOneDoesNotReachOneCannotTellFromNobody() {
        var lars = all.sub(all.astrid, "Lars Hauge");
        var signe = core.signedIn("signe").api("GET", "/me").text("sub");
        for (var sub : List.of(lars, signe, "nobody")) {
            for (var answer :
                    List.of(
                            all.unni.api("GET", "/people/" + sub),
                            all.unni.api(
                                    "POST", "/people/" + sub + "/deactivate", Map.of("version", 1)),
                            all.unni.api("POST", "/people/" + sub + "/invitation"))) {
                assertThat(withoutCorrelation(answer))
                        .isEqualTo(withoutCorrelation(all.unni.api("GET", "/people/nobody")));
            }
        }
        assertThat(all.astrid.api("GET", "/people/" + signe).code()).isEqualTo("person-unknown");
    }

    @Test
    void aUnitAdministratorMakesAPersonWhoThenSignsInWithAnOwnPassword() {
        var made = all.make(all.unni, "nina", all.knee, "instructor", all.knee);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("person").path("hasPassword").asBoolean()).isFalse();
        var code = made.json().path("invitation").path("code").asString();
        assertThat(made.json().path("invitation").path("link").asString())
                .startsWith(core.origin() + "/set-password#code=" + code + "&at=");

        var nina = core.newBrowser();
        assertThat(set(nina, code, "short").code()).isEqualTo("password-short");
        assertThat(set(nina, code, "Password1234!").code()).isEqualTo("password-common");
        assertThat(set(nina, code, "five green hills").text("username")).isEqualTo("nina");
        assertThat(set(nina, code, "five other hills").code()).isEqualTo("code-unknown");
        nina.signIn("nina", "five green hills");
        assertThat(nina.api("GET", "/contacts").status()).isEqualTo(200);
        assertThat(nina.api("GET", "/people").code()).isEqualTo("not-administrator");
    }

    @Test
    void anInvitationLapsesAfterAWeekAndANewOneVoidsTheOld() {
        var made = all.make(all.unni, "nils", all.knee, "instructor", all.knee);
        var first = made.json().path("invitation").path("code").asString();
        var sub = made.json().path("person").path("sub").asString();
        var second = all.unni.api("POST", "/people/" + sub + "/invitation").text("code");
        assertThat(set(core.newBrowser(), first, "five green hills").code())
                .isEqualTo("code-unknown");
        try (var other = CoreUnderTest.start()) {
            var there = new Administrators(other);
            var code =
                    there.make(there.unni, "nils", there.knee, "instructor", there.knee)
                            .json()
                            .path("invitation")
                            .path("code")
                            .asString();
            other.clock.advance(java.time.Duration.ofDays(7));
            assertThat(set(other.newBrowser(), code, "five green hills").code())
                    .isEqualTo("code-unknown");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        assertThat(set(core.newBrowser(), second, "five green hills").status()).isEqualTo(200);
    }

    @Test
    void nobodyGivesWhatTheyDoNotReach() {
        assertThat(all.make(all.unni, "a1", all.knee, "unit-administrator", all.knee).code())
                .isEqualTo("role-not-yours");
        assertThat(all.make(all.unni, "a2", all.training, "instructor", all.training).code())
                .isEqualTo("unit-unknown");
        assertThat(all.make(all.unni, "a3", all.knee, "instructor", all.root).code())
                .isEqualTo("unit-unknown");
        assertThat(all.make(all.astrid, "a4", all.knee, "system-administrator", all.root).code())
                .isEqualTo("role-not-yours");
        assertThat(
                        all.make(all.astrid, "a5", all.knee, "organisation-administrator", all.knee)
                                .code())
                .isEqualTo("role-not-yours");
        var unni = all.sub(all.astrid, "Unni Moe");
        assertThat(
                        all.roles(
                                        all.unni,
                                        unni,
                                        List.of(Map.of("role", "instructor", "unit", all.knee)))
                                .code())
                .isEqualTo("person-not-yours");
        assertThat(all.unni.api("POST", "/people/" + unni + "/invitation").code())
                .isEqualTo("person-not-yours");
    }

    @Test
    void theOrganisationCanNotBeLockedOut() {
        var astrid = all.sub(all.astrid, "Astrid Holm");
        assertThat(all.deactivate(all.astrid, astrid).code()).isEqualTo("last-administrator");
        assertThat(
                        all.roles(
                                        all.astrid,
                                        astrid,
                                        List.of(Map.of("role", "instructor", "unit", all.root)))
                                .code())
                .isEqualTo("last-administrator");
        assertThat(all.astrid.api("GET", "/organisation").status()).isEqualTo(200);
    }

    @Test
    void rolesAreGrantedAndRevokedAndEachIsInTheLog() {
        var made = all.make(all.astrid, "roy", all.knee, "instructor", all.knee);
        var roy = made.json().path("person").path("sub").asString();
        all.activate(made, "five green hills");
        var browser = core.newBrowser();
        browser.signIn("roy", "five green hills");
        assertThat(browser.api("GET", "/people").code()).isEqualTo("not-administrator");

        var both =
                List.of(
                        Map.of("role", "instructor", "unit", all.knee),
                        Map.of("role", "unit-administrator", "unit", all.training));
        assertThat(all.roles(all.astrid, roy, both).status()).isEqualTo(200);
        assertThat(all.names(browser, "")).contains("Lars Hauge").doesNotContain("Roy Test");
        assertThat(browser.api("GET", "/contacts").status()).isEqualTo(200);

        var one = List.of(Map.of("role", "instructor", "unit", all.knee));
        assertThat(all.roles(all.astrid, roy, one).status()).isEqualTo(200);
        assertThat(browser.api("GET", "/people").code()).isEqualTo("not-administrator");
        assertThat(log(roy))
                .containsSubsequence(
                        "person-create ok",
                        "role-grant instructor",
                        "role-grant unit-administrator",
                        "role-revoke unit-administrator");
    }

    @Test
    void aStaleVersionChangesNothing() {
        var made = all.make(all.astrid, "sam", all.knee, "instructor", all.knee);
        var sam = made.json().path("person").path("sub").asString();
        var first = all.astrid.api("PUT", "/people/" + sam, described("Sam One", all.knee, 1));
        assertThat(first.text("name")).isEqualTo("Sam One");
        assertThat(all.unni.api("PUT", "/people/" + sam, described("Sam Two", all.knee, 1)).code())
                .isEqualTo("version-stale");
        assertThat(all.astrid.api("GET", "/people/" + sam).text("name")).isEqualTo("Sam One");
    }

    @Test
    void aPersonMovesToAnotherUnitAndOutOfSight() {
        var made = all.make(all.astrid, "mo", all.knee, "instructor", all.knee);
        var mo = made.json().path("person").path("sub").asString();
        assertThat(all.unni.api("PUT", "/people/" + mo, described("Mo", all.training, 1)).code())
                .isEqualTo("unit-unknown");
        all.astrid.api("PUT", "/people/" + mo, described("Mo", all.training, 1));
        assertThat(all.unni.api("GET", "/people/" + mo).code()).isEqualTo("person-unknown");
        assertThat(log(mo)).contains("person-move ok");
    }

    @Test
    void ID07TwoPeopleNeverShareALoginName() {
        all.make(all.astrid, "tove", all.knee, "instructor", all.knee);
        assertThat(all.make(all.astrid, "TOVE", all.knee, "instructor", all.knee).code())
                .isEqualTo("login-name-taken");
        var nameless = new HashMap<>(Administrators.person("t2", all.knee, "instructor", all.knee));
        nameless.put("name", " ");
        assertThat(all.astrid.api("POST", "/people", nameless).code()).isEqualTo("bad-request");
    }

    @Test
    void VM24TheVideoModuleIsTheOrganisationsToSwitch() {
        var ingrid = core.signedIn("ingrid");
        var contact = all.contact(ingrid, "Kari Dahl");
        var before = all.astrid.api("GET", "/organisation");
        assertThat(all.modules(all.astrid, before, false).status()).isEqualTo(200);
        assertThat(ingrid.api("POST", "/meetings", Map.of("contactId", contact)).code())
                .isEqualTo("module-off");
        var off = all.astrid.api("GET", "/organisation");
        all.modules(all.astrid, off, true);
        assertThat(ingrid.api("POST", "/meetings", Map.of("contactId", contact)).status())
                .isEqualTo(201);
        assertThat(core.audit().stream().map(it -> it.line().event()))
                .contains("module-video-off", "module-video-on");
        assertThat(all.unni.api("GET", "/organisation").code()).isEqualTo("not-administrator");
    }

    private static Map<String, Object> described(String name, String unit, int version) {
        return Map.of(
                "name",
                name,
                "title",
                "trainer",
                "language",
                "nb",
                "unit",
                unit,
                "version",
                version);
    }

    private static List<String> log(String about) {
        return core.audit().stream()
                .map(it -> it.line())
                .filter(it -> it.target().equals(about))
                .map(it -> it.event() + " " + it.outcome())
                .toList();
    }

    private static Http.Answer set(Browser browser, String code, String password) {
        return browser.post("/oidc/password", Map.of("code", code, "password", password));
    }

    private static String withoutCorrelation(Http.Answer answer) {
        return answer.raw().body().replaceAll("\"correlationId\":\"[^\"]*\"", "");
    }
}
