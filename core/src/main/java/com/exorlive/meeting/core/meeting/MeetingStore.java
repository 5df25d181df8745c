package com.exorlive.meeting.core.meeting;

import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// The tables `meeting` and `meeting_event`. What has ended stays ended: every change but the first
/// end says `ended_at is null`.
public final class MeetingStore {
    /// How many meetings of one contact a record shows, and of one person an inbox.
    private static final int MAX_LISTED = 50;

    /// How many meetings one host can have planned.
    static final int MAX_PLANNED = 500;

    private static final String NOT_OVER =
            " and ended_at is null and replaced_by is null and not_after > :now";

    /// A meeting for later is not yet one that can be held.
    private static final String IS_OPEN = " and (starts_at is null or not_before <= :now)";

    private MeetingStore() {}

    static void insert(Handle handle, Meeting meeting) {
        handle.createUpdate(
                        "insert into meeting (id, organisation_id, contact_id, host, invitee,"
                                + " created_at, not_before, not_after,"
                                + " starts_at, duration_minutes, calendar_uid, version, moved_from,"
                                + " host_present, host_seen_at, invitee_present, invitee_seen_at)"
                                + " values (:id, :organisation, :contact, :host, :invitee,"
                                + " :createdAt, :notBefore, :notAfter,"
                                + " :startsAt, :minutes, :uid, :version, :movedFrom,"
                                + " false, :never, false, :never)")
                .bind("id", meeting.id().value())
                .bind("organisation", meeting.organisation().value())
                .bind("contact", meeting.contact().value())
                .bind("host", meeting.host().value())
                .bind("invitee", meeting.invitee().value())
                .bind("createdAt", Times.write(meeting.createdAt()))
                .bind("notBefore", Times.write(meeting.notBefore()))
                .bind("notAfter", Times.write(meeting.notAfter()))
                .bind("startsAt", meeting.plan().map(it -> Times.write(it.startsAt())).orElse(null))
                .bind("minutes", meeting.plan().map(Meeting.Plan::minutes).orElse(null))
                .bind("uid", meeting.plan().map(Meeting.Plan::calendarUid).orElse(null))
                .bind("version", meeting.version())
                .bind(
                        "movedFrom",
                        meeting.plan().map(Meeting.Plan::movedFrom).map(Times::write).orElse(null))
                .bind("never", Times.write(Instant.EPOCH))
                .execute();
    }

    public static Optional<Meeting> find(Handle handle, MeetingId id) {
        return handle.createQuery("select * from meeting where id = :id")
                .bind("id", id.value())
                .map((row, _) -> read(row))
                .findOne();
    }

    /// Like `find`, and holds the row until the transaction ends.
    static Optional<Meeting> lock(Handle handle, MeetingId id) {
        return handle.createQuery("select * from meeting where id = :id for update")
                .bind("id", id.value())
                .map((row, _) -> read(row))
                .findOne();
    }

    /// The meeting of this host with this contact that can still be held, if there is one.
    public static Optional<Meeting> openOf(
            Handle handle, ContactId contact, Subject host, Instant now) {
        return handle.createQuery(
                        "select * from meeting where contact_id = :contact and host = :host"
                                + NOT_OVER
                                + IS_OPEN
                                + " order by created_at desc limit 1")
                .bind("contact", contact.value())
                .bind("host", host.value())
                .bind("now", Times.write(now))
                .map((row, _) -> read(row))
                .findOne();
    }

    /// All open meetings of a host, by contact: one question for the whole list.
    public static Map<ContactId, Meeting> openOfHost(Handle handle, Subject host, Instant now) {
        return handle.createQuery(
                        "select * from meeting where host = :host"
                                + NOT_OVER
                                + IS_OPEN
                                + " order by created_at")
                .bind("host", host.value())
                .bind("now", Times.write(now))
                .map((row, _) -> read(row))
                .collect(Collectors.toMap(Meeting::contact, it -> it, (_, newer) -> newer));
    }

