package com.exorlive.meeting.core.erasure;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.access.Reach;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.exercise.MediaApi;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.unit.UnitStore;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.ProblemException;
import com.exorlive.meeting.edge.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What an administrator does when somebody who works here wants their data, or has left and wants
/// to be forgotten: with the exercises and templates that the person made.
public final class PersonErasureApi {
    private final Database database;
    private final MediaApi media;
    private final AuditLog audit;
    private final ErasureLedger ledger;
    private final InstantSource clock;

    public PersonErasureApi(
            Database database,
            MediaApi media,
            AuditLog audit,
            ErasureLedger ledger,
            InstantSource clock) {
        this.database = database;
        this.media = media;
        this.audit = audit;
        this.ledger = ledger;
        this.clock = clock;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        var erase = Permission.ERASE_AND_EXPORT;
        var person = "/core/v1/people/{sub}";
        routes.get(person + "/export", access.person(erase, this::export))
                .get(person + "/export/media/{id}", access.person(erase, this::medium))
                .post(person + "/erasure", access.person(erase, this::erase));
    }

    record ErasePersonBody(@Nullable Boolean confirmed, @Nullable Boolean keepMedia) {}

    record PersonExportView(Instant exportedAt, PersonExport person) {}

    private Reply export(HttpCall call, Person administrator) {
        return onPerson(
                call,
                administrator,
                "person-export",
                (handle, person) ->
                        Reply.json(
                                        200,
                                        new PersonExportView(
                                                clock.instant(), PersonExport.of(handle, person)))
                                .header(
                                        "Content-Disposition",
                                        "attachment; filename=\"person.json\""));
    }

    private Reply medium(HttpCall call, Person administrator) {
        return onPerson(
                call,
                administrator,
                "person-export",
                (handle, person) -> media.export(handle, person.subject(), call.path("id")));
    }

    private Reply erase(HttpCall call, Person administrator) {
        var body = call.json(ErasePersonBody.class);
        if (body.confirmed() == null || !body.confirmed()) {
            throw new ProblemException(400, "bad-request");
        }
        boolean keepsMedia = body.keepMedia() != null && body.keepMedia();
        var reply =
                onPerson(
                        call,
                        administrator,
                        "person-erase",
                        (handle, person) -> erase(handle, person, keepsMedia));
        ledger.keepUp();
        return reply;
    }

    /// Only who can't sign in any more and answers for no contact: so nobody is left without an
    /// instructor, nor the organisation without an administrator.
    private Reply erase(Handle handle, Person person, boolean keepsMedia) {
        if (person.isActive()) {
            return Reply.problem(409, "person-active");
        }
        if (!ContactStore.ofInstructor(handle, person.subject()).isEmpty()) {
            return Reply.problem(409, "contacts-left");
        }
        Erasure.person(handle, person.organisation(), person.subject(), keepsMedia);
        var kind = keepsMedia ? Erased.Kind.PERSON_KEEPING_MEDIA : Erased.Kind.PERSON;
        ErasureStore.insert(handle, new Erased(kind, person.subject().value(), clock.instant()));
        return Reply.noContent();
    }

    @FunctionalInterface
    private interface Action {
        Reply on(Handle handle, Person person);
    }

    private Reply onPerson(HttpCall call, Person administrator, String event, Action action) {
        return database.inTransaction(
                handle -> {
                    var person = find(handle, call.path("sub"), administrator);
                    var reply =
                            person.map(it -> action.on(handle, it))
                                    .orElseGet(() -> Reply.problem(404, "person-unknown"));
                    var target = person.map(it -> it.subject().value()).orElse(AuditLine.NOBODY);
                    var actor = administrator.subject().value();
                    var outcome = reply.body() instanceof Reply.Body.Problem it ? it.code() : "ok";
                    audit.write(handle, new AuditLine(event, actor, target, outcome).about(target));
                    return reply;
                });
    }

    /// Nobody who was erased already, and nobody of elsewhere.
    private static Optional<Person> find(Handle handle, String sub, Person administrator) {
        if (!Subject.isOne(sub)) {
            return Optional.empty();
        }
        var tree = UnitStore.tree(handle, administrator.organisation());
        var reach = Reach.of(administrator, Permission.ERASE_AND_EXPORT, tree);
        return PersonStore.find(handle, new Subject(sub))
                .filter(it -> it.organisation().equals(administrator.organisation()))
                .filter(it -> reach.covers(it.unit()))
                .filter(it -> !it.name().isEmpty());
    }
}
