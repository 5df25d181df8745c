package com.exorlive.meeting.core.demo;

import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.HeldRole;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Role;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.signin.CredentialStore;
import com.exorlive.meeting.core.unit.Unit;
import com.exorlive.meeting.core.unit.UnitId;
import com.exorlive.meeting.core.unit.UnitStore;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// The demo clinic's departments, and who works there.
final class DemoUnits {
    private final Handle handle;
    private final OrganisationId here;
    private final String hash;

    DemoUnits(Handle handle, OrganisationId here, String hash) {
        this.handle = handle;
        this.here = here;
        this.hash = hash;
    }

    UnitId unit(String name) {
        var id = new UnitId(RandomIds.id());
        UnitStore.insert(handle, new Unit(id, here, UnitId.rootOf(here), name, 1));
        return id;
    }

    Person instructor(String user, String name, String title, UnitId unit) {
        return person(user, name, title, unit, Role.INSTRUCTOR);
    }

    void unitAdministrator(String user, String name, UnitId unit) {
        person(user, name, "administrator", unit, Role.UNIT_ADMINISTRATOR);
    }

    void organisationAdministrator(String user, String name) {
        var role = Role.ORGANISATION_ADMINISTRATOR;
        person(user, name, "administrator", UnitId.rootOf(here), role);
    }

    private Person person(String user, String name, String title, UnitId unit, Role role) {
        var person =
                new Person(new Subject(RandomIds.id()), here, name, title, role, "nb")
                        .placed(unit, Set.of(new HeldRole(role, unit)));
        PersonStore.insert(handle, person);
        CredentialStore.insert(
                handle, person.subject(), List.of(user, user + "@fjellvik.example"), hash);
        return person;
    }
}
