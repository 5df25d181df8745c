package com.exorlive.meeting.core.meeting;

import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An appointment of two people: who they are, when it may be held, what has become of it.
public record Meeting(
        MeetingId id,
        OrganisationId organisation,
        ContactId contact,
        Subject host,
        Subject invitee,
        Instant createdAt,
        Instant notBefore,
        Instant notAfter,
        Course course,
        boolean hostPresent,
        boolean inviteePresent,
        Agreement agreement) {

    /// What was agreed about it.
    ///
    /// @param plan missing for a meeting that was started at once
    /// @param version counts up when it is moved to another time
    /// @param replacedBy the meeting that took its place
    public record Agreement(@Nullable Plan plan, int version, @Nullable MeetingId replacedBy) {
        static final Agreement NOW = new Agreement(null, 1, null);
    }

    /// An agreed time.
    ///
    /// @param calendarUid names it in people's calendars, through every move
    /// @param movedFrom the time it had before
    public record Plan(
            Instant startsAt, int minutes, String calendarUid, @Nullable Instant movedFrom) {
        public Instant endsAt() {
            return startsAt.plus(Duration.ofMinutes(minutes));
        }
    }

    /// When it began and ended, as far as it has.
    ///
    /// @param endedBy a seat's wire name or `server`
    public record Course(
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String endedBy,
            @Nullable String endReason) {
        static final Course NOT_BEGUN = new Course(null, null, null, null);
    }

    /// A new one, in whose id its window is.
    static Meeting of(
            Person host,
            ContactId contact,
            Subject invitee,
            Instant from,
            Instant until,
            Instant now,
            Agreement agreement) {
        return new Meeting(
                MeetingId.of(from, until, RandomIds.bytes(16)),
                host.organisation(),
                contact,
                host.subject(),
                invitee,
                now.truncatedTo(ChronoUnit.MILLIS),
                from,
                until,
                Course.NOT_BEGUN,
                false,
                false,
                agreement);
    }

    public enum State {
        /// Agreed for later: nobody can come in yet.
        PLANNED("planned"),
        OPEN("open"),
        ACTIVE("active"),
        ENDED("ended"),
        EXPIRED("expired");

        private final String wireName;

        State(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    /// Only `OPEN` and `ACTIVE` let anybody in; `ENDED` and `EXPIRED` are for ever.
    public State state(Instant now) {
        if (course.endedAt() != null || agreement.replacedBy() != null) {
            return State.ENDED;
        }
        if (!now.isBefore(notAfter)) {
            return State.EXPIRED;
        }
        if (course.startedAt() != null) {
            return State.ACTIVE;
        }
        return agreement.plan() != null && now.isBefore(notBefore) ? State.PLANNED : State.OPEN;
    }

    /// The agreed time, unless it was started at once.
    public Optional<Plan> plan() {
        return Optional.ofNullable(agreement.plan());
    }

    public int version() {
        return agreement.version();
    }

    /// The meeting that took the place of this one: at another time, or after this one was over.
    public Optional<MeetingId> replacedBy() {
        return Optional.ofNullable(agreement.replacedBy());
    }

    /// Whether it was ended for this reason.
    public boolean isEndedFor(String reason) {
        return reason.equals(course.endReason());
    }

    /// Whether somebody may come in now.
    public boolean isOpenAt(Instant now) {
        var state = state(now);
        return (state == State.OPEN || state == State.ACTIVE) && !now.isBefore(notBefore);
    }

    public Optional<Seat> seatOf(Subject subject) {
        if (subject.equals(host)) {
            return Optional.of(Seat.HOST);
        }
        return subject.equals(invitee) ? Optional.of(Seat.INVITEE) : Optional.empty();
    }

    public Subject subjectAt(Seat seat) {
        return switch (seat) {
            case HOST -> host;
            case INVITEE -> invitee;
        };
    }
}
