package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.access.Reach;
import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactId;
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
import java.util.function.Function;
import java.util.stream.Collectors;
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
                                .map(it -> Reply.json(200, drafts(handle, person, it)))
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

    /// Whoever's name is shown can see by whom it was looked up.
    private DraftsView drafts(Handle handle, Person person, Person creator) {
        var drafts = ProgramStore.draftsBy(handle, creator.subject(), MAX_LISTED);
        var ids = drafts.stream().flatMap(it -> it.forContact().stream()).map(ContactId::value);
        var contacts =
                ContactStore.withIds(
                                handle,
                                creator.organisation(),
                                ids.collect(Collectors.toUnmodifiableSet()))
                        .stream()
                        .collect(Collectors.toMap(Contact::id, Function.identity()));
        contacts.keySet().forEach(it -> programs.write(handle, "program-list", person, it, "ok"));
        return new DraftsView(
                drafts.stream()
                        .flatMap(
                                draft ->
                                        draft.forContact().map(contacts::get).stream()
                                                .map(contact -> view(draft, contact)))
                        .toList());
    }

    private static DraftView view(Program draft, Contact contact) {
        return new DraftView(
                draft.id().value(),
                contact.id().value(),
                contact.number(),
                contact.personal().name(),
                draft.content().exercises().size(),
                draft.updatedAt());
    }
}
