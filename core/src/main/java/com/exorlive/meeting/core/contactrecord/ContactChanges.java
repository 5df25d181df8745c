package com.exorlive.meeting.core.contactrecord;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactAccess;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.contact.PersonalData;
import com.exorlive.meeting.core.contactrecord.ContactViews.Colleague;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.meeting.Refusal;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.pdsmode.PdsStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Role;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.ProblemException;
import com.exorlive.meeting.edge.Reply;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What an instructor does to contacts: makes one, changes it, hands it over to a colleague.
public final class ContactChanges {
    private static final String VERSION_STALE = "version-stale";

    private final Database database;
    private final AuditLog audit;
    private final InstantSource clock;

    public ContactChanges(Database database, AuditLog audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.post("/core/v1/contacts", access.person(Permission.CHANGE_CONTACTS, this::create))
                .route(
                        "PUT",
                        "/core/v1/contacts/{id}",
                        access.person(Permission.CHANGE_CONTACTS, this::change))
                .post(
                        "/core/v1/contacts/{id}/hand-over",
                        access.person(Permission.CHANGE_CONTACTS, this::handOver))
                .get(
                        "/core/v1/colleagues",
                        access.person(Permission.CHANGE_CONTACTS, this::colleagues));
    }

    record Body(
            @Nullable Integer version,
            @Nullable String name,
            @Nullable LocalDate birthDate,
            @Nullable String phone,
            @Nullable String email,
            @Nullable Boolean atLeast16) {}

    record HandOverBody(@Nullable Integer version, @Nullable String to) {}

    record ColleaguesView(List<Colleague> colleagues) {}

    /// What came of it: the word for the audit log, and the answer.
    private record Done(String outcome, Reply reply) {
        static Done refused(Refusal refusal) {
            return new Done(refusal.code(), Reply.problem(refusal.status(), refusal.code()));
        }

        static Done stale() {
            return new Done(VERSION_STALE, Reply.problem(409, VERSION_STALE));
        }
    }

    private Reply create(HttpCall call, Person instructor) {
        var body = call.json(Body.class);
        return database.inTransaction(
                handle -> {
                    var contact =
                            Contact.nameless(
                                            new ContactId(RandomIds.id()),
                                            instructor.organisation(),
                                            instructor.subject())
                                    .with(personal(handle, body, instructor))
                                    .atLeast16(body.atLeast16());
                    ContactStore.insert(handle, contact);
                    write(handle, "contact-create", instructor, contact.id(), "ok");
                    return shown(handle, contact, instructor, 201);
                });
    }

    private Reply change(HttpCall call, Person instructor) {
        var body = call.json(Body.class);
        int version = required(body.version());
        return onOpenContact(
                call,
                "contact-change",
                instructor,
                (handle, contact, access) -> {
                    if (contact.version() != version) {
                        return Done.stale();
                    }
                    var changed =
                            contact.with(personal(handle, body, instructor))
                                    .atLeast16(body.atLeast16());
                    return ContactStore.change(handle, changed)
                            ? new Done("ok", shown(handle, contact, instructor, 200))
                            : Done.stale();
                });
    }

    private Reply handOver(HttpCall call, Person instructor) {
        var body = call.json(HandOverBody.class);
        int version = required(body.version());
        var to = required(body.to());
        return onOpenContact(
                call,
                "contact-hand-over",
                instructor,
                (handle, contact, access) -> {
                    if (!(access instanceof ContactAccess.Own)) {
                        return Done.refused(Refusal.CONTACT_NOT_YOURS);
                    }
                    if (contact.version() != version) {
                        return Done.stale();
                    }
                    var colleague =
                            colleagues(handle, instructor)
                                    .filter(person -> person.subject().value().equals(to))
                                    .findFirst();
                    if (colleague.isEmpty()) {
                        return new Done(
                                "colleague-unknown", Reply.problem(404, "colleague-unknown"));
                    }
                    return ContactStore.change(handle, contact.keptBy(colleague.get().subject()))
                            ? new Done("ok", Reply.noContent())
                            : Done.stale();
                });
    }

    private Reply colleagues(HttpCall call, Person instructor) {
        return database.inTransaction(
                handle ->
                        Reply.json(
                                200,
                                new ColleaguesView(
                                        colleagues(handle, instructor)
                                                .map(Colleague::of)
                                                .toList())));
    }

    private static java.util.stream.Stream<Person> colleagues(Handle handle, Person instructor) {
        return PersonStore.withRole(handle, instructor.organisation(), Role.INSTRUCTOR).stream()
                .filter(person -> !person.subject().equals(instructor.subject()));
    }

    @FunctionalInterface
    private interface Action {
        Done on(Handle handle, Contact contact, ContactAccess access);
    }

    /// Runs `action` on the contact of the path, if it is open to this instructor, and writes down
    /// what came of it either way.
    private Reply onOpenContact(HttpCall call, String event, Person instructor, Action action) {
        var id = ContactId.parse(call.path("id"));
        return database.inTransaction(
                handle -> {
                    var contact =
                            id.flatMap(
                                    it -> ContactStore.lock(handle, instructor.organisation(), it));
                    var done = contact.map(it -> whenOpen(handle, it, instructor, action));
                    var answer = done.orElseGet(() -> Done.refused(Refusal.CONTACT_UNKNOWN));
                    write(handle, event, instructor, id, answer.outcome());
                    return answer.reply();
                });
    }

    private Done whenOpen(Handle handle, Contact contact, Person instructor, Action action) {
        var access = ContactAccess.of(handle, contact, instructor, clock.instant());
        return access.isOpen()
                ? action.on(handle, contact, access)
                : Done.refused(ContactApi.whyClosed(access));
    }

    private PersonalData personal(Handle handle, Body body, Person instructor) {
        var organisation = OrganisationStore.find(handle, instructor.organisation()).orElseThrow();
        var data =
                PersonalData.typed(
                                body.name(),
                                body.birthDate(),
                                body.phone(),
                                body.email(),
                                organisation.today(clock.instant()))
                        .orElseThrow(ContactChanges::badRequest);
        if (!data.isEmpty() && PdsStore.address(handle, organisation.id()).isPresent()) {
            throw new ProblemException(409, "personal-data-not-held");
        }
        return data;
    }

    /// As it is stored now.
    private Reply shown(Handle handle, Contact contact, Person instructor, int status) {
        var now = clock.instant();
        var stored = ContactStore.find(handle, contact.organisation(), contact.id()).orElseThrow();
        var access = ContactAccess.of(handle, stored, instructor, now);
        return Reply.json(status, ContactViews.whole(handle, stored, instructor, access, now));
    }

    private void write(
            Handle handle, String event, Person actor, Optional<ContactId> id, String outcome) {
        var target = id.map(ContactId::value).orElse(AuditLine.NOBODY);
        audit.write(
                handle,
                new AuditLine(event, actor.subject().value(), target, outcome).about(target));
    }

    private void write(Handle handle, String event, Person actor, ContactId id, String outcome) {
        write(handle, event, actor, Optional.of(id), outcome);
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw badRequest();
        }
        return value;
    }

    private static ProblemException badRequest() {
        return new ProblemException(400, "bad-request");
    }
}
