package com.exorlive.meeting.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.ListeningPage;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// A client logs training, and sees progress; so does who follows up, at once (CO-12, CO-13).
@OnBothDatabases
final class CO13TrainingTest {
    private static CoreUnderTest core;
    private static Browser ingrid;
    private static Browser ola;
    private static JsonNode program;

    @BeforeDatabase
    static void start() throws Exception {
        core = CoreUnderTest.start();
        ingrid = core.signedIn("ingrid");
        ola = core.signedIn("ola");
        program = ola.api("GET", "/me/program").json();
    }

    @AfterDatabase
    static void stop() {
        core.close();
    }

    private static Map<String, Object> set(String id) {
        var set = new HashMap<String, Object>();
        set.put("id", id);
        set.put("program", program.path("id").asString());
        set.put("entry", program.path("exercises").path(0).path("id").asString());
        set.put("set", 1);
        set.put("reps", 10);
        set.put("doneAt", core.clock.instant().toString());
        return set;
    }

    @Test
    void theSameSetSentTwiceCountsOnce() {
        assertThat(ola.api("POST", "/me/training", set("the-set-sent-twice")).status())
                .isEqualTo(201);
        assertThat(ola.api("POST", "/me/training", set("the-set-sent-twice")).status())
                .isEqualTo(200);
        var sets = ola.api("GET", "/me/training").json().path("sets");
        assertThat(
                        sets.valueStream()
                                .filter(
                                        it ->
                                                it.path("id")
                                                        .asString()
                                                        .equals("the-set-sent-twice")))
                .hasSize(1);
    }

    @Test
    void whoFollowsUpSeesASetAtOnceAndThatItWasTakenBack() {
        var path = "/core/v1/programs/" + program.path("id").asString() + "/events";
        try (var page = ListeningPage.open(core.origin(), path, ingrid.accessToken())) {
            page.next("step");
            ola.api("POST", "/me/training", set("the-set-seen-live"));
            var event = page.next("training").data();
            assertThat(event.path("id").asString()).isEqualTo("the-set-seen-live");
            assertThat(event.path("name").path("en").asString()).isEqualTo("Squat to chair");
            assertThat(event.path("undone").asBoolean()).isFalse();

            ola.api("DELETE", "/me/training/the-set-seen-live");
            assertThat(page.next("training").data().path("undone").asBoolean()).isTrue();
        }
        assertThat(ola.api("POST", "/me/training", set("the-set-seen-live")).code())
                .isEqualTo("id-taken");
    }

    @Test
    void progressIsCountedByTheDayThatItIsWhereTheOrganisationIs() throws Exception {
        try (var own = CoreUnderTest.start()) {
            var client = own.signedIn("kari");
            var mine = client.api("GET", "/me/program").json();
            // 23:30 in Oslo, and half past midnight.
            for (var at : java.util.List.of("2026-11-20T22:30:00Z", "2026-11-20T23:30:00Z")) {
                var set = new HashMap<String, Object>();
                set.put("id", "a-set-" + at.replace(":", "-"));
                set.put("program", mine.path("id").asString());
                set.put("entry", mine.path("exercises").path(0).path("id").asString());
                set.put("set", 1);
                set.put("doneAt", at);
                assertThat(client.api("POST", "/me/training", set).status()).isEqualTo(201);
            }
            var days = client.api("GET", "/me/training").json().path("days");
            assertThat(days.valueStream().map(it -> it.path("day").asString()))
                    .containsExactly("2026-11-20", "2026-11-21");
            assertThat(days.path(0).path("setsPlanned").asInt()).isEqualTo(3);
        }
    }

    @Test
    void aColleagueAndAnotherClientSeeNothingOfIt() {
        var contact =
                ingrid.api("GET", "/contacts")
                        .json()
                        .path("contacts")
                        .valueStream()
                        .filter(it -> it.path("name").asString().equals("Ola Nordmann"))
                        .map(it -> it.path("id").asString())
                        .findFirst()
                        .orElseThrow();
        var path = "/contacts/" + contact + "/training";
        assertThat(ingrid.api("GET", path).status()).isEqualTo(200);
        assertThat(core.signedIn("jonas").api("GET", path).code()).isEqualTo("basis-needed");
        assertThat(core.signedIn("signe").api("GET", path).code()).isEqualTo("contact-unknown");
        assertThat(
                        core.signedIn("kari")
                                .api("POST", "/me/training", set("a-set-of-another-one"))
                                .code())
                .isEqualTo("program-unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "id, short",
        "set, 0",
        "set, 51",
        "reps, 0",
        "reps, 201",
        "reps, -1",
        "reps, 1.5",
        "loadKg, 501",
        "loadKg, 0.001",
        "holdSeconds, 3601",
        "doneAt, yesterday",
        "doneAt, 2026-11-01T12:00:00Z",
        "doneAt, 2026-11-22T12:00:00Z",
        "entry,",
        "program,",
    })
    void wrongTypesAndSizesAreRefused(String field, String value) {
        var set = set("a-set-that-is-wrong");
        set.put(field, value != null && value.matches("-?[0-9.]+") ? Double.valueOf(value) : value);
        if (set.get(field) instanceof Double number && number == Math.rint(number)) {
            set.put(field, number.intValue());
        }
        assertThat(ola.api("POST", "/me/training", set).status()).isEqualTo(400);
    }

    @Test
    void aPhoneThatWasOfflineMayTellAWeekLater() {
        var set = set("a-set-of-last-week-");
        set.put(
                "doneAt",
                Instant.parse("2026-11-21T12:00:00Z").minus(Duration.ofDays(6)).toString());
        assertThat(ola.api("POST", "/me/training", set).status()).isEqualTo(201);
    }
}
