package com.exorlive.meeting.core.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.ServiceClient;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The life of a meeting, from "Start video meeting" to its end for ever, over real HTTP.
@OnBothDatabases
final class MeetingsTest {
    private CoreUnderTest core;
    private Browser ingrid;
    private ServiceClient signaling;

    @BeforeEach
    void start() throws Exception {
        core = CoreUnderTest.start();
        ingrid = core.signedIn("ingrid");
        signaling = core.signaling();
    }

    @AfterEach
    void stop() {
        core.close();
    }

    @Test
    void anInstructorStartsAMeetingAndTheClientFindsTheInvitation() {
        var started = ingrid.api("POST", "/meetings", Map.of("contactId", contact("Ola Nordmann")));
        assertThat(started.status()).isEqualTo(201);
        assertThat(MeetingId.parse(started.text("id"))).isPresent();
        assertThat(Instant.parse(started.text("notAfter")))
                .isEqualTo(core.clock.instant().plus(Duration.ofHours(24)));
        assertThat(new MeetingId(started.text("id")).notAfter())
                .isEqualTo(Instant.parse(started.text("notAfter")));

        var invitation =
                core.signedIn("ola").api("GET", "/invitations").json().path("invitations").path(0);
        assertThat(invitation.path("meetingId").asString()).isEqualTo(started.text("id"));
        assertThat(invitation.path("from").path("name").asString()).isEqualTo("Ingrid Berg");
        assertThat(invitation.path("from").path("title").asString()).isEqualTo("physiotherapist");
        assertThat(invitation.path("state").asString()).isEqualTo("open");
    }

