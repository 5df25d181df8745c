package com.exorlive.meeting.core.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.notice.Notices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Reminders of a planned meeting, a day and a quarter of an hour before it: each once.
@OnBothDatabases
final class VM20ReminderTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static CoreUnderTest core;
    private static Browser ingrid;
    private static Browser ola;

    private final List<Instant> told = new ArrayList<>();
    private Reminders reminders = newReminders();

    @BeforeDatabase
    static void start() throws Exception {
        core = CoreUnderTest.start();
        ingrid = core.signedIn("ingrid");
        ola = core.signedIn("ola");
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
                            handle.execute("delete from meeting_reminder");
                            handle.execute("delete from meeting");
                        });
    }

    private Reminders newReminders() {
        Notices notices = (_, _, _, _) -> told.add(core.clock.instant());
        var before = List.of(Duration.ofHours(24), Duration.ofMinutes(15));
        return new Reminders(core.database(), notices, before, core.clock);
    }

    @Test
    void eachComesOnceAtItsTimeAlsoAfterARestart() {
        plan("2026-11-23T12:00:00Z");
        everyTenMinutesFor(Duration.ofDays(3));

        assertThat(told)
                .containsExactly(
                        Instant.parse("2026-11-22T12:00:00Z"),
                        Instant.parse("2026-11-23T11:50:00Z"));
    }

    @Test
    void whoWasInvitedLateIsNotRemindedOfWhatWasJustSaid() {
        plan("2026-11-21T12:10:00Z");
        everyTenMinutesFor(Duration.ofDays(1));

        assertThat(told).isEmpty();
    }

    @Test
    void whatWasCalledOffOrDeclinedIsNotRemindedOf() {
        var cancelled = plan("2026-11-23T12:00:00Z");
        var declined = plan("2026-11-24T12:00:00Z");
        ingrid.api("POST", "/meetings/" + cancelled + "/cancel", Map.of("version", 1));
        ola.api("POST", "/invitations/" + declined + "/decline");
        everyTenMinutesFor(Duration.ofDays(4));

        assertThat(told).isEmpty();
    }

    @Test
    void whatWasMovedIsRemindedOfAtItsNewTimeOnly() {
        var id = plan("2026-11-23T12:00:00Z");
        ingrid.api(
                "POST",
                "/meetings/" + id + "/reschedule",
                Map.of("version", 1, "startsAt", "2026-11-25T12:00:00Z"));
        everyTenMinutesFor(Duration.ofDays(5));

        assertThat(told)
                .containsExactly(
                        Instant.parse("2026-11-24T12:00:00Z"),
                        Instant.parse("2026-11-25T11:50:00Z"));
    }

    @Test
    void afterAnOutageItStillComesWhileTheMeetingIsAhead() {
        plan("2026-11-23T12:00:00Z");
        core.clock.advance(Duration.ofHours(40));
        reminders.remind();

        assertThat(told).hasSize(1);
    }

    @Test
    void whatNobodyNeedsIsForgotten() {
        plan("2026-11-23T12:00:00Z");
        core.clock.advance(Duration.ofHours(40));
        reminders.remind();
        core.clock.advance(Duration.ofDays(1));
        reminders.purge();

        long rows =
                core.database()
                        .inTransaction(
                                handle ->
                                        handle.createQuery("select count(*) from meeting_reminder")
                                                .mapTo(Long.class)
                                                .one());
        assertThat(rows).isZero();
    }

    private void everyTenMinutesFor(Duration time) {
        for (var passed = Duration.ZERO;
                passed.compareTo(time) < 0;
                passed = passed.plusMinutes(10)) {
            reminders.remind();
            core.clock.advance(Duration.ofMinutes(10));
            reminders = newReminders();
        }
    }

    private static String plan(String startsAt) {
        var contact =
                ingrid.api("GET", "/contacts")
                        .json()
                        .path("contacts")
                        .valueStream()
                        .filter(it -> it.path("name").asString().equals("Ola Nordmann"))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asString();
        return ingrid.api("POST", "/meetings", Map.of("contactId", contact, "startsAt", startsAt))
                .text("id");
    }
}
