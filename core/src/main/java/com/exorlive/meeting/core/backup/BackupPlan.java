package com.exorlive.meeting.core.backup;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/// When the next backup is due: each night at one time of day, where the customers live.
public record BackupPlan(LocalTime at, ZoneId zone) {
    /// How soon a backup that failed is tried again.
    static final Duration RETRY = Duration.ofMinutes(15);

    /// How much later than the night's time there must be a backup before somebody is told.
    static final Duration PATIENCE = Duration.ofHours(2);

    /// @param since when there was a backup last, or when this began to be watched
    /// @param tried when it was last tried
    boolean isDue(Instant now, Instant since, Optional<Instant> tried) {
        return since.isBefore(lastNight(now))
                && tried.filter(time -> now.isBefore(time.plus(RETRY))).isEmpty();
    }

    /// Whether the newest is older than it should be.
    boolean isOverdue(Instant now, Instant since) {
        return since.isBefore(lastNight(now.minus(PATIENCE)));
    }

    /// The latest time that a backup should have begun. A time that a change of clocks leaves out
    /// is taken as the one after it.
    private Instant lastNight(Instant now) {
        var today = now.atZone(zone).toLocalDate();
        var tonight = today.atTime(at).atZone(zone).toInstant();
        return tonight.isAfter(now)
                ? today.minusDays(1).atTime(at).atZone(zone).toInstant()
                : tonight;
    }
}
