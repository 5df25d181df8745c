package com.exorlive.meeting.core.meeting;

import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.notice.Notices;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Meetings for later: plans, moves and calls them off. Thread-safe: the database is; what is
/// changed is held, and a change names the version that it is meant for.
public final class Appointments {
    private static final String PLAN = "meeting-plan";
    private static final String MOVE = "meeting-move";
    private static final String CANCEL = "meeting-cancel";
    private static final String CANCELLED = "cancelled";
    private static final String RESCHEDULED = "rescheduled";

    private final Database database;
    private final AuditLog audit;
    private final Notices notices;
    private final MeetingNews news;
    private final InstantSource clock;

    public Appointments(
            Database database,
            AuditLog audit,
            Notices notices,
            MeetingNews news,
            InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.notices = notices;
        this.news = news;
        this.clock = clock;
    }

    /// A wish for a time.
    ///
    /// @param overlapAccepted the host knows of the other appointment
    record Wish(Instant startsAt, int minutes, boolean overlapAccepted) {
        Wish {
            startsAt = AppointmentRules.minute(startsAt);
        }
    }

    sealed interface Outcome {
        /// It stands as wished.
        ///
        /// @param isNew false when it stood so before: pressing twice is pressing once
        record Done(Meeting meeting, boolean isNew) implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}
    }

    Outcome plan(Person host, Optional<ContactId> contactId, Wish wish) {
        return told(
                database.inTransaction(
                        handle -> {
                            var outcome = plan(handle, host, contactId, wish, clock.instant());
                            var about = contactId.map(ContactId::value).orElse(AuditLine.NOBODY);
                            audit.write(
                                    handle,
                                    line(PLAN, host.subject(), about, outcome).about(about));
                            return outcome;
                        }));
    }

    private Outcome told(Outcome outcome) {
        if (outcome instanceof Outcome.Done(var meeting, var isNew) && isNew) {
            news.changed(meeting.id());
        }
        return outcome;
    }

    private Outcome plan(
            Handle handle, Person host, Optional<ContactId> contactId, Wish wish, Instant now) {
        return switch (Invitable.of(handle, host, contactId, now)) {
            case Invitable.No(var refusal) -> new Outcome.Refused(refusal);
            case Invitable.Yes(var contact) -> {
                var others = MeetingStore.plannedOf(handle, host.subject(), now);
                var same =
                        others.stream()
                                .filter(it -> it.contact().equals(contact.id()))
                                .filter(it -> it.course().endedAt() == null)
                                .filter(it -> isAt(it, wish))
                                .findFirst();
                if (same.isPresent()) {
                    yield new Outcome.Done(same.get(), false);
                }
                var refusal = refusal(others, wish, now);
                if (refusal.isPresent()) {
                    yield new Outcome.Refused(refusal.get());
                }
                var invitee = contact.account().orElseThrow();
                var plan = new Meeting.Plan(wish.startsAt(), wish.minutes(), RandomIds.id(), null);
                var meeting = planned(host, contact.id(), invitee, plan, 1, now);
                MeetingStore.insert(handle, meeting);
                notices.waits(handle, invitee, meeting.notAfter());
                yield new Outcome.Done(meeting, true);
            }
        };
    }

    private static boolean isAt(Meeting meeting, Wish wish) {
        return meeting.plan()
                .filter(it -> it.startsAt().equals(wish.startsAt()))
                .filter(it -> it.minutes() == wish.minutes())
                .isPresent();
    }

    private static Optional<Refusal> refusal(List<Meeting> others, Wish wish, Instant now) {
        return AppointmentRules.refusal(
                wish.startsAt(), wish.minutes(), others, wish.overlapAccepted(), now);
    }

    private static Meeting planned(
            Person host,
            ContactId contact,
            Subject invitee,
            Meeting.Plan plan,
            int version,
            Instant now) {
        var from = plan.startsAt().minus(AppointmentRules.EARLY);
        var until = plan.endsAt().plus(AppointmentRules.LATE);
        return Meeting.of(
                host,
                contact,
                invitee,
                from,
                until,
                now,
                new Meeting.Agreement(plan, version, null));
    }

    /// Another time for a planned meeting. It gets another id, because the id holds the window; the
    /// old one is dead for ever.
    Outcome move(Person host, MeetingId id, int version, Wish wish) {
        return told(
                database.inTransaction(
                        handle -> {
                            var now = clock.instant();
                            var mine = mine(handle, id, host.subject());
                            var outcome = move(handle, host, mine, version, wish, now);
                            audit.write(
                                    handle,
                                    line(MOVE, host.subject(), id.value(), outcome)
                                            .about(contact(mine)));
                            return outcome;
                        }));
    }

    private Outcome move(
            Handle handle,
            Person host,
            Optional<Meeting> mine,
            int version,
            Wish wish,
            Instant now) {
        var fixed = fixed(mine, version, now);
        if (fixed.isPresent()) {
            return new Outcome.Refused(fixed.get());
        }
        var old = mine.orElseThrow();
        if (isAt(old, wish)) {
            return new Outcome.Done(old, false);
        }
        if (Invitable.of(handle, host, Optional.of(old.contact()), now)
                instanceof Invitable.No(var refusal)) {
            return new Outcome.Refused(refusal);
        }
        var others =
                MeetingStore.plannedOf(handle, host.subject(), now).stream()
                        .filter(it -> !it.id().equals(old.id()))
                        .toList();
        var refusal = refusal(others, wish, now);
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        var before = old.plan();
        var plan =
                new Meeting.Plan(
                        wish.startsAt(),
                        wish.minutes(),
                        before.map(Meeting.Plan::calendarUid).orElseGet(RandomIds::id),
                        before.map(Meeting.Plan::startsAt).orElse(null));
        var meeting = planned(host, old.contact(), old.invitee(), plan, version + 1, now);
        MeetingStore.insert(handle, meeting);
        MeetingStore.end(handle, old.id(), now, Seat.HOST.wireName(), RESCHEDULED);
        MeetingStore.replace(handle, old.id(), meeting.id());
        notices.waits(handle, old.invitee(), meeting.notAfter());
        return new Outcome.Done(meeting, true);
    }

    /// Calls off a meeting that has not begun. Saying so twice is saying it once.
    Outcome cancel(Person host, MeetingId id, int version) {
        return told(
                database.inTransaction(
                        handle -> {
                            var now = clock.instant();
                            var mine = mine(handle, id, host.subject());
                            var outcome = cancel(handle, mine, version, now);
                            audit.write(
                                    handle,
                                    line(CANCEL, host.subject(), id.value(), outcome)
                                            .about(contact(mine)));
                            return outcome;
                        }));
    }

    private Outcome cancel(Handle handle, Optional<Meeting> mine, int version, Instant now) {
        if (mine.isPresent() && mine.get().isEndedFor(CANCELLED)) {
            return new Outcome.Done(mine.get(), false);
        }
        var fixed = fixed(mine, version, now);
        if (fixed.isPresent()) {
            return new Outcome.Refused(fixed.get());
        }
        var meeting = mine.orElseThrow();
        MeetingStore.end(handle, meeting.id(), now, Seat.HOST.wireName(), CANCELLED);
        notices.waits(handle, meeting.invitee(), meeting.notAfter());
        return new Outcome.Done(meeting, true);
    }

    /// Everything that this host has before them, the next one first.
    List<Meeting> upcoming(Handle handle, Subject host) {
        return MeetingStore.plannedOf(handle, host, clock.instant());
    }

    private static Optional<Meeting> mine(Handle handle, MeetingId id, Subject host) {
        return MeetingStore.lock(handle, id).filter(meeting -> meeting.host().equals(host));
    }

    /// Why this meeting can't be changed by somebody who saw this version of it, or empty.
    private static Optional<Refusal> fixed(Optional<Meeting> mine, int version, Instant now) {
        if (mine.isEmpty()) {
            return Optional.of(Refusal.MEETING_NOT_OPEN);
        }
        var meeting = mine.get();
        if (meeting.isEndedFor(RESCHEDULED) || meeting.version() != version) {
            return Optional.of(Refusal.VERSION_STALE);
        }
        return switch (meeting.state(now)) {
            case PLANNED, OPEN -> Optional.empty();
            case ACTIVE -> Optional.of(Refusal.MEETING_STARTED);
            case ENDED, EXPIRED -> Optional.of(Refusal.MEETING_OVER);
        };
    }

    private static String contact(Optional<Meeting> meeting) {
        return meeting.map(it -> it.contact().value()).orElse(AuditLine.NOBODY);
    }

    private static AuditLine line(String event, Subject host, String target, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var meeting, var isNew) ->
                    new AuditLine(
                            event, host.value(), meeting.id().value(), isNew ? "ok" : "unchanged");
            case Outcome.Refused(var refusal) ->
                    new AuditLine(event, host.value(), target, refusal.code());
        };
    }
}
