package com.exorlive.meeting.core.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.TestClock;
import com.exorlive.meeting.core.database.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// OP-05: at one in the night, where the customers live; a night that is missing is noticed.
final class OP05NightlyBackupTest {
    private static final BackupPlan PLAN =
            new BackupPlan(LocalTime.of(1, 0), ZoneId.of("Europe/Oslo"));

    private final TestClock clock = new TestClock("2026-11-21T20:00:00Z");
    @TempDir Path folder;
    private Database database;
    private NightlyBackups nightly;

    @BeforeEach
    void open() {
        var url = "jdbc:h2:file:" + folder.resolve("core");
        database = Database.open(url, "sa", "");
        nightly = nightly(new DatabaseLogin(url, "sa", ""));
    }

    @AfterEach
    void close() {
        nightly.close();
        database.close();
    }

    private NightlyBackups nightly(DatabaseLogin address) {
        var key = new BackupKey("of-this-test-alone-and-of-nobody-else");
        var backups =
                new Backups(
                        address,
                        Optional.empty(),
                        folder.resolve("backups"),
                        key,
                        Duration.ofDays(365));
        return new NightlyBackups(backups, PLAN, clock);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T23:59:00Z, 2026-11-21T00:00:00Z, false",
        "2026-11-22T00:00:00Z, 2026-11-21T00:00:00Z, true",
        "2026-11-22T00:01:00Z, 2026-11-22T00:00:00Z, false",
        "2026-11-25T15:00:00Z, 2026-11-22T00:00:00Z, true",
        // Summer time: one o'clock is an hour earlier.
        "2026-07-01T22:59:00Z, 2026-06-30T23:00:00Z, false",
        "2026-07-01T23:00:00Z, 2026-06-30T23:00:00Z, true",
    })
    void oneIsDueAtOneInTheNight(Instant now, Instant newest, boolean isDue) {
        assertThat(PLAN.isDue(now, newest, Optional.empty())).isEqualTo(isDue);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-29T00:59:00Z, false",
        "2026-03-29T01:30:00Z, true",
        "2026-03-29T02:00:00Z, true"
    })
    void aTimeThatTheChangeOfClocksLeavesOutIsTakenAsTheOneAfterIt(Instant now, boolean isDue) {
        var plan = new BackupPlan(LocalTime.of(2, 30), ZoneId.of("Europe/Oslo"));
        var newest = Instant.parse("2026-03-28T01:30:00Z");
        assertThat(plan.isDue(now, newest, Optional.empty())).isEqualTo(isDue);
    }

    @Test
    void aNewInstallationWaitsForItsFirstNight() {
        nightly.look();
        assertThat(nightly.status().newest()).isEmpty();

        clock.advance(Duration.ofHours(4));
        nightly.look();
        nightly.look();
        assertThat(nightly.status().newest()).hasValue(Instant.parse("2026-11-22T00:00:00Z"));
        assertThat(nightly.status().bytes()).isPositive();
        assertThat(nightly.status().isOverdue()).isFalse();
    }

    @Test
    void aNightThatTheProcessSleptThroughIsMadeUpFor() {
        clock.advance(Duration.ofHours(4));
        nightly.look();
        clock.advance(Duration.ofHours(40));
        var later = nightly(new DatabaseLogin("jdbc:h2:file:" + folder.resolve("core"), "sa", ""));
        later.look();
        assertThat(later.status().newest()).hasValue(clock.instant());
        later.close();
    }

    @Test
    void aFailureIsCountedAndTriedAgainAndAMissingNightIsOverdue() throws Exception {
        Files.writeString(folder.resolve("backups"), "in the way");
        clock.advance(Duration.ofHours(4));
        nightly.look();
        nightly.look();
        assertThat(nightly.status().failures()).isEqualTo(1);
        assertThat(nightly.status().isOverdue()).isFalse();

        clock.advance(Duration.ofHours(3));
        nightly.look();
        assertThat(nightly.status().failures()).isEqualTo(2);
        assertThat(nightly.status().isOverdue()).isTrue();

        Files.delete(folder.resolve("backups"));
        clock.advance(Duration.ofMinutes(15));
        nightly.look();
        assertThat(nightly.status().isOverdue()).isFalse();
        assertThat(nightly.status().newest()).hasValue(clock.instant());
    }
}
