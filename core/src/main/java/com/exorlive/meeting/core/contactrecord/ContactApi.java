package com.exorlive.meeting.core.contactrecord;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.meeting.InviteRules;
import com.exorlive.meeting.core.meeting.Meeting;
import com.exorlive.meeting.core.meeting.MeetingStore;
import com.exorlive.meeting.core.meeting.Refusal;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.program.Program;
import com.exorlive.meeting.core.program.ProgramStore;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What an instructor sees of the own contacts: the list, and one record. Every look is in the
/// audit log.
public final class ContactApi {
    private final Database database;
    private final AuditLog audit;
    private final InstantSource clock;

    public ContactApi(Database database, AuditLog audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.get("/core/v1/contacts", access.person(Permission.READ_CONTACTS, this::list))
                .get("/core/v1/contacts/{id}", access.person(Permission.READ_CONTACTS, this::show));
    }

    record ProgramName(String name) {}

    record OpenMeeting(String id, boolean inviteeWaiting) {
        static OpenMeeting of(Meeting meeting) {
            return new OpenMeeting(meeting.id().value(), meeting.inviteePresent());
        }
    }

    record ContactLine(
            String id,
            String name,
            @Nullable Integer birthYear,
            boolean hasAccount,
            @Nullable ProgramName program,
            @Nullable Instant lastMeetingAt,
            @Nullable OpenMeeting openMeeting) {}

    record ContactsView(List<ContactLine> contacts) {}

    record Video(boolean allowed, @Nullable String refusal) {
        static Video of(Optional<Refusal> refusal) {
            return new Video(refusal.isEmpty(), refusal.map(Refusal::code).orElse(null));
        }
    }

    record MeetingLine(
            String id,
            String state,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {
        static MeetingLine of(Meeting meeting, Instant now) {
            return new MeetingLine(
                    meeting.id().value(),
                    meeting.state(now).wireName(),
                    meeting.createdAt(),
                    meeting.course().startedAt(),
                    meeting.course().endedAt());
        }
    }

    record ContactView(
            String id,
            String name,
            @Nullable Integer birthYear,
            boolean hasAccount,
            @Nullable String phone,
            @Nullable Program program,
            Video video,
            List<MeetingLine> meetings,
            @Nullable OpenMeeting openMeeting) {}

    private Reply list(HttpCall call, Person instructor) {
        var now = clock.instant();
        return database.inTransaction(
                handle -> {
                    var contacts = ContactStore.ofInstructor(handle, instructor.subject());
                    var programs =
                            ProgramStore.names(handle, contacts.stream().map(Contact::id).toList());
                    var open = MeetingStore.openOfHost(handle, instructor.subject(), now);
                    var last = MeetingStore.lastStarted(handle, instructor.subject());
                    audit.write(handle, line("contact-list", instructor, AuditLine.NOBODY, "ok"));
                    return Reply.json(
                            200,
                            new ContactsView(
                                    contacts.stream()
                                            .map(contact -> line(contact, programs, open, last))
                                            .toList()));
                });
    }

    private static ContactLine line(
            Contact contact,
            Map<ContactId, String> programs,
            Map<ContactId, Meeting> open,
            Map<ContactId, Instant> last) {
        var id = contact.id();
        return new ContactLine(
                id.value(),
                contact.name(),
                birthYear(contact),
                contact.account().isPresent(),
                Optional.ofNullable(programs.get(id)).map(ProgramName::new).orElse(null),
                last.get(id),
                Optional.ofNullable(open.get(id)).map(OpenMeeting::of).orElse(null));
    }

    private Reply show(HttpCall call, Person instructor) {
        var id = ContactId.parse(call.path("id"));
        return database.inTransaction(
                handle -> {
                    var found =
                            id.flatMap(
                                    it -> ContactStore.find(handle, instructor.organisation(), it));
                    var refusal = refusal(found, instructor);
                    audit.write(
                            handle,
                            line(
                                    "contact-open",
                                    instructor,
                                    id.map(ContactId::value).orElse(AuditLine.NOBODY),
                                    refusal.map(Refusal::code).orElse("ok")));
                    return refusal.map(it -> Reply.problem(it.status(), it.code()))
                            .orElseGet(
                                    () ->
                                            Reply.json(
                                                    200,
                                                    view(handle, found.orElseThrow(), instructor)));
                });
    }

    private static Optional<Refusal> refusal(Optional<Contact> found, Person instructor) {
        if (found.isEmpty()) {
            return Optional.of(Refusal.CONTACT_UNKNOWN);
        }
        return found.get().instructor().equals(instructor.subject())
                ? Optional.empty()
                : Optional.of(Refusal.CONTACT_NOT_YOURS);
    }

    private ContactView view(Handle handle, Contact contact, Person instructor) {
        var now = clock.instant();
        var organisation = OrganisationStore.find(handle, contact.organisation()).orElseThrow();
        var host = instructor.subject();
        return new ContactView(
                contact.id().value(),
                contact.name(),
                birthYear(contact),
                contact.account().isPresent(),
                contact.phone().orElse(null),
                ProgramStore.newest(handle, contact.id()).orElse(null),
                Video.of(InviteRules.refusal(organisation, contact, host, now)),
                MeetingStore.ofContact(handle, contact.id()).stream()
                        .map(meeting -> MeetingLine.of(meeting, now))
                        .toList(),
                MeetingStore.openOf(handle, contact.id(), host, now)
                        .map(OpenMeeting::of)
                        .orElse(null));
    }

    private static @Nullable Integer birthYear(Contact contact) {
        return contact.birthDate().map(LocalDate::getYear).orElse(null);
    }

    private static AuditLine line(String event, Person actor, String target, String outcome) {
        return new AuditLine(event, actor.subject().value(), target, outcome).about(target);
    }
}
