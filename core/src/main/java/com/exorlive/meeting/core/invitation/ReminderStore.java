package com.exorlive.meeting.core.invitation;

import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.meeting.Meeting;
import com.exorlive.meeting.core.meeting.MeetingId;
import com.exorlive.meeting.core.meeting.MeetingStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The table `meeting_reminder`.
final class ReminderStore {
    /// More are taken up at the next look.
    private static final int BATCH = 200;

    private ReminderStore() {}

    /// Meetings that begin within this many minutes and that were not reminded of so.
    static List<Meeting> due(Handle handle, long minutes, Instant now) {
        return handle.createQuery(
                        "select * from meeting where starts_at > :now and starts_at <= :soon"
                                + " and ended_at is null and replaced_by is null"
                                + " and started_at is null and not exists"
                                + " (select 1 from meeting_reminder where meeting_id = meeting.id"
                                + " and minutes_before = :minutes)"
                                + " order by starts_at, id limit :limit")
                .bind("now", Times.write(now))
                .bind("soon", Times.write(now.plus(Duration.ofMinutes(minutes))))
                .bind("minutes", minutes)
                .bind("limit", BATCH)
                .map((row, _) -> MeetingStore.read(row))
                .list();
    }

    static void remember(Handle handle, MeetingId id, long minutes) {
        handle.createUpdate(
                        "insert into meeting_reminder (meeting_id, minutes_before)"
                                + " values (:id, :minutes)")
                .bind("id", id.value())
                .bind("minutes", minutes)
                .execute();
    }

    static void forget(Handle handle, Instant now) {
        handle.createUpdate(
                        "delete from meeting_reminder where meeting_id in"
                                + " (select id from meeting where not_after < :now)")
                .bind("now", Times.write(now))
                .execute();
    }
}
