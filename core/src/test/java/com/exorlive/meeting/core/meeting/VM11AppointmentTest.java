package com.exorlive.meeting.core.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// VM-11: an invitation is not a meeting room. Meetings for later, over real HTTP, from the plan to
/// the door.
@OnBothDatabases
final class VM11AppointmentTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static CoreUnderTest core;
    private static Browser instructor;
    private static Browser client;

    private Browser ingrid = instructor;
    private final Browser ola = client;

    @BeforeDatabase
    static void start() throws Exception {
        core = CoreUnderTest.start();
        instructor = core.signedIn("ingrid");
        client = core.signedIn("ola");
    }

    @AfterDatabase
    static void stop() {
        core.close();
    }

    @AfterEach
    void forget() {
        core.clock.advance(Duration.between(core.clock.instant(), NOON));
        core.database()
                .run(
                        handle -> {
                            handle.execute("delete from meeting_event");
                            handle.execute("delete from meeting");
                        });
    }

    @Test
    void aPlannedMeetingIsInBothLists() {
        var planned = plan("Ola Nordmann", in(2), Map.of("durationMinutes", 45));

        assertThat(planned.status()).isEqualTo(201);
        assertThat(upcoming().path("id").asString()).isEqualTo(planned.text("id"));
        assertThat(upcoming().path("other").path("name").asString()).isEqualTo("Ola Nordmann");
        assertThat(upcoming().path("state").asString()).isEqualTo("planned");
        assertThat(upcoming().path("durationMinutes").asInt()).isEqualTo(45);
        assertThat(invitation().path("state").asString()).isEqualTo("planned");
        assertThat(invitation().path("startsAt").asString()).isEqualTo(in(2));
    }

    @Test
    void nobodyComesInBeforeAQuarterOfAnHourBeforeItsTime() {
        var id = plan("Ola Nordmann", in(1)).text("id");
        core.clock.advance(Duration.ofDays(1).minusMinutes(15).minusSeconds(1));
        assertThat(admitted(id)).isFalse();

        core.clock.advance(Duration.ofSeconds(1));

        assertThat(admitted(id)).isTrue();
        assertThat(core.signedIn("ola").api("GET", "/meetings/" + id).text("state"))
                .isEqualTo("open");
    }

    @Test
    void theIdHoldsItsWindow() {
        var planned = plan("Ola Nordmann", in(1), Map.of("durationMinutes", 60));

        assertThat(new MeetingId(planned.text("id")).notAfter())
                .isEqualTo(core.clock.instant().plus(Duration.ofHours(24 + 1 + 4)))
                .isEqualTo(Instant.parse(planned.text("notAfter")));
        assertThat(Instant.parse(planned.text("notBefore")))
                .isEqualTo(core.clock.instant().plus(Duration.ofDays(1)).minusSeconds(900));
    }

    @Test
    void aPlanForLaterIsNotFoundByWhoStartsNow() {
        var planned = plan("Ola Nordmann", in(1)).text("id");
        var now = ingrid.api("POST", "/meetings", Map.of("contactId", contact("Ola Nordmann")));

        assertThat(now.status()).isEqualTo(201);
        assertThat(now.text("id")).isNotEqualTo(planned);
    }

    @Test
    void whoStartsWhenItsTimeHasComeFindsIt() {
        var planned = plan("Ola Nordmann", in(1)).text("id");
        core.clock.advance(Duration.ofDays(1));

        ingrid = core.signedIn("ingrid");
        var now = ingrid.api("POST", "/meetings", Map.of("contactId", contact("Ola Nordmann")));

        assertThat(now.status()).isEqualTo(200);
        assertThat(now.text("id")).isEqualTo(planned);
    }

    @Test
    void planningOftenAtOnceMakesOneMeeting() throws Exception {
        List<Callable<Http.Answer>> presses =
                IntStream.range(0, 10)
                        .<Callable<Http.Answer>>mapToObj(_ -> () -> plan("Ola Nordmann", in(1)))
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ids =
                    threads.invokeAll(presses).stream()
                            .map(it -> it.resultNow().text("id"))
                            .collect(Collectors.toSet());
            assertThat(ids).hasSize(1);
        }
    }

    @Test
    void aMovedMeetingHasAnotherIdAndTheOldOneIsDead() {
        var old = plan("Ola Nordmann", in(1)).text("id");

        var moved = move(old, 1, in(2));

        assertThat(moved.status()).isEqualTo(201);
        assertThat(moved.text("id")).isNotEqualTo(old);
        assertThat(moved.json().path("version").asInt()).isEqualTo(2);
        assertThat(invitation().path("meetingId").asString()).isEqualTo(moved.text("id"));
        assertThat(invitation().path("movedFrom").asString()).isEqualTo(in(1));
        assertThat(ola.api("GET", "/meetings/" + old).text("replacedBy"))
                .isEqualTo(moved.text("id"));
        core.clock.advance(Duration.ofDays(1));
        assertThat(admitted(old)).isFalse();
        core.clock.advance(Duration.ofDays(1));
        assertThat(admitted(moved.text("id"))).isTrue();
    }

    @Test
    void whoSawAnOlderVersionMovesNothing() {
        var old = plan("Ola Nordmann", in(1)).text("id");
        var moved = move(old, 1, in(2)).text("id");

        assertThat(move(old, 1, in(3)).code()).isEqualTo("version-stale");
        assertThat(move(moved, 1, in(3)).code()).isEqualTo("version-stale");
        assertThat(cancel(moved, 1).code()).isEqualTo("version-stale");
        assertThat(upcoming().path("startsAt").asString()).isEqualTo(in(2));
    }

    @Test
    void ofTwoWhoMoveAtOnceOneIsTold() throws Exception {
        var id = plan("Ola Nordmann", in(1)).text("id");
        List<Callable<Http.Answer>> moves =
                IntStream.range(2, 8)
                        .<Callable<Http.Answer>>mapToObj(days -> () -> move(id, 1, in(days)))
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    threads.invokeAll(moves).stream()
                            .map(it -> it.resultNow().status())
                            .sorted()
                            .toList();
            assertThat(answers).containsExactly(201, 409, 409, 409, 409, 409);
        }
    }

    @Test
    void aMeetingThatHasStartedIsNeitherMovedNorCalledOff() {
        var id = plan("Ola Nordmann", in(1)).text("id");
        core.clock.advance(Duration.ofDays(1));
        ingrid = core.signedIn("ingrid");
        report(id, "started", Map.of());

        assertThat(move(id, 1, in(2)).code()).isEqualTo("meeting-started");
        assertThat(cancel(id, 1).code()).isEqualTo("meeting-started");

        report(id, "ended", Map.of("by", "invitee", "reason", "ended-by-invitee"));
        assertThat(move(id, 1, in(2)).code()).isEqualTo("meeting-over");
        assertThat(cancel(id, 1).code()).isEqualTo("meeting-over");
    }

    @Test
    void whatTheHostCallsOffStaysVisibleAsCalledOffUntilItsTime() {
        var id = plan("Ola Nordmann", in(1)).text("id");

        assertThat(cancel(id, 1).status()).isEqualTo(204);
        assertThat(cancel(id, 1).status()).isEqualTo(204);

        assertThat(invitation().path("state").asString()).isEqualTo("cancelled");
        assertThat(ingrid.api("GET", "/meetings").json().path("meetings")).isEmpty();
        core.clock.advance(Duration.ofDays(1));
        assertThat(admitted(id)).isFalse();
        assertThat(core.signedIn("ola").api("GET", "/invitations").json().path("invitations"))
                .isEmpty();
    }

    @Test
    void whatTheClientDeclinesTheHostSeesAsDeclined() {
        var id = plan("Ola Nordmann", in(1)).text("id");

        assertThat(ola.api("POST", "/invitations/" + id + "/decline").status()).isEqualTo(204);

        assertThat(upcoming().path("state").asString()).isEqualTo("declined");
        assertThat(ola.api("GET", "/invitations").json().path("invitations")).isEmpty();
        assertThat(move(id, 1, in(2)).code()).isEqualTo("meeting-over");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "20, true", "-20, true", "30, false", "-30, false"})
    void anOverlapIsWarnedOfAndCanBeMeant(int minutes, boolean isOverlap) {
        plan("Ola Nordmann", in(1));
        var other = Instant.parse(in(1)).plus(Duration.ofMinutes(minutes)).toString();

        var warned = plan("Kari Dahl", other);
        assertThat(warned.status()).isEqualTo(isOverlap ? 409 : 201);
        if (isOverlap) {
            assertThat(warned.code()).isEqualTo("meeting-overlap");
            assertThat(plan("Kari Dahl", other, Map.of("overlapAccepted", true)).status())
                    .isEqualTo(201);
        }
    }

    @Test
    void whatWasDeclinedOrCalledOffIsInNobodysWay() {
        var declined = plan("Ola Nordmann", in(1)).text("id");
        ola.api("POST", "/invitations/" + declined + "/decline");
        assertThat(plan("Kari Dahl", in(1)).status()).isEqualTo(201);
    }

    @Test
    void aMeetingIsNotInTheWayOfItsOwnMove() {
        var id = plan("Ola Nordmann", in(1)).text("id");
        var later = Instant.parse(in(1)).plus(Duration.ofMinutes(10)).toString();
        assertThat(move(id, 1, later).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-21T12:00:00Z", "2020-01-01T00:00:00Z", "2027-11-23T12:00:00Z"})
    void aTimeThatIsPastOrTooFarIsRefused(String startsAt) {
        assertThat(plan("Ola Nordmann", startsAt).code()).isEqualTo("time-refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4", "241", "-30", "\"half\"", "1e9"})
    void aLengthThatIsNoneIsABadRequest(String minutes) {
        var body =
                "{\"contactId\":\"%s\",\"startsAt\":\"%s\",\"durationMinutes\":%s}"
                        .formatted(contact("Ola Nordmann"), in(1), minutes);
        var answer =
                Http.send(
                        "POST",
                        core.origin().resolve("/core/v1/meetings"),
                        Map.of(
                                "Authorization",
                                "Bearer " + ingrid.accessToken(),
                                "Content-Type",
                                "application/json"),
                        body);
        assertThat(answer.code()).isEqualTo("bad-request");
    }

    @ParameterizedTest
    @CsvSource({"Mia Solberg, contact-under-16", "Tor Haugen, contact-without-account"})
    void whoCantBeMetNowCantBeInvitedForLater(String name, String code) {
        assertThat(plan(name, in(1)).code()).isEqualTo(code);
    }

    @Test
    void anotherInstructorsMeetingIsLikeNone() {
        var id = plan("Ola Nordmann", in(1)).text("id");
        ingrid = core.signedIn("jonas");
        assertThat(move(id, 1, in(2)).code()).isEqualTo("meeting-not-open");
        assertThat(cancel(id, 1).code()).isEqualTo("meeting-not-open");
        assertThat(ingrid.api("GET", "/meetings/" + id + "/calendar").code())
                .isEqualTo("meeting-not-open");
    }

    @Test
    void theClientSeesThatTheInstructorIsInAnotherMeetingAndNotWithWhom() {
        plan("Ola Nordmann", in(1));
        assertThat(invitation().path("hostBusy").asBoolean()).isFalse();
        var other =
                ingrid.api("POST", "/meetings", Map.of("contactId", contact("Kari Dahl")))
                        .text("id");
        report(other, "joined", Map.of("seat", "host"));
        report(other, "joined", Map.of("seat", "invitee"));
        report(other, "started", Map.of());

        assertThat(invitation().path("hostBusy").asBoolean()).isTrue();
        assertThat(ola.api("GET", "/invitations").raw().body()).doesNotContain("Kari", other);

        report(other, "ended", Map.of("by", "host", "reason", "ended-by-host"));
        assertThat(invitation().path("hostBusy").asBoolean()).isFalse();
    }

    private Http.Answer plan(String name, String startsAt) {
        return plan(name, startsAt, Map.of());
    }

    private Http.Answer plan(String name, String startsAt, Map<String, Object> more) {
        var body = new HashMap<>(more);
        body.put("contactId", contact(name));
        body.put("startsAt", startsAt);
        return ingrid.api("POST", "/meetings", body);
    }

    private Http.Answer move(String id, int version, String startsAt) {
        return ingrid.api(
                "POST",
                "/meetings/" + id + "/reschedule",
                Map.of("version", version, "startsAt", startsAt));
    }

    private Http.Answer cancel(String id, int version) {
        return ingrid.api("POST", "/meetings/" + id + "/cancel", Map.of("version", version));
    }

    private JsonNode upcoming() {
        return ingrid.api("GET", "/meetings").json().path("meetings").path(0);
    }

    private JsonNode invitation() {
        return ola.api("GET", "/invitations").json().path("invitations").path(0);
    }

    private boolean admitted(String id) {
        var subject = core.signedIn("ola").api("GET", "/me").text("sub");
        return core.signaling().admit(id, subject).status() == 200;
    }

    private void report(String meeting, String event, Map<String, String> details) {
        core.clock.advance(Duration.ofSeconds(1));
        var answer =
                core.signaling()
                        .report(
                                meeting,
                                event,
                                event + details.hashCode() + meeting.hashCode(),
                                core.clock.instant().toString(),
                                details);
        assertThat(answer.status()).isEqualTo(204);
    }

    private String in(int days) {
        return NOON.plus(Duration.ofDays(days)).toString();
    }

    private String contact(String name) {
        return ingrid.api("GET", "/contacts")
                .json()
                .path("contacts")
                .valueStream()
                .filter(it -> it.path("name").asString().equals(name))
                .map(it -> it.path("id").asString())
                .findFirst()
                .orElseThrow();
    }
}
