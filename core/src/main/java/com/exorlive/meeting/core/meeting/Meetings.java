package com.exorlive.meeting.core.meeting;

import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactAccess;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.DatabaseException;
import com.exorlive.meeting.core.notice.Notices;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.signin.Authentication;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Makes meetings, lets people in, declines and ends them. Thread-safe: the database is; what must
/// not happen twice holds a row while it happens.
public final class Meetings {
    /// How long an invitation is good for.
    private static final Duration WINDOW = Duration.ofHours(24);

    private static final String START = "meeting-start";
    private static final String ADMIT = "meeting-admit";
    private static final String VOUCH = "meeting-assertion";
    private static final String COMPARE = "meeting-compared";
    private static final String DECLINE = "meeting-decline";

    private final Database database;
    private final AuditLog audit;
    private final Notices notices;
    private final MeetingNews news;
    private final InstantSource clock;
    private final AuditFallback fallback;

    public Meetings(
            Database database,
            AuditLog audit,
            Notices notices,
            MeetingNews news,
            InstantSource clock,
            AuditFallback fallback) {
        this.database = database;
        this.audit = audit;
        this.notices = notices;
        this.news = news;
        this.clock = clock;
        this.fallback = fallback;
    }

    sealed interface Started {
        record Made(Meeting meeting) implements Started {}

        /// There was an open one already: pressing twice makes one meeting.
        record Found(Meeting meeting) implements Started {}

        record Refused(Refusal refusal) implements Started {}
    }

    sealed interface Admission {
        record Admitted(Meeting meeting, Seat seat) implements Admission {}

        /// One answer for every reason.
        record Refused() implements Admission {}
    }

    /// @param over a meeting whose end the host has seen and core has not heard of yet: signaling
    ///     tells the two before it tells us. It is not found again, and lets nobody in from here on
    Started start(Person host, Optional<ContactId> contactId, Optional<MeetingId> over) {
        var outcome =
                database.inTransaction(
                        handle -> {
                            var now = clock.instant();
                            var started = start(handle, host, contactId, over, now);
                            audit.write(handle, line(host, contactId, started));
                            return started;
                        });
        if (outcome instanceof Started.Made(var meeting)) {
            news.changed(meeting.id());
        }
        return outcome;
    }

    private Started start(
            Handle handle,
            Person host,
            Optional<ContactId> contactId,
            Optional<MeetingId> over,
            Instant now) {
        return switch (Invitable.of(handle, host, contactId, now)) {
            case Invitable.No(var refusal) -> new Started.Refused(refusal);
            case Invitable.Yes(var contact) -> {
                var open = MeetingStore.openOf(handle, contact.id(), host.subject(), now);
                if (open.isPresent() && !open.map(Meeting::id).equals(over)) {
                    yield new Started.Found(open.get());
                }
                var invitee = contact.account().orElseThrow();
                var meeting = newMeeting(host, contact.id(), invitee, now);
                MeetingStore.insert(handle, meeting);
                open.ifPresent(it -> MeetingStore.replace(handle, it.id(), meeting.id()));
                notices.waits(handle, invitee, meeting.notAfter());
                yield new Started.Made(meeting);
            }
        };
    }

    private static Meeting newMeeting(
            Person host, ContactId contact, Subject invitee, Instant now) {
        // The id holds whole seconds, and says the same as the row.
        var from = now.truncatedTo(ChronoUnit.SECONDS);
        var until = from.plus(WINDOW);
        return Meeting.of(host, contact, invitee, from, until, now, Meeting.Agreement.NOW);
    }

    private static AuditLine line(Person host, Optional<ContactId> contact, Started started) {
        var actor = host.subject().value();
        return switch (started) {
            case Started.Made(var meeting) ->
                    new AuditLine(START, actor, meeting.id().value(), "made")
                            .about(meeting.contact().value());
            case Started.Found(var meeting) ->
                    new AuditLine(START, actor, meeting.id().value(), "found")
                            .about(meeting.contact().value());
            case Started.Refused(var refusal) ->
                    refused(actor, contact.map(ContactId::value).orElse(AuditLine.NOBODY), refusal);
        };
    }

    private static AuditLine refused(String actor, String contact, Refusal refusal) {
        return new AuditLine(START, actor, contact, refusal.code()).about(contact);
    }

    /// Whether this subject may sit down in this meeting now. Asks the invite rules again: who has
    /// since turned out to be a child, or changed instructor, stays outside.
    Admission admit(MeetingId id, Subject subject) {
        return admit(ADMIT, id, subject);
    }

    /// Whether core may vouch for this subject to the other one of this meeting now: to exactly
    /// those, and only while, who would be admitted.
    Admission vouch(MeetingId id, Subject subject, Authentication how) {
        return admit(
                VOUCH,
                id,
                subject,
                (handle, admitted) -> MeetingProofs.identified(handle, id, admitted.seat(), how));
    }

    /// "We have compared the code": said by one of the two while the meeting lasts.
    ///
    /// @return whether it was this person's to say
    boolean compared(MeetingId id, Subject subject, boolean same) {
        return database.inTransaction(
                handle -> {
                    var now = clock.instant();
                    var meeting =
                            MeetingStore.lock(handle, id)
                                    .filter(it -> it.isOpenAt(now))
                                    .filter(it -> it.seatOf(subject).isPresent());
                    if (meeting.isEmpty()) {
                        return false;
                    }
                    var seat = meeting.get().seatOf(subject).orElseThrow();
                    if (MeetingProofs.compared(handle, id, seat, same, now)) {
                        var outcome = same ? "same" : "different";
                        audit.write(
                                handle,
                                new AuditLine(COMPARE, subject.value(), id.value(), outcome)
                                        .about(contact(meeting)));
                    }
                    return true;
                });
    }

