package com.exorlive.meeting.core.training;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactAccess;
import com.exorlive.meeting.core.contact.ContactAccess.OutOfReach;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.ProblemException;
import com.exorlive.meeting.edge.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What clients did: shown to themselves and to who follows them up.
public final class TrainingApi {
    private static final int DEFAULT_DAYS = 90;
    private static final int MAX_DAYS = 366;

    private final Database database;
    private final AuditLog audit;
    private final InstantSource clock;

    public TrainingApi(Database database, AuditLog audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.get("/core/v1/me/training", access.person(Permission.LOG_TRAINING, this::mine))
                .get(
                        "/core/v1/contacts/{id}/training",
                        access.person(Permission.WORK_WITH_PROGRAMS, this::ofContact));
    }

    private Reply mine(HttpCall call, Person person) {
        int days = days(call);
        return database.inTransaction(
                handle ->
                        answer(
                                handle,
                                person,
                                ContactStore.ofAccount(handle, person.subject()).stream()
                                        .map(Contact::id)
                                        .toList(),
                                days));
    }

    private Reply ofContact(HttpCall call, Person person) {
        int days = days(call);
        return database.inTransaction(
                handle -> {
                    var contact =
                            ContactId.parse(call.path("id"))
                                    .flatMap(
                                            it ->
                                                    ContactStore.find(
                                                            handle, person.organisation(), it));
                    var access = contact.map(it -> access(handle, it, person));
                    if (access.isEmpty() || access.get() instanceof OutOfReach) {
                        return Reply.problem(404, "contact-unknown");
                    }
                    var id = contact.get().id();
                    if (!access.get().isOpen()) {
                        write(handle, person, id, "basis-needed");
                        return Reply.problem(403, "basis-needed");
                    }
                    write(handle, person, id, "ok");
                    return answer(handle, person, List.of(id), days);
                });
    }

    private ContactAccess access(Handle handle, Contact contact, Person person) {
        return ContactAccess.of(handle, contact, person, clock.instant());
    }

    private Reply answer(Handle handle, Person person, List<ContactId> contacts, int days) {
        var from = clock.instant().minus(Duration.ofDays(days));
        var zone = OrganisationStore.find(handle, person.organisation()).orElseThrow().timeZone();
        var sets =
                contacts.stream()
                        .flatMap(it -> TrainingStore.since(handle, it, from).stream())
                        .sorted(Comparator.comparing(TrainingSet::doneAt).reversed())
                        .toList();
        return Reply.json(200, Progress.of(sets, zone));
    }

    private static int days(HttpCall call) {
        Optional<String> asked = call.query("days");
        try {
            int days = asked.map(Integer::parseInt).orElse(DEFAULT_DAYS);
            if (days >= 1 && days <= MAX_DAYS) {
                return days;
            }
        } catch (NumberFormatException _) {
            // Answered below, like any other wrong number.
        }
        throw new ProblemException(400, "bad-request");
    }

    private void write(Handle handle, Person person, ContactId contact, String outcome) {
        audit.write(
                handle,
                new AuditLine("training-open", person.subject().value(), contact.value(), outcome)
                        .about(contact.value()));
    }
}
