package com.exorlive.meeting.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// AD-08, AD-09, AD-10, CO-05, ID-08: an administrator's answer to who looked at whom and who met
/// whom, in the own reach and no further; and the client's.
@OnBothDatabases
final class AD08ReportsTest {
    private static CoreUnderTest core;
    private static Browser ingrid;
    private static Browser jonas;
    private static Browser ola;
    private static Browser unni;
    private static Browser astrid;
    private static String olasRecord;
    private static String meeting;

    @BeforeDatabase
    static void happen() throws Exception {
        core = CoreUnderTest.start();
        ingrid = core.signedIn("ingrid");
        jonas = core.signedIn("jonas");
        ola = core.signedIn("ola");
        unni = core.signedIn("unni");
        astrid = core.signedIn("astrid");
        olasRecord = contact(ingrid, "Ola Nordmann");
        ingrid.api("GET", "/contacts/" + olasRecord);
        jonas.api("GET", "/contacts/" + olasRecord);
        jonas.api(
                "POST",
                "/contacts/" + olasRecord + "/access",
                Map.of("confirmed", true, "reason", "emergency", "comment", "=Fell on the stairs"));
        jonas.api("GET", "/contacts/" + olasRecord);
        meeting = ingrid.api("POST", "/meetings", Map.of("contactId", olasRecord)).text("id");
        var signaling = core.signaling();
        var at = core.clock.instant().toString();
        signaling.report(meeting, "joined", "e1", at, Map.of("seat", "invitee"));
        signaling.report(meeting, "started", "e2", at, Map.of());
        signaling.report(meeting, "refused", "e3", at, Map.of());
        signaling.report(meeting, "refused", "e3", at, Map.of());
        ola.api("POST", "/meetings/" + meeting + "/compared", Map.of("same", true));
        signaling.report(
                meeting, "ended", "e4", at, Map.of("by", "host", "reason", "ended-by-host"));
        core.newBrowser().get("/");
    }

    @AfterDatabase
    static void stop() {
        core.close();
    }

    @Test
    void theActivityReportTellsWhatHappenedToAPersonsData() {
        var lines = lines(astrid, "activity?about=" + olasRecord);
        assertThat(said(lines))
                .contains(
                        "Ingrid Berg contact-open ok Ola Nordmann",
                        "Jonas Lie contact-open basis-needed Ola Nordmann",
                        "Jonas Lie basis-given emergency Ola Nordmann",
                        "Ingrid Berg meeting-start made Ola Nordmann",
                        "Ola Nordmann meeting-joined ok Ola Nordmann",
                        "Ola Nordmann meeting-compared same Ola Nordmann",
                        "Ola Nordmann sign-in ok Ola Nordmann");
    }

    @Test
    void theStepsOfAMeetingAreThereOnce() {
        var events =
                lines(astrid, "activity?event=meeting-&about=" + olasRecord).stream()
                        .map(it -> it.path("event").asString())
                        .toList();
        assertThat(events)
                .containsExactlyInAnyOrder(
                        "meeting-start",
                        "meeting-joined",
                        "meeting-started",
                        "meeting-refused",
                        "meeting-compared",
                        "meeting-ended");
        var ended = lines(astrid, "activity?event=meeting-ended").getFirst();
        assertThat(ended.path("meeting").path("compared").asBoolean()).isTrue();
        assertThat(ended.path("meeting").path("endedAt").isString()).isTrue();
    }

    @Test
    void theAccessReportTellsWhatAPersonDid() {
        var lines = lines(astrid, "access?of=" + subject(jonas));
        assertThat(lines).isNotEmpty();
        assertThat(lines)
                .allSatisfy(
                        it ->
                                assertThat(it.path("actor").path("name").asString())
                                        .isEqualTo("Jonas Lie"));
        assertThat(said(lines)).contains("Jonas Lie sign-in ok Jonas Lie");
    }