    private Admission admit(String event, MeetingId id, Subject subject) {
        return admit(event, id, subject, (_, _) -> {});
    }

    /// What else is written down of an admission.
    @FunctionalInterface
    private interface Also {
        void write(Handle handle, Admission.Admitted admitted);
    }

    private record Judged(Optional<Meeting> meeting, Admission admission) {
        AuditLine line(String event, Subject subject, MeetingId id) {
            var outcome = admission instanceof Admission.Admitted ? "ok" : "refused";
            return new AuditLine(event, subject.value(), id.value(), outcome)
                    .about(contact(meeting));
        }
    }

    private Admission admit(String event, MeetingId id, Subject subject, Also also) {
        try {
            return database.inTransaction(
                    handle -> {
                        var judged = judge(handle, id, subject);
                        audit.write(handle, judged.line(event, subject, id));
                        if (judged.admission() instanceof Admission.Admitted admitted) {
                            also.write(handle, admitted);
                        }
                        return judged.admission();
                    });
        } catch (DatabaseException e) {
            return whileNothingCanBeWritten(event, id, subject, e);
        }
    }

    /// @throws DatabaseException if the meeting has to wait, or can't even be read
    private Admission whileNothingCanBeWritten(
            String event, MeetingId id, Subject subject, DatabaseException why) {
        var judged = database.inTransaction(handle -> judge(handle, id, subject));
        var mayGoOn =
                judged.admission() instanceof Admission.Refused
                        || judged.meeting().filter(fallback::lets).isPresent();
        if (mayGoOn && fallback.buffer().offer(judged.line(event, subject, id))) {
            return judged.admission();
        }
        throw why;
    }

    private Judged judge(Handle handle, MeetingId id, Subject subject) {
        var now = clock.instant();
        var found = MeetingStore.find(handle, id);
        return new Judged(
                found,
                found.filter(meeting -> meeting.isOpenAt(now))
                        .filter(meeting -> isStillAllowed(handle, meeting, now))
                        .flatMap(meeting -> seat(meeting, subject))
                        .orElseGet(Admission.Refused::new));
    }

    private static String contact(Optional<Meeting> meeting) {
        return meeting.map(it -> it.contact().value()).orElse(AuditLine.NOBODY);
    }

    private static Optional<Admission> seat(Meeting meeting, Subject subject) {
        return meeting.seatOf(subject).map(seat -> new Admission.Admitted(meeting, seat));
    }

    private static boolean isStillAllowed(Handle handle, Meeting meeting, Instant now) {
        var organisation = OrganisationStore.find(handle, meeting.organisation()).orElseThrow();
        return ContactStore.find(handle, organisation.id(), meeting.contact())
                .filter(contact -> contact.account().equals(Optional.of(meeting.invitee())))
                .map(
                        contact ->
                                InviteRules.refusal(
                                        organisation,
                                        contact,
                                        isOpenToHost(handle, contact, meeting, now),
                                        now))
                .map(Optional::isEmpty)
                .orElse(false);
    }

    /// A basis that opened the contact when the meeting was made lasts for that meeting.
    private static boolean isOpenToHost(
            Handle handle, Contact contact, Meeting meeting, Instant now) {
        return ContactAccess.isOpenAt(handle, contact, meeting.host(), now)
                || ContactAccess.isOpenAt(handle, contact, meeting.host(), meeting.createdAt());
    }

    /// "I can't come": before it has begun, the invitee ends it for good. Saying so twice is saying
    /// it once.
    ///
    /// @return whether it was this person's to decline
    public boolean decline(MeetingId id, Subject invitee) {
        var isTheirs =
                database.inTransaction(
                        handle -> {
                            var now = clock.instant();
                            var mine =
                                    MeetingStore.lock(handle, id)
                                            .filter(meeting -> meeting.invitee().equals(invitee));
                            if (mine.isPresent()
                                    && "declined".equals(mine.get().course().endReason())) {
                                return true;
                            }
                            var isOpen =
                                    mine.map(meeting -> hasNotBegun(meeting, now)).orElse(false);
                            if (isOpen) {
                                MeetingStore.end(
                                        handle, id, now, Seat.INVITEE.wireName(), "declined");
                                notices.waits(
                                        handle, mine.get().host(), now.plus(Duration.ofDays(1)));
                            }
                            audit.write(
                                    handle,
                                    new AuditLine(
                                                    DECLINE,
                                                    invitee.value(),
                                                    id.value(),
                                                    isOpen ? "ok" : "refused")
                                            .about(contact(mine)));
                            return isOpen;
                        });
        if (isTheirs) {
            news.changed(id);
        }
        return isTheirs;
    }

    private static boolean hasNotBegun(Meeting meeting, Instant now) {
        return switch (meeting.state(now)) {
            case PLANNED, OPEN -> true;
            case ACTIVE, ENDED, EXPIRED -> false;
        };
    }

    /// The meeting, if it is this person's.
    public Optional<Meeting> find(Handle handle, MeetingId id, Subject subject) {
        return MeetingStore.find(handle, id).filter(meeting -> meeting.seatOf(subject).isPresent());
    }
}
