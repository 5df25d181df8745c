package com.exorlive.meeting.core.invitation;

import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.DatabaseException;
import com.exorlive.meeting.core.meeting.Meeting;
import com.exorlive.meeting.core.meeting.MeetingStore;
import com.exorlive.meeting.core.notice.Notices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Reminds the client of a planned meeting, each time once, also after a restart and with several
/// servers: the reminder is written down together with the notice that it becomes. Thread-safe: the
/// database is.
public final class Reminders {
    private final Database database;
    private final Notices notices;
    private final List<Duration> before;
    private final InstantSource clock;

    /// @param before how long before a meeting's time to remind of it
    public Reminders(
            Database database, Notices notices, List<Duration> before, InstantSource clock) {
        this.database = database;
        this.notices = notices;
        this.before = List.copyOf(before);
        this.clock = clock;
    }

    /// Puts every reminder that is due into the queue.
    public void remind() {
        for (var early : before) {
            var now = clock.instant();
            var due =
                    database.inTransaction(
                            handle -> ReminderStore.due(handle, early.toMinutes(), now));
            due.forEach(meeting -> remind(meeting, early));
        }
    }

    private void remind(Meeting meeting, Duration early) {
        try {
            database.run(handle -> remind(handle, meeting, early));
        } catch (DatabaseException e) {
            // Another server did it in this moment.
            if (!e.isDuplicate()) {
                throw e;
            }
        }
    }

    private void remind(Handle handle, Meeting meeting, Duration early) {
        var current = MeetingStore.find(handle, meeting.id()).orElseThrow();
        ReminderStore.remember(handle, meeting.id(), early.toMinutes());
        var startsAt = current.plan().orElseThrow().startsAt();
        // Who was invited after that moment has just been told.
        var isTold = !current.createdAt().isBefore(startsAt.minus(early));
        if (!isTold && isStillAhead(current, clock.instant())) {
            notices.waits(handle, current.invitee(), startsAt);
        }
    }

    private static boolean isStillAhead(Meeting meeting, Instant now) {
        return switch (meeting.state(now)) {
            case PLANNED, OPEN -> true;
            case ACTIVE, ENDED, EXPIRED -> false;
        };
    }

    /// Throws away what was for meetings that nobody can hold any more. Call now and then.
    public void purge() {
        database.run(handle -> ReminderStore.forget(handle, clock.instant()));
    }
}
