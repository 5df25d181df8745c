package com.exorlive.meeting.core.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.fortuna.ical4j.data.CalendarBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// VM-20: the entry for a calendar says when, and nothing else. The organisation is in Oslo.
final class VM20CalendarTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static CoreUnderTest core;
    private static Browser ingrid;
    private static Browser ola;

    @BeforeAll
    static void start() throws Exception {
        core = CoreUnderTest.start();
        ingrid = core.signedIn("ingrid");
        ola = core.signedIn("ola");
    }

    @AfterAll
    static void stop() {
        core.close();
    }

    @AfterEach
    void forget() {
        core.clock.advance(Duration.between(core.clock.instant(), NOON));
        core.database().run(handle -> handle.execute("delete from meeting"));
    }

    @Test
    void bothGetTheSameEntryInTheirLanguageWithoutAName() {
        var id = plan("2026-11-24T13:00:00Z");

        for (var reader : List.of(ingrid, ola)) {
            var file = file(reader, id);
            assertThat(file)
                    .contains("METHOD:PUBLISH", "SUMMARY:Videomøte i ExorLive", "CLASS:PRIVATE")
                    .contains("SEQUENCE:0", "STATUS:CONFIRMED", "URL:" + core.origin())
                    .doesNotContain("Ola", "Ingrid", "Fjellvik", "ATTENDEE", id)
                    .contains("ORGANIZER;CN=ExorLive:mailto:no-reply@");
        }
        assertThat(uid(file(ingrid, id))).isEqualTo(uid(file(ola, id)));
    }

    @Test
    void itIsServedAsACalendar() {
        var id = plan("2026-11-24T13:00:00Z");
        assertThat(ola.api("GET", "/meetings/" + id + "/calendar").header("Content-Type"))
                .startsWith("text/calendar");
    }

    /// Oslo is an hour ahead of UTC in winter and two in summer; the clocks change on 28 March 2027
    /// at 01:00 UTC and on 31 October 2027 at 01:00 UTC.
    @ParameterizedTest
    @CsvSource({
        "2026-11-24T13:00:00Z, 20261124T140000, 20261124T143000",
        "2027-03-28T00:45:00Z, 20270328T014500, 20270328T031500",
        "2027-03-28T01:00:00Z, 20270328T030000, 20270328T033000",
        "2027-06-01T13:00:00Z, 20270601T150000, 20270601T153000",
        "2027-10-31T00:45:00Z, 20271031T024500, 20271031T021500",
        "2027-10-31T01:00:00Z, 20271031T020000, 20271031T023000",
    })
    void theTimeIsThatOfTheOrganisationsClock(String startsAt, String start, String end) {
        core.clock.advance(Duration.between(NOON, Instant.parse("2026-11-22T12:00:00Z")));
        var file = file(core.signedIn("ola"), planAt(core.signedIn("ingrid"), startsAt));

        assertThat(file)
                .contains("DTSTART;TZID=Europe/Oslo:" + start)
                .contains("DTEND;TZID=Europe/Oslo:" + end);
    }

    @ParameterizedTest
    @CsvSource({
        "2027-03-28T00:30:00Z, STANDARD, +0100",
        "2027-03-28T01:00:00Z, DAYLIGHT, +0200",
        "2027-10-31T00:30:00Z, DAYLIGHT, +0200",
        "2027-10-31T01:00:00Z, STANDARD, +0100",
    })
    void theZoneThatIsDefinedBesideItSaysWhatTheClockShowsThen(
            String startsAt, String observance, String offset) {
        var file = file(ola, planAt(ingrid, startsAt));
        var begins = Instant.parse(startsAt);

        // The observance in force is the last that began before the meeting.
        var zone = java.time.ZoneId.of("Europe/Oslo");
        var begun = zone.getRules().previousTransition(begins.plusSeconds(1)).getDateTimeBefore();
        var format = java.time.format.DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
        assertThat(file.replace("\r\n", "\n"))
                .contains("BEGIN:" + observance + "\nDTSTART:" + format.format(begun))
                .containsPattern(
                        "DTSTART:"
                                + format.format(begun)
                                + "\nTZOFFSETFROM:[+0-9]+\nTZOFFSETTO:\\"
                                + offset);
    }

    @Test
    void anEntryThatWasMovedReplacesTheOneBefore() {
        var id = plan("2026-11-24T13:00:00Z");
        var before = file(ola, id);
        var moved =
                ingrid.api(
                                "POST",
                                "/meetings/" + id + "/reschedule",
                                Map.of("version", 1, "startsAt", "2026-11-25T13:00:00Z"))
                        .text("id");
        var after = file(ola, moved);

        assertThat(uid(after)).isEqualTo(uid(before));
        assertThat(after).contains("SEQUENCE:1", "DTSTART;TZID=Europe/Oslo:20261125T140000");
    }

    @Test
    void anEntryThatWasCalledOffTakesItAway() {
        var id = plan("2026-11-24T13:00:00Z");
        var before = file(ola, id);
        ingrid.api("POST", "/meetings/" + id + "/cancel", Map.of("version", 1));

        assertThat(file(ola, id)).contains("METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1");
        assertThat(uid(file(ola, id))).isEqualTo(uid(before));
    }

    @Test
    void itIsAValidCalendarThatNamesNoOtherServer() throws Exception {
        var file = file(ola, plan("2026-11-24T13:00:00Z"));

        var read = new CalendarBuilder().build(new StringReader(file)).validate();
        assertThat(read.getEntries()).isEmpty();
        assertThat(file.lines().filter(it -> it.contains("//") && !it.startsWith("PRODID")))
                .containsExactly("URL:" + core.origin());
    }

    @Test
    void aMeetingThatIsHeldNowHasNoEntry() {
        var id = ingrid.api("POST", "/meetings", Map.of("contactId", contact(ingrid))).text("id");
        assertThat(ola.api("GET", "/meetings/" + id + "/calendar").code())
                .isEqualTo("meeting-not-open");
    }

    private static String plan(String startsAt) {
        return planAt(ingrid, startsAt);
    }

    private static String planAt(Browser host, String startsAt) {
        var body = Map.of("contactId", contact(host), "startsAt", startsAt);
        return host.api("POST", "/meetings", body).text("id");
    }

    private static String file(Browser reader, String id) {
        return reader.api("GET", "/meetings/" + id + "/calendar").raw().body();
    }

    private static String uid(String file) {
        return file.lines().filter(it -> it.startsWith("UID:")).findFirst().orElseThrow();
    }

    private static String contact(Browser host) {
        return host.api("GET", "/contacts")
                .json()
                .path("contacts")
                .valueStream()
                .filter(it -> it.path("name").asString().equals("Ola Nordmann"))
                .map(it -> it.path("id").asString())
                .findFirst()
                .orElseThrow();
    }
}
