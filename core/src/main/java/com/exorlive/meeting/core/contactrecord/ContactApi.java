package com.exorlive.meeting.core.contactrecord;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.contact.AccessBasisStore;
import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactAccess;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.contactrecord.ContactViews.ContactLine;
import com.exorlive.meeting.core.contactrecord.ContactViews.Listed;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.meeting.Refusal;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// What an instructor sees of contacts without searching: the own ones and those opened by a basis
/// that still lasts. Every look is in the audit log, every refused one each time.
public final class ContactApi {
    private static final String OPEN = "contact-open";

    private final Database database;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Looks looks = new Looks();

    public ContactApi(Database database, AuditLog audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.get("/core/v1/contacts", access.person(Permission.READ_CONTACTS, this::list))
                .get("/core/v1/contacts/{id}", access.person(Permission.READ_CONTACTS, this::show));
    }

    record ContactsView(List<ContactLine> contacts) {}

    private Reply list(HttpCall call, Person instructor) {
        var now = clock.instant();
        var actor = instructor.subject().value();
        var look = new Looks.Key("contact-list", actor, AuditLine.NOBODY, AuditLine.NOBODY);
        var isNew = looks.isNew(look, now);
        var reply =
                database.inTransaction(
                        handle -> {
                            if (isNew) {
                                audit.write(
                                        handle,
                                        new AuditLine(look.event(), actor, AuditLine.NOBODY, "ok"));
                            }
                            return Reply.json(
                                    200,
                                    new ContactsView(
                                            ContactViews.lines(
                                                    handle,
                                                    listed(handle, instructor, now),
                                                    instructor,
                                                    now)));
                        });
        looks.onLook(look, now);
        return reply;
    }

    private static List<Listed> listed(Handle handle, Person instructor, Instant now) {
        var own =
                ContactStore.ofInstructor(handle, instructor.subject()).stream()
                        .map(contact -> new Listed(contact, new ContactAccess.Own()));
        var opened =
                AccessBasisStore.openTo(handle, instructor.subject(), now).stream()
                        .map(basis -> basis.contact())
                        .distinct()
                        .flatMap(
                                id ->
                                        ContactStore.find(handle, instructor.organisation(), id)
                                                .stream())
                        .map(
                                contact ->
                                        new Listed(
                                                contact,
                                                ContactAccess.of(handle, contact, instructor, now)))
                        .filter(it -> it.access() instanceof ContactAccess.ByBasis);
        return Stream.concat(own, opened).toList();
    }

    private Reply show(HttpCall call, Person instructor) {
        var id = ContactId.parse(call.path("id"));
        var now = clock.instant();
        var target = id.map(ContactId::value).orElse(AuditLine.NOBODY);
        var shown =
                database.inTransaction(
                        handle -> {
                            var answer =
                                    id.flatMap(it -> find(handle, instructor, it))
                                            .map(it -> show(handle, it, instructor, now))
                                            .orElseGet(
                                                    () -> Shown.refused(Refusal.CONTACT_UNKNOWN));
                            if (!answer.isOk()
                                    || looks.isNew(look(instructor, target, answer), now)) {
                                audit.write(handle, line(instructor, target, answer));
                            }
                            return answer;
                        });
        if (shown.isOk()) {
            looks.onLook(look(instructor, target, shown), now);
        }
        return shown.reply();
    }

    private static Optional<Contact> find(Handle handle, Person instructor, ContactId id) {
        return ContactStore.find(handle, instructor.organisation(), id);
    }

    private static Looks.Key look(Person instructor, String target, Shown shown) {
        return new Looks.Key(OPEN, instructor.subject().value(), target, shown.basis());
    }

    private static AuditLine line(Person instructor, String target, Shown shown) {
        return new AuditLine(OPEN, instructor.subject().value(), target, shown.outcome())
                .about(target)
                .referringTo(shown.basis());
    }

    /// What came of it: two words for the audit log, and the answer.
    private record Shown(String outcome, String basis, Reply reply) {
        boolean isOk() {
            return outcome.equals("ok");
        }

        static Shown refused(Refusal refusal) {
            return new Shown(
                    refusal.code(),
                    AuditLine.NOBODY,
                    Reply.problem(refusal.status(), refusal.code()));
        }
    }

    private static Shown show(Handle handle, Contact contact, Person instructor, Instant now) {
        var access = ContactAccess.of(handle, contact, instructor, now);
        if (!access.isOpen()) {
            return Shown.refused(whyClosed(access));
        }
        return new Shown(
                "ok",
                access instanceof ContactAccess.ByBasis(var basis) ? basis.id() : AuditLine.NOBODY,
                Reply.json(200, ContactViews.whole(handle, contact, instructor, access, now)));
    }

    static Refusal whyClosed(ContactAccess access) {
        return access instanceof ContactAccess.OutOfReach
                ? Refusal.CONTACT_UNKNOWN
                : Refusal.BASIS_NEEDED;
    }

    static Reply unknown() {
        return Reply.problem(Refusal.CONTACT_UNKNOWN.status(), Refusal.CONTACT_UNKNOWN.code());
    }
}
