package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.access.Reach;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.unit.UnitStore;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The drafts for contacts that somebody has made, for the administrator who may delete them when
/// that person has left (AD-05): whom each is for and how old it is, never what it says.
public final class DraftsApi {
    private static final int MAX_LISTED = 100;

    private final Programs programs;

    public DraftsApi(Programs programs) {
        this.programs = programs;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.get(
                "/core/v1/people/{sub}/drafts",
                access.person(Permission.DELETE_DRAFTS, this::list));
    }

    record DraftsView(List<DraftView> drafts) {}

    /// @param contactName absent where the server does not know it
    record DraftView(
            String id,
            String contactId,
            long contactNumber,
            @Nullable String contactName,
            int exercises,
            Instant updatedAt) {}

    private Reply list(HttpCall call, Person person) {
        return programs.inTransaction(
                handle ->
                        colleague(handle, person, call.path("sub"))
                                .map(it -> Reply.json(200, drafts(handle, it)))
                                .orElseGet(() -> Reply.problem(404, "person-unknown")));
    }

    private static Optional<Person> colleague(Handle handle, Person person, String sub) {
        var tree = UnitStore.tree(handle, person.organisation());
        var reach = Reach.of(person, Permission.DELETE_DRAFTS, tree);
        return Optional.of(sub)
                .filter(Subject::isOne)
                .flatMap(it -> PersonStore.find(handle, new Subject(it)))
                .filter(it -> reach.covers(it.unit()));
    }

    private static DraftsView drafts(Handle handle, Person creator) {
        return new DraftsView(
                ProgramStore.draftsBy(handle, creator.subject(), MAX_LISTED).stream()
                        .flatMap(it -> view(handle, it).stream())
                        .toList());
    }

    private static Optional<DraftView> view(Handle handle, Program draft) {
        return draft.forContact()
                .flatMap(it -> ContactStore.find(handle, draft.organisation(), it))
                .map(
                        contact ->
                                new DraftView(
                                        draft.id().value(),
                                        contact.id().value(),
                                        contact.number(),
                                        contact.personal().name(),
                                        draft.content().exercises().size(),
                                        draft.updatedAt()));
    }
}
