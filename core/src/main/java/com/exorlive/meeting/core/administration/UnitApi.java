package com.exorlive.meeting.core.administration;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.unit.Unit;
import com.exorlive.meeting.core.unit.UnitId;
import com.exorlive.meeting.core.unit.UnitStore;
import com.exorlive.meeting.core.unit.UnitTree;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The tree of units: seen by every administrator as far as the own roles reach, changed by the
/// organisation's.
public final class UnitApi {
    /// The whole tree is read at most calls: both keep that quick.
    private static final int MAX_UNITS = 500;

    private static final int MAX_DEPTH = 8;

    private final Changes changes;

    public UnitApi(Database database, AuditLog audit) {
        this.changes = new Changes(database, audit);
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.get("/core/v1/units", access.person(Permission.READ_PEOPLE, this::list))
                .post("/core/v1/units", access.person(Permission.MANAGE_UNITS, this::create))
                .route(
                        "PUT",
                        "/core/v1/units/{id}",
                        access.person(Permission.MANAGE_UNITS, this::change))
                .route(
                        "DELETE",
                        "/core/v1/units/{id}",
                        access.person(Permission.MANAGE_UNITS, this::remove));
    }

    record Body(@Nullable String name, @Nullable String parent, @Nullable Integer version) {}

    record UnitView(String id, String name, @Nullable String parent, int people, int version) {}

    record UnitsView(List<UnitView> units) {}

    private Reply list(HttpCall call, Person actor) {
        return changes.look(
                actor,
                (handle, sight) -> {
                    var seen = sight.units(Permission.READ_PEOPLE);
                    var people = PersonStore.colleaguesByUnit(handle, actor.organisation());
                    return Reply.json(
                            200,
                            new UnitsView(
                                    seen.stream()
                                            .flatMap(id -> sight.tree().find(id).stream())
                                            .sorted(order(sight.tree()))
                                            .map(unit -> view(unit, seen, people))
                                            .toList()));
                });
    }

    private static Comparator<Unit> order(UnitTree tree) {
        return Comparator.comparingInt((Unit unit) -> tree.depth(unit.id()))
                .thenComparing(Unit::name);
    }

    private static UnitView view(Unit unit, Set<UnitId> seen, Map<UnitId, Integer> people) {
        return new UnitView(
                unit.id().value(),
                unit.name(),
                unit.parent().filter(seen::contains).map(UnitId::value).orElse(null),
                people.getOrDefault(unit.id(), 0),
                unit.version());
    }

    private Reply create(HttpCall call, Person actor) {
        var body = call.json(Body.class);
        var name = Asked.name(body.name());
        var parent = Asked.unit(body.parent());
        return changes.make(
                "unit-create",
                actor,
                parent.value(),
                (handle, sight) -> {
                    var above = sight.unit(Permission.MANAGE_UNITS, parent);
                    Refused.UNITS_FULL.when(
                            sight.tree().all().size() >= MAX_UNITS
                                    || sight.tree().depth(above.id()) + 1 > MAX_DEPTH);
                    var id = new UnitId(RandomIds.id());
                    UnitStore.insert(
                            handle, new Unit(id, actor.organisation(), above.id(), name, 1));
                    changes.write(handle, "unit-create", actor, id.value(), id);
                    return Reply.json(201, now(handle, actor, id));
                });
    }

    private Reply change(HttpCall call, Person actor) {
        var body = call.json(Body.class);
        var name = Asked.name(body.name());
        var version = Asked.version(body.version());
        var target = call.path("id");
        return changes.make(
                "unit-change",
                actor,
                target,
                (handle, sight) -> {
                    var unit = sight.unit(Permission.MANAGE_UNITS, Asked.unit(target));
                    var parent =
                            Optional.ofNullable(body.parent()).map(Asked::unit).or(unit::parent);
                    parent.ifPresent(it -> checkMove(sight, unit, it));
                    var changed =
                            new Unit(
                                    unit.id(),
                                    unit.organisation(),
                                    parent.orElse(null),
                                    name,
                                    version);
                    Refused.VERSION_STALE.when(!UnitStore.update(handle, changed));
                    if (parent.isEmpty()) {
                        OrganisationStore.rename(handle, actor.organisation(), name);
                    }
                    changes.write(handle, "unit-change", actor, target, unit.id());
                    return Reply.json(200, now(handle, actor, unit.id()));
                });
    }

    private static void checkMove(Sight sight, Unit unit, UnitId parent) {
        var tree = sight.tree();
        sight.unit(Permission.MANAGE_UNITS, parent);
        Refused.UNIT_LOOP.when(unit.parent().isEmpty() || tree.within(unit.id()).contains(parent));
        Refused.UNITS_FULL.when(tree.depth(parent) + 1 + tree.height(unit.id()) > MAX_DEPTH);
    }

    private Reply remove(HttpCall call, Person actor) {
        var target = call.path("id");
        return changes.make(
                "unit-remove",
                actor,
                target,
                (handle, sight) -> {
                    var unit = sight.unit(Permission.MANAGE_UNITS, Asked.unit(target));
                    Refused.UNIT_IN_USE.when(
                            unit.parent().isEmpty()
                                    || sight.tree().within(unit.id()).size() > 1
                                    || PersonStore.isUnitInUse(handle, unit.id()));
                    UnitStore.delete(handle, unit.id());
                    changes.write(handle, "unit-remove", actor, target, unit.id());
                    return Reply.noContent();
                });
    }

    private static UnitView now(Handle handle, Person actor, UnitId id) {
        var sight = Sight.of(handle, actor);
        return view(
                sight.tree().find(id).orElseThrow(),
                sight.units(Permission.READ_PEOPLE),
                PersonStore.colleaguesByUnit(handle, actor.organisation()));
    }
}
