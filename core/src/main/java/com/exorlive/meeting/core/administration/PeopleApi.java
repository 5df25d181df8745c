package com.exorlive.meeting.core.administration;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Role;
import com.exorlive.meeting.core.signin.CredentialStore;
import com.exorlive.meeting.core.unit.UnitId;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.text.Collator;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/// The people in the units that an administrator reaches: finding and reading them.
public final class PeopleApi {
    private static final int MAX_SHOWN = 200;
    private static final int MAX_SEARCH = 100;

    private final Changes changes;
    private final InstantSource clock;

    public PeopleApi(Database database, AuditLog audit, InstantSource clock) {
        this.changes = new Changes(database, audit);
        this.clock = clock;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.get("/core/v1/people", access.person(Permission.READ_PEOPLE, this::list))
                .get("/core/v1/people/{sub}", access.person(Permission.READ_PEOPLE, this::show));
    }

    record PeopleView(List<Colleague> people, boolean more) {}

    /// What the query asks for.
    private record Filter(
            String search, Optional<UnitId> unit, Optional<Role> role, Optional<Boolean> active) {
        static Filter of(HttpCall call) {
            var search = call.query("search").orElse("").strip().toLowerCase(Locale.ROOT);
            if (search.length() > MAX_SEARCH || search.codePoints().anyMatch(Asked::isNoText)) {
                throw Asked.bad();
            }
            return new Filter(
                    search,
                    // What can't be a unit is one that nobody reaches.
                    call.query("unit").map(it -> UnitId.parse(it).orElse(new UnitId("-"))),
                    call.query("role").map(it -> Role.parse(it).orElseThrow(Asked::bad)),
                    Asked.flag(call, "active"));
        }

        Predicate<Person> test(Sight sight) {
            var below = unit.map(sight.tree()::within);
            return person ->
                    below.map(it -> it.contains(person.unit())).orElse(true)
                            && active.map(it -> it == person.isActive()).orElse(true);
        }
    }

    private Reply list(HttpCall call, Person actor) {
        var filter = Filter.of(call);
        return changes.look(
                actor,
                (handle, sight) -> {
                    var units = new HashSet<>(sight.units(Permission.READ_PEOPLE));
                    var found =
                            PersonStore.inUnits(handle, units, filter.role()).stream()
                                    .filter(filter.test(sight))
                                    .filter(it -> isNamed(handle, it, filter.search()))
                                    .sorted(byName())
                                    .limit(MAX_SHOWN + 1)
                                    .toList();
                    changes.writeLook(handle, "people-list", actor);
                    return Reply.json(200, view(handle, sight, found));
                });
    }

    private PeopleView view(Handle handle, Sight sight, List<Person> found) {
        return new PeopleView(
                found.stream()
                        .limit(MAX_SHOWN)
                        .map(it -> Colleague.of(handle, sight, it, clock.instant()))
                        .toList(),
                found.size() > MAX_SHOWN);
    }

    private static Comparator<Person> byName() {
        return Comparator.comparing(Person::name, Collator.getInstance(Locale.forLanguageTag("nb")))
                .thenComparing(it -> it.subject().value());
    }

    private static boolean isNamed(Handle handle, Person person, String search) {
        return search.isEmpty()
                || isWordOf(person.name(), search)
                || CredentialStore.loginNames(handle, person.subject()).stream()
                        .anyMatch(name -> name.startsWith(search));
    }

    private static boolean isWordOf(String name, String search) {
        var plain = name.toLowerCase(Locale.ROOT);
        return plain.startsWith(search)
                || Set.of(" ", "-").stream().anyMatch(gap -> plain.contains(gap + search));
    }

    private Reply show(HttpCall call, Person actor) {
        return changes.look(
                actor,
                (handle, sight) -> {
                    var person = sight.person(call.path("sub"));
                    changes.write(handle, "person-open", actor, person, "ok");
                    return Reply.json(200, Colleague.of(handle, sight, person, clock.instant()));
                });
    }
}