    @Test
    void refusalsAndBreakGlassAreMarkedAndTheBasisIsQuoted() {
        var refusals = lines(astrid, "activity?marked=refusal&about=" + olasRecord);
        assertThat(said(refusals)).contains("Jonas Lie contact-open basis-needed Ola Nordmann");
        assertThat(said(refusals)).noneMatch(it -> it.contains(" ok "));
        var broken = lines(astrid, "activity?marked=break-glass").getFirst();
        assertThat(broken.path("basis").path("reason").asString()).isEqualTo("emergency");
        assertThat(broken.path("basis").path("comment").asString())
                .isEqualTo("=Fell on the stairs");
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrRepetition() {
        var all =
                lines(astrid, "activity?limit=500&event=contact-").stream().map(this::seq).toList();
        var paged = new java.util.ArrayList<Long>();
        var cursor = "";
        do {
            var page = report(astrid, "activity?limit=2&event=contact-" + cursor);
            page.path("lines").forEach(it -> paged.add(seq(it)));
            assertThat(page.path("timeline").isNull()).isEqualTo(!cursor.isEmpty());
            cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asString();
        } while (!cursor.isEmpty());
        assertThat(paged).isEqualTo(all).hasSizeGreaterThan(2);
    }

    @Test
    void theTimelineCountsWhatTheLinesSay() {
        var page = report(astrid, "activity?limit=500&about=" + olasRecord);
        var count = page.path("timeline").path("counts").path(0);
        assertThat(page.path("timeline").path("step").asString()).isEqualTo("day");
        assertThat(count.path("lines").asInt()).isEqualTo(page.path("lines").size());
        assertThat(count.path("breakGlass").asInt()).isEqualTo(1);
        assertThat(page.path("total").asInt()).isEqualTo(page.path("lines").size());
    }

    @ParameterizedTest
    @CsvSource({
        "role=unit-administrator, Unni Moe",
        "name=jonas, Jonas Lie",
        "role=contact&name=nordmann, Ola Nordmann"
    })
    void aReportIsFilteredByRoleAndName(String filter, String onlyActor) {
        if (filter.contains("unit")) {
            unni.api("GET", "/reports/activity");
        }
        var actors =
                lines(astrid, "activity?" + filter).stream()
                        .map(it -> it.path("actor").path("name").asString())
                        .distinct()
                        .toList();
        assertThat(actors).containsExactly(onlyActor);
    }

    @Test
    void aReportIsFilteredByPeriodAndPlace() {
        assertThat(lines(astrid, "activity?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z"))
                .isEmpty();
        var place = lines(astrid, "access?of=" + subject(jonas)).getFirst().path("place");
        assertThat(place.path("name").asString()).isEqualTo("Kne og hofte");
        assertThat(said(lines(astrid, "activity?place=" + place.path("id").asString())))
                .anyMatch(it -> it.startsWith("Jonas Lie"))
                .noneMatch(it -> it.startsWith("Astrid Holm"));
    }

    @Test
    void aUnitAdministratorSeesTheOwnUnitAndWhatIsBelowOnly() {
        assertThat(lines(unni, "access?of=" + subject(jonas))).isNotEmpty();
        assertThat(said(lines(unni, "activity?limit=500")))
                .noneMatch(it -> it.startsWith("Astrid Holm"));
        assertThat(ask(unni, "access?of=" + subject(astrid)).code()).isEqualTo("person-unknown");
        assertThat(ask(unni, "access?of=" + subject(core.signedIn("lars"))).status())
                .isEqualTo(404);
    }

    @Test
    void nothingOfAnotherOrganisationCanBeToldFromNothing() {
        var signe = core.signedIn("signe");
        var theirs = contact(signe, "Erik Strand");
        var unknown = ask(astrid, "activity?about=nobody-at-all");
        for (var filter : List.of("about=" + theirs, "of=" + subject(signe), "place=elsewhere")) {
            var answer = ask(astrid, "activity?" + filter);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(withoutId(answer)).isEqualTo(withoutId(unknown));
        }
        assertThat(said(lines(astrid, "activity?limit=500")))
                .noneMatch(it -> it.contains("Signe") || it.contains("Erik"));
    }

    @Test
    void onlyAdministratorsReadReports() {
        for (var other : List.of(ingrid, ola)) {
            assertThat(ask(other, "activity").code()).isEqualTo("not-administrator");
        }
    }

    @Test
    void readingAReportIsALineItself() {
        ask(unni, "activity?about=" + olasRecord);
        assertThat(said(lines(astrid, "activity?event=report-read&about=" + olasRecord)))
                .contains("Unni Moe report-read ok Ola Nordmann");
    }

    @Test
    void theProofOfALineIsForWhoSeesTheLine() {
        var line = lines(unni, "access?of=" + subject(jonas)).getFirst();
        var path = "/reports/lines/" + seq(line) + "/proof";
        var proof = unni.api("GET", path).json();
        assertThat(proof.path("line").path("event")).isEqualTo(line.path("event"));
        assertThat(proof.path("note").asString()).startsWith("exorlive-core/");
        assertThat(proof.path("inclusion")).isNotEmpty();

        var astrids = seq(lines(astrid, "access?of=" + subject(astrid)).getFirst());
        for (var other : List.of("" + astrids, "99999999", "x", "-1")) {
            assertThat(unni.api("GET", "/reports/lines/" + other + "/proof").code())
                    .as(other)
                    .isEqualTo("line-unknown");
        }
        assertThat(core.signedIn("signe").api("GET", path).status()).isNotEqualTo(200);
    }

    @Test
    void aCellThatASpreadsheetWouldTakeForAFormulaIsHarmless() {
        var csv = ask(astrid, "activity.csv?marked=break-glass");
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.raw().body())
                .startsWith("\ufeff\"seq\",")
                .contains("\"Jonas Lie\"")
                .endsWith("\"emergency\",\"'=Fell on the stairs\"\r\n");
        assertThat(ReportCsv.cell("a \"b\"")).isEqualTo("\"a \"\"b\"\"\"");
        assertThat(ReportCsv.cell("-1")).isEqualTo("\"'-1\"");
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday",
        "from=2026-11-22T00:00:00Z&to=2026-11-21T00:00:00Z",
        "from=2024-01-01T00:00:00Z",
        "role=king",
        "event=UPPER%25",
        "marked=both",
        "cursor=x",
        "limit=501",
        "about=a%20b"
    })
    void whatCanNotBeAskedIsABadRequest(String query) {
        assertThat(ask(astrid, "activity?" + query).code()).isEqualTo("bad-request");
    }

    @Test
    void theClientSeesWhoLookedAtTheOwnRecordWhenAndWhy() {
        var looks = ola.api("GET", "/me/looks").json().path("looks");
        var said =
                looks.valueStream()
                        .map(
                                it ->
                                        it.path("who").path("name").asString()
                                                + " "
                                                + it.path("what").asString()
                                                + " "
                                                + it.path("allowed").asBoolean())
                        .toList();
        assertThat(said)
                .contains(
                        "Ingrid Berg opened true",
                        "Jonas Lie opened false",
                        "Jonas Lie opened true")
                .noneMatch(it -> it.startsWith("Ola"));
        assertThat(looks.valueStream().filter(it -> it.path("breakGlass").asBoolean()))
                .singleElement()
                .satisfies(
                        it ->
                                assertThat(it.path("basis").path("comment").asString())
                                        .isEqualTo("=Fell on the stairs"));
    }

    private static Http.Answer ask(Browser reader, String what) {
        return reader.api("GET", "/reports/" + what);
    }

    private static JsonNode report(Browser reader, String what) {
        var answer = ask(reader, what);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.json();
    }

    private static List<JsonNode> lines(Browser reader, String what) {
        return report(reader, what).path("lines").valueStream().toList();
    }

    private static List<String> said(List<JsonNode> lines) {
        return lines.stream()
                .map(
                        it ->
                                it.path("actor").path("name").asString("-")
                                        + " "
                                        + it.path("event").asString()
                                        + " "
                                        + it.path("outcome").asString()
                                        + " "
                                        + it.path("about").path("name").asString("-"))
                .toList();
    }

    private long seq(JsonNode line) {
        return line.path("seq").asLong();
    }

    private static String withoutId(Http.Answer answer) {
        return answer.raw().body().replaceAll("\"correlationId\":\"[^\"]*\"", "");
    }

    private static String subject(Browser person) {
        return person.api("GET", "/me").text("sub");
    }

    private static String contact(Browser instructor, String name) {
        return instructor
                .api("GET", "/contacts")
                .json()
                .path("contacts")
                .valueStream()
                .filter(it -> it.path("name").asString("").equals(name))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }
}