    /// When each contact of this host was last met.
    public static Map<ContactId, Instant> lastStarted(Handle handle, Subject host) {
        return handle.createQuery(
                        "select contact_id, max(started_at) as last_at from meeting"
                                + " where host = :host and started_at is not null group by contact_id")
                .bind("host", host.value())
                .map(
                        (row, _) ->
                                Map.entry(
                                        new ContactId(row.getString("contact_id")),
                                        Times.read(row, "last_at")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// The newest meetings of a contact, newest first.
    public static List<Meeting> ofContact(Handle handle, ContactId contact) {
        return handle.createQuery(
                        "select * from meeting where contact_id = :contact"
                                + " order by created_at desc, id limit :limit")
                .bind("contact", contact.value())
                .bind("limit", MAX_LISTED)
                .map((row, _) -> read(row))
                .list();
    }

    /// The meetings that this person is invited to and can still come to, newest first; and those
    /// that were called off before their time came.
    public static List<Meeting> invitationsOf(Handle handle, Subject invitee, Instant now) {
        return handle.createQuery(
                        "select * from meeting where invitee = :invitee and replaced_by is null"
                                + " and ((ended_at is null and not_after > :now)"
                                + " or (end_reason = 'cancelled' and starts_at > :now))"
                                + " order by created_at desc, id limit :limit")
                .bind("invitee", invitee.value())
                .bind("now", Times.write(now))
                .bind("limit", MAX_LISTED)
                .map((row, _) -> read(row))
                .list();
    }

    /// Every meeting that this host has planned and can still hold, or that the client declined
    /// before its time came; the next one first.
    static List<Meeting> plannedOf(Handle handle, Subject host, Instant now) {
        return handle.createQuery(
                        "select * from meeting where host = :host and starts_at is not null"
                                + " and replaced_by is null"
                                + " and ((ended_at is null and not_after > :now)"
                                + " or (end_reason = 'declined' and starts_at > :now))"
                                + " order by starts_at, id limit :limit")
                .bind("host", host.value())
                .bind("now", Times.write(now))
                .bind("limit", MAX_PLANNED)
                .map((row, _) -> read(row))
                .list();
    }

    /// Whether the host is with somebody else than the invitee of this meeting.
    public static boolean isHostElsewhere(Handle handle, Meeting meeting, Instant now) {
        return handle.createQuery(
                                "select count(*) from meeting where host = :host and id <> :id"
                                        + " and invitee <> :invitee and host_present"
                                        + " and invitee_present and started_at is not null"
                                        + NOT_OVER)
                        .bind("host", meeting.host().value())
                        .bind("id", meeting.id().value())
                        .bind("invitee", meeting.invitee().value())
                        .bind("now", Times.write(now))
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /// Everybody whom this host has invited to something that is not over.
    static Set<Subject> invitedBy(Handle handle, Subject host, Instant now) {
        return handle.createQuery(
                        "select distinct invitee from meeting where host = :host" + NOT_OVER)
                .bind("host", host.value())
                .bind("now", Times.write(now))
                .mapTo(String.class)
                .collect(Collectors.mapping(Subject::new, Collectors.toSet()));
    }

    static void replace(Handle handle, MeetingId id, MeetingId by) {
        handle.createUpdate("update meeting set replaced_by = :by where id = :id")
                .bind("id", id.value())
                .bind("by", by.value())
                .execute();
    }

    static void end(Handle handle, MeetingId id, Instant at, String by, String reason) {
        handle.createUpdate(
                        "update meeting set ended_at = :at, ended_by = :by, end_reason = :reason,"
                                + " host_present = false, invitee_present = false"
                                + " where id = :id and ended_at is null")
                .bind("id", id.value())
                .bind("at", Times.write(at))
                .bind("by", by)
                .bind("reason", reason)
                .execute();
    }

    static void start(Handle handle, MeetingId id, Instant at) {
        handle.createUpdate(
                        "update meeting set started_at = :at"
                                + " where id = :id and started_at is null and ended_at is null")
                .bind("id", id.value())
                .bind("at", Times.write(at))
                .execute();
    }

    /// Reports may arrive out of order: an older one never undoes a newer one.
    static void presence(Handle handle, MeetingId id, Seat seat, boolean isPresent, Instant at) {
        presenceOf(handle, seat)
                .bind("id", id.value())
                .bind("present", isPresent)
                .bind("at", Times.write(at))
                .execute();
    }

    /// What was reported before this no longer says who is there, however late it comes.
    static void forgetPresence(Handle handle, Instant now) {
        handle.createUpdate(
                        "update meeting set host_present = false, invitee_present = false,"
                                + " host_seen_at = :now, invitee_seen_at = :now"
                                + " where ended_at is null and not_after > :now")
                .bind("now", Times.write(now))
                .execute();
    }

    private static Update presenceOf(Handle handle, Seat seat) {
        return switch (seat) {
            case HOST ->
                    handle.createUpdate(
                            "update meeting set host_present = :present, host_seen_at = :at"
                                    + " where id = :id and ended_at is null and host_seen_at <= :at");
            case INVITEE ->
                    handle.createUpdate(
                            "update meeting set invitee_present = :present, invitee_seen_at = :at"
                                    + " where id = :id and ended_at is null and invitee_seen_at <= :at");
        };
    }

    /// @return whether this report is new
    static boolean remember(
            Handle handle, MeetingId id, String eventId, String event, Instant happenedAt) {
        var known =
                handle.createQuery("select count(*) from meeting_event where event_id = :event")
                        .bind("event", eventId)
                        .mapTo(Long.class)
                        .one();
        if (known > 0) {
            return false;
        }
        handle.createUpdate(
                        "insert into meeting_event (event_id, meeting_id, event, happened_at)"
                                + " values (:eventId, :meeting, :event, :at)")
                .bind("eventId", eventId)
                .bind("meeting", id.value())
                .bind("event", event)
                .bind("at", Times.write(happenedAt))
                .execute();
        return true;
    }

    /// Forgets events that happened before this.
    static void forgetEvents(Handle handle, Instant before) {
        handle.createUpdate("delete from meeting_event where happened_at < :before")
                .bind("before", Times.write(before))
                .execute();
    }

    public static Meeting read(ResultSet row) throws SQLException {
        return new Meeting(
                new MeetingId(row.getString("id")),
                new OrganisationId(row.getString("organisation_id")),
                new ContactId(row.getString("contact_id")),
                new Subject(row.getString("host")),
                new Subject(row.getString("invitee")),
                Times.read(row, "created_at"),
                Times.read(row, "not_before"),
                Times.read(row, "not_after"),
                new Meeting.Course(
                        Times.readOptional(row, "started_at").orElse(null),
                        Times.readOptional(row, "ended_at").orElse(null),
                        row.getString("ended_by"),
                        row.getString("end_reason")),
                row.getBoolean("host_present"),
                row.getBoolean("invitee_present"),
                agreement(row));
    }

    private static Meeting.Agreement agreement(ResultSet row) throws SQLException {
        @Nullable String replacedBy = row.getString("replaced_by");
        var startsAt = Times.readOptional(row, "starts_at");
        return new Meeting.Agreement(
                startsAt.isEmpty()
                        ? null
                        : new Meeting.Plan(
                                startsAt.get(),
                                row.getInt("duration_minutes"),
                                row.getString("calendar_uid"),
                                Times.readOptional(row, "moved_from").orElse(null)),
                row.getInt("version"),
                replacedBy == null ? null : new MeetingId(replacedBy));
    }
}
