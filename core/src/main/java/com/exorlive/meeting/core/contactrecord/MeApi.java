package com.exorlive.meeting.core.contactrecord;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.program.Program;
import com.exorlive.meeting.core.program.ProgramStore;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What a signed-in person sees of themselves: who they are, and a client's own program.
public final class MeApi {
    private final Database database;

    public MeApi(Database database) {
        this.database = database;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.get("/core/v1/me", access.person(Permission.READ_ME, this::me))
                .get(
                        "/core/v1/me/program",
                        access.person(Permission.READ_OWN_PROGRAM, this::program));
    }

    record Modules(boolean video) {}

    record OrganisationView(String id, String name, Modules modules) {}

    record MeView(
            String sub,
            String name,
            String title,
            List<String> roles,
            String language,
            OrganisationView organisation) {}

    private Reply me(HttpCall call, Person person) {
        var organisation =
                database.inTransaction(
                        handle ->
                                OrganisationStore.find(handle, person.organisation())
                                        .orElseThrow());
        return Reply.json(
                200,
                new MeView(
                        person.subject().value(),
                        person.name(),
                        person.title(),
                        List.of(person.role().wireName()),
                        person.language(),
                        new OrganisationView(
                                organisation.id().value(),
                                organisation.name(),
                                new Modules(organisation.video()))));
    }

    /// The program, or the JSON `null` if there is none.
    private Reply program(HttpCall call, Person person) {
        return database.inTransaction(handle -> newest(handle, person))
                .map(program -> Reply.json(200, program))
                .orElseGet(() -> Reply.text(200, "application/json", "null"));
    }

    private static Optional<Program> newest(Handle handle, Person person) {
        return ContactStore.ofAccount(handle, person.subject()).stream()
                .map(contact -> ProgramStore.newest(handle, contact.id()))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
