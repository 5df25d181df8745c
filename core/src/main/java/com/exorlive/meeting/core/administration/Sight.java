package com.exorlive.meeting.core.administration;

import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.access.Reach;
import com.exorlive.meeting.core.person.HeldRole;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Role;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.unit.Unit;
import com.exorlive.meeting.core.unit.UnitId;
import com.exorlive.meeting.core.unit.UnitStore;
import com.exorlive.meeting.core.unit.UnitTree;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// What one administrator sees and may change, as the tree is in this transaction. Confined to it.
final class Sight {
    private final Handle handle;
    private final Person actor;
    private final UnitTree tree;

    private Sight(Handle handle, Person actor, UnitTree tree) {
        this.handle = handle;
        this.actor = actor;
        this.tree = tree;
    }

    static Sight of(Handle handle, Person actor) {
        return new Sight(handle, actor, UnitStore.tree(handle, actor.organisation()));
    }

    /// For a change. Changes in one organisation are made one after another, so that two of them
    /// can't together do what neither may: leave nobody to administer, tie the tree in a knot.
    static Sight forChange(Handle handle, Person actor) {
        var tree = UnitStore.lock(handle, actor.organisation());
        // What the actor may, as it is now that the others are done.
        var now = PersonStore.get(handle, actor.subject());
        return new Sight(handle, now.isActive() ? now : now.placed(now.unit(), Set.of()), tree);
    }

    UnitTree tree() {
        return tree;
    }

    Set<UnitId> units(Permission permission) {
        return Reach.of(actor, permission, tree).units();
    }

    boolean reaches(Permission permission, UnitId unit) {
        return Reach.of(actor, permission, tree).covers(unit);
    }

    Unit unit(Permission permission, UnitId id) {
        Refused.UNIT_UNKNOWN.when(!reaches(permission, id));
        return tree.find(id).orElseThrow(Refused.UNIT_UNKNOWN::now);
    }

    Person person(String sub) {
        if (!Subject.isOne(sub)) {
            throw Refused.PERSON_UNKNOWN.now();
        }
        return PersonStore.find(handle, new Subject(sub))
                .filter(it -> it.organisation().equals(actor.organisation()))
                .filter(it -> reaches(Permission.READ_PEOPLE, it.unit()))
                .orElseThrow(Refused.PERSON_UNKNOWN::now);
    }

    /// One that the actor may change.
    ///
    /// @param version as the actor read it
    Person changeable(String sub, int version) {
        var person = changeable(sub);
        Refused.VERSION_STALE.when(person.version() != version);
        return person;
    }

    Person changeable(String sub) {
        var person = person(sub);
        Refused.PERSON_NOT_YOURS.when(!mayChange(person));
        return person;
    }

    /// Whoever holds a role that one could not give has an account that one must not get at: an
    /// invitation to set its password would be that role.
    boolean mayChange(Person person) {
        return reaches(Permission.MANAGE_PEOPLE, person.unit())
                && person.held().stream().allMatch(this::mayGive);
    }

    boolean mayGive(HeldRole held) {
        return switch (held.role()) {
            case INSTRUCTOR, CONTACT -> reaches(Permission.GRANT_ROLES, held.at());
            case UNIT_ADMINISTRATOR -> reaches(Permission.GRANT_ADMINISTRATION, held.at());
            case ORGANISATION_ADMINISTRATOR ->
                    isRoot(held.at()) && reaches(Permission.GRANT_ADMINISTRATION, held.at());
            // The vendor's own: made at the installation, by nobody's page.
            case SYSTEM_ADMINISTRATOR -> false;
        };
    }

    private boolean isRoot(UnitId unit) {
        return unit.equals(UnitId.rootOf(actor.organisation()));
    }

    /// The organisation can't be locked out of itself: nobody else could let it in again.
    void keepsAnAdministratorWithout(Person person) {
        var others =
                PersonStore.withRole(handle, actor.organisation(), Role.ORGANISATION_ADMINISTRATOR)
                        .stream()
                        .anyMatch(it -> !it.subject().equals(person.subject()));
        Refused.LAST_ADMINISTRATOR.when(
                person.has(Role.ORGANISATION_ADMINISTRATOR) && person.isActive() && !others);
    }
}
