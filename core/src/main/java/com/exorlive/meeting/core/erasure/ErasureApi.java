package com.exorlive.meeting.core.erasure;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.access.Reach;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.seal.KeyRotation;
import com.exorlive.meeting.core.unit.UnitStore;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.ProblemException;
import com.exorlive.meeting.edge.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What an administrator does when somebody, or the whole organisation, wants their data or wants
/// it gone; and a new key for the organisation's ring. All of it is in the audit log.
public final class ErasureApi {
    /// A page of an organisation's export. More would hold more of it in memory at once.
    private static final int AT_ONCE = 100;

    private final Database database;
    private final KeyRotation rotation;
    private final AuditLog audit;
    private final ErasureLedger ledger;
    private final InstantSource clock;

    public ErasureApi(
            Database database,
            KeyRotation rotation,
            AuditLog audit,
            ErasureLedger ledger,
            InstantSource clock) {
        this.database = database;
        this.rotation = rotation;
        this.audit = audit;
        this.ledger = ledger;
        this.clock = clock;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        var erase = Permission.ERASE_AND_EXPORT;
        routes.get("/core/v1/contacts/{id}/export", access.person(erase, this::export))
                .post("/core/v1/contacts/{id}/erasure", access.person(erase, this::erase))
                .get("/core/v1/organisation/export", access.person(erase, this::exportAll))
                .post("/core/v1/organisation/erasure", access.person(erase, this::eraseAll))
                .post("/core/v1/organisation/key-rotation", access.person(erase, this::rotate));
    }

    record EraseBody(@Nullable Boolean confirmed) {}

    record EraseAllBody(@Nullable Boolean confirmed, @Nullable String organisationName) {}

    record ExportView(Instant exportedAt, Export contact) {}

    record ExportsView(Instant exportedAt, List<Export> contacts, @Nullable Long next) {}

    record RotatedView(int keysWrapped) {}

    private Reply export(HttpCall call, Person administrator) {
        return onContact(
                call,
                administrator,
                "contact-export",
                (handle, contact) ->
                        Reply.json(200, new ExportView(clock.instant(), Export.of(handle, contact)))
                                .header(
                                        "Content-Disposition",
                                        "attachment; filename=\"contact-%d.json\""
                                                .formatted(contact.number())));
    }

    private Reply erase(HttpCall call, Person administrator) {
        confirmed(call.json(EraseBody.class).confirmed());
        var reply =
                onContact(
                        call,
                        administrator,
                        "contact-erase",
                        (handle, contact) -> {
                            var now = clock.instant();
                            Erasure.contact(handle, contact, now);
                            var id = contact.id().value();
                            ErasureStore.insert(handle, new Erased(Erased.Kind.CONTACT, id, now));
                            return Reply.noContent();
                        });
        ledger.keepUp();
        return reply;
    }

    @FunctionalInterface
    private interface Action {
        Reply on(Handle handle, Contact contact);
    }

    private Reply onContact(HttpCall call, Person administrator, String event, Action action) {
        var id = ContactId.parse(call.path("id"));
        return database.inTransaction(
                handle -> {
                    var contact =
                            id.flatMap(
                                            it ->
                                                    ContactStore.lock(
                                                            handle,
                                                            administrator.organisation(),
                                                            it))
                                    .filter(it -> isInReach(handle, it, administrator));
                    var target = id.map(ContactId::value).orElse(AuditLine.NOBODY);
                    audit.write(
                            handle,
                            line(
                                            event,
                                            administrator,
                                            target,
                                            contact.isPresent() ? "ok" : "contact-unknown")
                                    .about(target));
                    return contact.map(it -> action.on(handle, it))
                            .orElseGet(() -> Reply.problem(404, "contact-unknown"));
                });
    }

    private static boolean isInReach(Handle handle, Contact contact, Person administrator) {
        var tree = UnitStore.tree(handle, administrator.organisation());
        var keeper = PersonStore.get(handle, contact.instructor());
        return Reach.of(administrator, Permission.ERASE_AND_EXPORT, tree).covers(keeper.unit());
    }

    private Reply exportAll(HttpCall call, Person administrator) {
        var after = call.query("after").map(ErasureApi::number).orElse(0L);
        var here = administrator.organisation();
        return database.inTransaction(
                handle -> {
                    var contacts =
                            Tables.contacts(handle, here.value(), after, AT_ONCE).stream()
                                    .map(ContactId::new)
                                    .flatMap(it -> ContactStore.find(handle, here, it).stream())
                                    .map(it -> Export.of(handle, it))
                                    .toList();
                    audit.write(
                            handle, line("organisation-export", administrator, here.value(), "ok"));
                    var next =
                            contacts.size() == AT_ONCE
                                    ? Optional.of(contacts.getLast().number())
                                    : Optional.<Long>empty();
                    return Reply.json(
                            200, new ExportsView(clock.instant(), contacts, next.orElse(null)));
                });
    }

    /// The name of the organisation must be typed: there is no way back.
    private Reply eraseAll(HttpCall call, Person administrator) {
        var body = call.json(EraseAllBody.class);
        confirmed(body.confirmed());
        var reply = database.inTransaction(handle -> eraseAll(handle, administrator, body));
        ledger.keepUp();
        return reply;
    }

    private Reply eraseAll(Handle handle, Person administrator, EraseAllBody body) {
        var here = administrator.organisation();
        var organisation = OrganisationStore.find(handle, here).orElseThrow();
        if (!organisation.name().equals(body.organisationName())) {
            throw badRequest();
        }
        audit.write(handle, line("organisation-erase", administrator, here.value(), "ok"));
        var now = clock.instant();
        Erasure.organisation(handle, here, now);
        ErasureStore.insert(handle, new Erased(Erased.Kind.ORGANISATION, here.value(), now));
        return Reply.noContent();
    }

    private Reply rotate(HttpCall call, Person administrator) {
        var here = administrator.organisation().value();
        database.run(
                handle -> audit.write(handle, line("key-rotate", administrator, here, "begun")));
        return Reply.json(200, new RotatedView(rotation.renew(here)));
    }

    private static AuditLine line(String event, Person actor, String target, String outcome) {
        return new AuditLine(event, actor.subject().value(), target, outcome);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw badRequest();
        }
    }

    private static void confirmed(@Nullable Boolean confirmed) {
        if (confirmed == null || !confirmed) {
            throw badRequest();
        }
    }

    private static ProblemException badRequest() {
        return new ProblemException(400, "bad-request");
    }
}
