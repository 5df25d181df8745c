package com.exorlive.meeting.core.meeting;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// When a meeting may be planned, and from when to when it is then open.
final class AppointmentRules {
    /// How long before its time people may come in: to try camera and microphone, and to wait.
    static final Duration EARLY = Duration.ofMinutes(15);

    /// How long after its end it may still be held: more helps the late, and keeps yesterday's
    /// invitations in the inbox.
    static final Duration LATE = Duration.ofHours(4);

    static final int DEFAULT_MINUTES = 30;
    static final int LEAST_MINUTES = 5;
    static final int MOST_MINUTES = 240;
    private static final Duration FURTHEST = Duration.ofDays(366);

    private AppointmentRules() {}

    /// Times are agreed by the minute.
    static Instant minute(Instant startsAt) {
        return startsAt.truncatedTo(ChronoUnit.MINUTES);
    }

    /// @return why this time can't be had, or empty
    static Optional<Refusal> refusal(
            Instant startsAt,
            int minutes,
            List<Meeting> others,
            boolean overlapAccepted,
            Instant now) {
        if (!startsAt.isAfter(now) || startsAt.isAfter(now.plus(FURTHEST))) {
            return Optional.of(Refusal.TIME_REFUSED);
        }
        if (others.size() >= MeetingStore.MAX_PLANNED) {
            return Optional.of(Refusal.TOO_MANY_MEETINGS);
        }
        return overlapAccepted || others.stream().noneMatch(it -> overlaps(it, startsAt, minutes))
                ? Optional.empty()
                : Optional.of(Refusal.MEETING_OVERLAP);
    }

    private static boolean overlaps(Meeting other, Instant startsAt, int minutes) {
        var endsAt = startsAt.plus(Duration.ofMinutes(minutes));
        return other.course().endedAt() == null
                && other.plan()
                        .filter(it -> it.startsAt().isBefore(endsAt))
                        .filter(it -> it.endsAt().isAfter(startsAt))
                        .isPresent();
    }
}
