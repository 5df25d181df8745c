package com.exorlive.meeting.core.contactrecord;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.access.Reach;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.organisation.Organisation;
import com.exorlive.meeting.core.organisation.Organisation.Accent;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.pdsmode.PdsStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.program.ProgramView;
import com.exorlive.meeting.core.program.ProgramViews;
import com.exorlive.meeting.core.unit.UnitStore;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

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

    record ModulesView(boolean video, boolean sso, boolean eid) {
        static ModulesView of(Organisation.Modules modules) {
            return new ModulesView(modules.video(), modules.sso(), modules.eid());
        }
    }

    /// @param logo where it is to be had, with the access token
    record AppearanceView(@Nullable Accent accent, @Nullable String logo) {
        static AppearanceView of(Organisation organisation) {
            var appearance = organisation.appearance();
            return new AppearanceView(
                    appearance.accent().orElse(null),
                    appearance
                            .logoType()
                            .map(_ -> "/core/v1/organisation/logo?v=" + organisation.version())
                            .orElse(null));
        }
    }

    record OrganisationView(
            String id,
            String name,
            ModulesView modules,
            AppearanceView appearance,
            @Nullable String pds) {}

    record UnitView(String id, String name) {}

    /// @param may what the page may offer
    record MeView(
            String sub,
            String name,
            String title,
            List<String> roles,
            List<String> may,
            String language,
            UnitView unit,
            OrganisationView organisation) {}

    private Reply me(HttpCall call, Person person) {
        return database.inTransaction(handle -> Reply.json(200, view(handle, person)));
    }

    private static MeView view(Handle handle, Person person) {
        var organisation = OrganisationStore.find(handle, person.organisation()).orElseThrow();
        var unit = UnitStore.tree(handle, person.organisation()).find(person.unit()).orElseThrow();
        return new MeView(
                person.subject().value(),
                person.name(),
                person.title(),
                person.roleNames(),
                Reach.permissions(person).stream().map(Permission::wireName).toList(),
                person.language(),
                new UnitView(unit.id().value(), unit.name()),
                new OrganisationView(
                        organisation.id().value(),
                        organisation.name(),
                        ModulesView.of(organisation.modules()),
                        AppearanceView.of(organisation),
                        PdsStore.address(handle, organisation.id()).orElse(null)));
    }

    /// The program, or the JSON `null` if there is none.
    private Reply program(HttpCall call, Person person) {
        return database.inTransaction(handle -> newest(handle, person))
                .map(program -> Reply.json(200, program))
                .orElseGet(() -> Reply.text(200, "application/json", "null"));
    }

    private static Optional<ProgramView> newest(Handle handle, Person person) {
        return ContactStore.ofAccount(handle, person.subject()).stream()
                .map(contact -> ProgramViews.newest(handle, contact.id()))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