    @Test
    void pressingTwiceGivesTheSameMeeting() {
        var contact = contact("Ola Nordmann");
        var first = ingrid.api("POST", "/meetings", Map.of("contactId", contact));
        var second = ingrid.api("POST", "/meetings", Map.of("contactId", contact));
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text("id")).isEqualTo(first.text("id"));
    }

    @Test
    void pressingOftenAtOnceMakesOneMeeting() throws Exception {
        var contact = contact("Ola Nordmann");
        List<Callable<Http.Answer>> presses =
                IntStream.range(0, 20)
                        .<Callable<Http.Answer>>mapToObj(
                                _ ->
                                        () ->
                                                ingrid.api(
                                                        "POST",
                                                        "/meetings",
                                                        Map.of("contactId", contact)))
                        .toList();
        var answers = new ArrayList<Http.Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(presses)) {
                answers.add(answer.get());
            }
        }
        assertThat(answers.stream().map(it -> it.text("id")).collect(Collectors.toSet()))
                .hasSize(1);
        assertThat(answers.stream().filter(it -> it.status() == 201)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Tor Haugen, 409, contact-without-account",
        "Mia Solberg, 409, contact-under-16",
        "Per Lunde, 409, contact-age-unknown",
    })
    void aContactWhoCantBeMetIsRefusedWithTheReasonThatTheRecordShows(
            String name, int status, String code) {
        var id = contact(name);
        var refused = ingrid.api("POST", "/meetings", Map.of("contactId", id));
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.code()).isEqualTo(code);

        var video = ingrid.api("GET", "/contacts/" + id).json().path("video");
        assertThat(video.path("allowed").asBoolean()).isFalse();
        assertThat(video.path("refusal").asString()).isEqualTo(code);
    }

    @Test
    void aColleaguesContactIsRefused() {
        var id = contact(core.signedIn("jonas"), "Amina Yusuf");
        assertThat(ingrid.api("POST", "/meetings", Map.of("contactId", id)).code())
                .isEqualTo("basis-needed");
        assertThat(ingrid.api("GET", "/contacts/" + id).code()).isEqualTo("basis-needed");
    }

    @Test
    void anOrganisationWithoutTheVideoModuleIsRefused() {
        var signe = core.signedIn("signe");
        var id = contact(signe, "Erik Strand");
        assertThat(signe.api("POST", "/meetings", Map.of("contactId", id)).code())
                .isEqualTo("module-off");
        assertThat(
                        signe.api("GET", "/contacts/" + id)
                                .json()
                                .path("video")
                                .path("refusal")
                                .asString())
                .isEqualTo("module-off");
    }

    @Test
    void aClientStartsNoMeetings() {
        var ola = core.signedIn("ola");
        assertThat(
                        ola.api("POST", "/meetings", Map.of("contactId", contact("Ola Nordmann")))
                                .code())
                .isEqualTo("not-instructor");
    }

    @Test
    void anotherOrganisationsContactCantBeToldFromAnUnknownOne() {
        var foreign = contact(core.signedIn("signe"), "Erik Strand");
        for (var unknown : List.of("AAAAAAAAAAAAAAAAAAAAAA", "x", "'; drop table contact; --")) {
            assertThat(withoutCorrelation(start(foreign)))
                    .isEqualTo(withoutCorrelation(start(unknown)));
        }
        assertThat(withoutCorrelation(ingrid.api("GET", "/contacts/" + foreign)))
                .isEqualTo(
                        withoutCorrelation(ingrid.api("GET", "/contacts/AAAAAAAAAAAAAAAAAAAAAA")));
    }

    @Test
    void bothSubjectsAreAdmittedToTheirSeats() {
        var meeting = start("Ola Nordmann", ingrid);
        var host = signaling.admit(meeting, subject("ingrid"));
        assertThat(host.status()).isEqualTo(200);
        assertThat(host.text("seat")).isEqualTo("host");
        assertThat(host.text("endWhen")).isEqualTo("either");
        assertThat(host.json().path("participants").path("invitee").path("name").asString())
                .isEqualTo("Ola Nordmann");

        assertThat(signaling.admit(meeting, subject("ola")).text("seat")).isEqualTo("invitee");
    }

    @Test
    void aThirdAnUnknownAnEndedAndAnExpiredMeetingAreRefusedAlike() {
        var meeting = start("Ola Nordmann", ingrid);
        var ended = start("Kari Dahl", ingrid);
        report(ended, "ended", Map.of("by", "host", "reason", "ended-by-host"));
        var unknown = MeetingId.of(Instant.EPOCH, core.clock.instant(), new byte[16]).value();

        var third = withoutCorrelation(signaling.admit(meeting, subject("kari")));
        assertThat(third).contains("404 ", "meeting-not-open");
        assertThat(withoutCorrelation(signaling.admit(unknown, subject("ola")))).isEqualTo(third);
        assertThat(withoutCorrelation(signaling.admit("nonsense", subject("ola"))))
                .isEqualTo(third);
        assertThat(withoutCorrelation(signaling.admit(ended, subject("kari")))).isEqualTo(third);

        core.clock.advance(Duration.ofHours(24));
        signaling = core.signaling();
        assertThat(withoutCorrelation(signaling.admit(meeting, subject("ola")))).isEqualTo(third);
    }

    @Test
    void anEndedMeetingNeverOpensAgain() {
        var meeting = start("Ola Nordmann", ingrid);
        report(meeting, "started", Map.of());
        report(meeting, "ended", Map.of("by", "invitee", "reason", "ended-by-invitee"));
        for (var event : List.of("waiting", "joined", "left")) {
            report(meeting, event, Map.of("seat", "host"));
        }
        report(meeting, "started", Map.of());
        report(meeting, "ended", Map.of("by", "server", "reason", "too-long"));

        assertThat(signaling.admit(meeting, subject("ola")).code()).isEqualTo("meeting-not-open");
        var shown = core.signedIn("ola").api("GET", "/meetings/" + meeting);
        assertThat(shown.text("state")).isEqualTo("ended");
        assertThat(shown.text("endedBy")).isEqualTo("invitee");
        assertThat(shown.text("endReason")).isEqualTo("ended-by-invitee");
        assertThat(start("Ola Nordmann", ingrid)).isNotEqualTo(meeting);
    }

    @Test
    void aReportThatIsSentTwiceCountsOnce() {
        var meeting = start("Ola Nordmann", ingrid);
        var at = core.clock.instant().toString();
        for (var i = 0; i < 3; i++) {
            var answer =
                    signaling.report(meeting, "waiting", "event-1", at, Map.of("seat", "host"));
            assertThat(answer.status()).isEqualTo(204);
        }
        assertThat(core.audit().stream().filter(it -> it.line().event().equals("meeting-waiting")))
                .hasSize(1);
    }

    @Test
    void reportsOutOfOrderNeverUndoNewerOnes() {
        var meeting = start("Ola Nordmann", ingrid);
        var at = core.clock.instant();
        signaling.report(
                meeting, "joined", "late", at.plusSeconds(5).toString(), Map.of("seat", "host"));
        signaling.report(
                meeting, "left", "early", at.plusSeconds(1).toString(), Map.of("seat", "host"));
        var invitation =
                core.signedIn("ola").api("GET", "/invitations").json().path("invitations").path(0);
        assertThat(invitation.path("hostWaiting").asBoolean()).isTrue();
    }

    @Test
    void afterAStartOfEverythingNobodyWaitsUntilTheyAreReportedAgain() {
        var meeting = start("Ola Nordmann", ingrid);
        report(meeting, "waiting", Map.of("seat", "invitee"));

        core.startedWithSignaling();
        assertThat(inviteeWaits()).isFalse();
        core.clock.advance(Duration.ofSeconds(1));
        report(meeting, "waiting", Map.of("seat", "invitee"));
        assertThat(inviteeWaits()).isTrue();
    }

    private boolean inviteeWaits() {
        return line("Ola Nordmann").path("openMeeting").path("inviteeWaiting").asBoolean();
    }

    @Test
    void theListShowsThatTheClientIsWaitingAndWhenTheyLastMet() {
        var meeting = start("Ola Nordmann", ingrid);
        report(meeting, "waiting", Map.of("seat", "invitee"));
        var line = line("Ola Nordmann");
        assertThat(line.path("openMeeting").path("id").asString()).isEqualTo(meeting);
        assertThat(line.path("openMeeting").path("inviteeWaiting").asBoolean()).isTrue();
        assertThat(line.path("lastMeetingAt").isNull()).isTrue();

        report(meeting, "started", Map.of());
        report(meeting, "ended", Map.of("by", "host", "reason", "ended-by-host"));
        assertThat(line("Ola Nordmann").path("openMeeting").isNull()).isTrue();
        assertThat(Instant.parse(line("Ola Nordmann").path("lastMeetingAt").asString()))
                .isEqualTo(core.clock.instant());
    }

    @Test
    void whoCantComeSaysSoAndTheMeetingIsOver() {
        var meeting = start("Ola Nordmann", ingrid);
        var ola = core.signedIn("ola");
        assertThat(ola.api("POST", "/invitations/" + meeting + "/decline").status()).isEqualTo(204);
        assertThat(ola.api("POST", "/invitations/" + meeting + "/decline").status()).isEqualTo(204);
        assertThat(ingrid.api("GET", "/meetings/" + meeting).text("endReason"))
                .isEqualTo("declined");
        assertThat(ola.api("GET", "/invitations").json().path("invitations")).isEmpty();
        assertThat(signaling.admit(meeting, subject("ingrid")).code())
                .isEqualTo("meeting-not-open");
    }

    @Test
    void nobodyElseDeclines() {
        var meeting = start("Ola Nordmann", ingrid);
        var kari = core.signedIn("kari");
        assertThat(kari.api("POST", "/invitations/" + meeting + "/decline").code())
                .isEqualTo("meeting-not-open");
        assertThat(ingrid.api("GET", "/meetings/" + meeting).text("state")).isEqualTo("open");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kari", "jonas", "signe", "erik"})
    void aMeetingIsNothingToAnybodyElse(String stranger) {
        var meeting = start("Ola Nordmann", ingrid);
        var unknown = MeetingId.of(Instant.EPOCH, core.clock.instant(), new byte[16]).value();
        var browser = core.signedIn(stranger);
        assertThat(withoutCorrelation(browser.api("GET", "/meetings/" + meeting)))
                .isEqualTo(withoutCorrelation(browser.api("GET", "/meetings/" + unknown)))
                .contains("meeting-not-open");
    }

    @Test
    void aMeetingExpires() {
        var meeting = start("Ola Nordmann", ingrid);
        core.clock.advance(Duration.ofHours(24).minusSeconds(1));
        ingrid = core.signedIn("ingrid");
        assertThat(ingrid.api("GET", "/meetings/" + meeting).text("state")).isEqualTo("open");

        core.clock.advance(Duration.ofSeconds(1));
        assertThat(ingrid.api("GET", "/meetings/" + meeting).text("state")).isEqualTo("expired");
        assertThat(core.signedIn("ola").api("GET", "/invitations").json().path("invitations"))
                .isEmpty();
        assertThat(start("Ola Nordmann", ingrid)).isNotEqualTo(meeting);
    }

    @Test
    void whoIsNoLongerAllowedStaysOutside() {
        var meeting = start("Ola Nordmann", ingrid);
        core.database().run(handle -> handle.execute("update organisation set video = false"));
        assertThat(signaling.admit(meeting, subject("ola")).code()).isEqualTo("meeting-not-open");
    }

    @Test
    void everyStepLeavesALineWithoutContentInTheAuditLog() {
        var meeting = start("Ola Nordmann", ingrid);
        signaling.admit(meeting, subject("ola"));
        report(meeting, "ended", Map.of("by", "host", "reason", "ended-by-host"));
        assertThat(core.audit())
                .extracting(it -> it.line().event() + " " + it.line().outcome())
                .contains(
                        "sign-in ok", "meeting-start made", "meeting-admit ok", "meeting-ended ok");
        assertThat(core.audit().toString()).doesNotContain("Ola", "Ingrid", "ola", "ingrid");
    }

    private Http.Answer start(String contactId) {
        return ingrid.api("POST", "/meetings", Map.of("contactId", contactId));
    }

    private String start(String contactName, Browser host) {
        return host.api("POST", "/meetings", Map.of("contactId", contact(contactName))).text("id");
    }

    private void report(String meeting, String event, Map<String, String> details) {
        var answer =
                signaling.report(
                        meeting,
                        event,
                        UUID.randomUUID().toString(),
                        core.clock.instant().toString(),
                        details);
        assertThat(answer.status()).isEqualTo(204);
    }

    private String subject(String user) {
        return core.signedIn(user).api("GET", "/me").text("sub");
    }

    private String contact(String name) {
        return contact(ingrid, name);
    }

    private static String contact(Browser instructor, String name) {
        return line(instructor, name).path("id").asString();
    }

    private tools.jackson.databind.JsonNode line(String name) {
        return line(ingrid, name);
    }

    private static tools.jackson.databind.JsonNode line(Browser instructor, String name) {
        return instructor
                .api("GET", "/contacts")
                .json()
                .path("contacts")
                .valueStream()
                .filter(it -> it.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// The whole answer but for the one word that is new each time.
    private static String withoutCorrelation(Http.Answer answer) {
        var headers =
                answer.raw().headers().map().entrySet().stream()
                        .filter(it -> !it.getKey().equals("date"))
                        .sorted(Map.Entry.comparingByKey())
                        .toList();
        return answer.status()
                + " "
                + headers
                + answer.raw().body().replace(answer.text("correlationId"), "-");
    }
}
