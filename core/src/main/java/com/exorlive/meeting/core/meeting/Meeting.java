package com.exorlive.meeting.core.meeting;

import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import java.time.Instant;
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
        boolean inviteePresent) {

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

    public enum State {
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

    /// Only `OPEN` and `ACTIVE` let anybody in; the other two are for ever.
    public State state(Instant now) {
        if (course.endedAt() != null) {
            return State.ENDED;
        }
        if (!now.isBefore(notAfter)) {
            return State.EXPIRED;
        }
        return course.startedAt() == null ? State.OPEN : State.ACTIVE;
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
