package com.exorlive.meeting.core.administration;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.oidc.AccessEnds;
import com.exorlive.meeting.core.pdsmode.PdsStore;
import com.exorlive.meeting.core.person.HeldRole;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Role;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.signin.CredentialStore;
import com.exorlive.meeting.core.signin.PasswordInvitations;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Making people, changing them, letting them in and shutting them out (AD-01, AD-04). An account
/// is one person's, with that person's name (ID-07): only its owner ever knows the password.
public final class PeopleChangeApi {
    private final Changes changes;
    private final AccessEnds ends;
    private final URI origin;
    private final InstantSource clock;

    /// @param origin where the link of an invitation leads
    public PeopleChangeApi(
            Database database, AuditLog audit, AccessEnds ends, URI origin, InstantSource clock) {
        this.changes = new Changes(database, audit);
        this.ends = ends;
        this.origin = origin;
        this.clock = clock;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        var person = "/core/v1/people/{sub}";
        routes.post("/core/v1/people", access.person(Permission.MANAGE_PEOPLE, this::create))
                .route("PUT", person, access.person(Permission.MANAGE_PEOPLE, this::change))
                .route("PUT", person + "/roles", access.person(Permission.GRANT_ROLES, this::roles))
                .post(
                        person + "/deactivate",
                        access.person(Permission.MANAGE_PEOPLE, this::deactivate))
                .post(person + "/activate", access.person(Permission.MANAGE_PEOPLE, this::activate))
                .post(
                        person + "/invitation",
                        access.person(Permission.MANAGE_PEOPLE, this::invite));
    }

    record NewBody(
            @Nullable String name,
            @Nullable String title,
            @Nullable String language,
            @Nullable String unit,
            @Nullable String username,
            @Nullable String email,
            @Nullable List<Asked.@Nullable RoleBody> roles) {}

    record Body(
            @Nullable String name,
            @Nullable String title,
            @Nullable String language,
            @Nullable String unit,
            @Nullable Integer version) {}

    record RolesBody(@Nullable List<Asked.@Nullable RoleBody> roles, @Nullable Integer version) {}

    record VersionBody(@Nullable Integer version) {}

    record InvitationView(String code, String link, Instant expiresAt) {
        @Override
        public String toString() {
            return "InvitationView[redacted]";
        }
    }

    record MadeView(Colleague person, InvitationView invitation) {}

    private Reply create(HttpCall call, Person actor) {
        var body = call.json(NewBody.class);
        var names =
                Stream.of(Optional.of(Asked.loginName(body.username())), Asked.email(body.email()))
                        .flatMap(Optional::stream)
                        .map(CredentialStore::normal)
                        .distinct()
                        .toList();
        var roles = Asked.roles(body.roles());
        if (roles.isEmpty()) {
            throw Asked.bad();
        }
        var person =
                new Person(
                        new Subject(RandomIds.id()),
                        actor.organisation(),
                        Asked.unit(body.unit()),
                        Asked.name(body.name()),
                        Asked.title(body.title()),
                        roles,
                        Asked.language(body.language()),
                        true,
                        1);
        return changes.make(
                "person-create",
                actor,
                AuditLine.NOBODY,
                (handle, sight) -> {
                    sight.unit(Permission.MANAGE_PEOPLE, person.unit());
                    roles.forEach(it -> checkGift(sight, it));
                    checkNameless(handle, person, actor);
                    Refused.LOGIN_NAME_TAKEN.when(CredentialStore.isTaken(handle, names));
                    PersonStore.insert(handle, person);
                    CredentialStore.insertNames(handle, person.subject(), names);
                    changes.write(handle, "person-create", actor, person, "ok");
                    roles.forEach(it -> writeRole(handle, "role-grant", actor, person, it));
                    var invitation = invitation(handle, actor, person);
                    return Reply.json(201, new MadeView(view(handle, actor, person), invitation));
                });
    }

    /// In PDS mode (CO-18) nobody who is a client alone gets a name here: accounts for them are
    /// given from the contact's record, which makes a nameless one.
    private static void checkNameless(Handle handle, Person person, Person actor) {
        Refused.PERSONAL_DATA_NOT_HELD.when(
                person.roles().equals(Set.of(Role.CONTACT))
                        && PdsStore.address(handle, actor.organisation()).isPresent());
    }

    private static void checkGift(Sight sight, HeldRole held) {
        Refused.UNIT_UNKNOWN.when(!sight.reaches(Permission.READ_PEOPLE, held.at()));
        Refused.ROLE_NOT_YOURS.when(!sight.mayGive(held));
    }

    private Reply change(HttpCall call, Person actor) {
        var body = call.json(Body.class);
        var name = Asked.name(body.name());
        var title = Asked.title(body.title());
        var language = Asked.language(body.language());
        var unit = Asked.unit(body.unit());
        var version = Asked.version(body.version());
        var sub = call.path("sub");
        return changes.make(
                "person-change",
                actor,
                sub,
                (handle, sight) -> {
                    var person = sight.changeable(sub, version);
                    sight.unit(Permission.MANAGE_PEOPLE, unit);
                    if (!name.equals(person.name())) {
                        checkNameless(handle, person, actor);
                    }
                    var changed =
                            person.described(name, title, language).placed(unit, person.held());
                    PersonStore.change(handle, changed);
                    var isMove = !unit.equals(person.unit());
                    changes.write(
                            handle, isMove ? "person-move" : "person-change", actor, changed, "ok");
                    return Reply.json(200, view(handle, actor, person));
                });
    }

    private Reply roles(HttpCall call, Person actor) {
        var body = call.json(RolesBody.class);
        var asked = Asked.roles(body.roles());
        var version = Asked.version(body.version());
        var sub = call.path("sub");
        return changes.make(
                "roles-change",
                actor,
                sub,
                (handle, sight) -> {
                    var person = sight.changeable(sub, version);
                    var given = without(asked, person.held());
                    var taken = without(person.held(), asked);
                    given.forEach(it -> checkGift(sight, it));
                    var changed = person.placed(person.unit(), asked);
                    keepAnAdministrator(sight, person, changed);
                    PersonStore.change(handle, changed);
                    given.forEach(it -> give(handle, actor, person, it));
                    taken.forEach(it -> take(handle, actor, person, it));
                    return Reply.json(200, view(handle, actor, person));
                });
    }

    private static void keepAnAdministrator(Sight sight, Person before, Person after) {
        var role = Role.ORGANISATION_ADMINISTRATOR;
        if (before.has(role) && !after.has(role)) {
            sight.keepsAnAdministratorWithout(before);
        }
    }

    private void give(Handle handle, Person actor, Person person, HeldRole held) {
        PersonStore.grant(handle, person.subject(), held);
        writeRole(handle, "role-grant", actor, person, held);
    }

    private void take(Handle handle, Person actor, Person person, HeldRole held) {
        PersonStore.revoke(handle, person.subject(), held);
        writeRole(handle, "role-revoke", actor, person, held);
    }

    /// Which role, and where: what a change of access must always tell.
    private void writeRole(
            Handle handle, String event, Person actor, Person person, HeldRole held) {
        changes.write(handle, event, actor, person, held.at(), held.role().wireName());
    }

    private static Set<HeldRole> without(Set<HeldRole> all, Set<HeldRole> these) {
        var rest = new HashSet<>(all);
        rest.removeAll(these);
        return rest;
    }

    private Reply deactivate(HttpCall call, Person actor) {
        var version = Asked.version(call.json(VersionBody.class).version());
        var sub = call.path("sub");
        return changes.make(
                "person-deactivate",
                actor,
                sub,
                (handle, sight) -> {
                    var person = sight.changeable(sub, version);
                    sight.keepsAnAdministratorWithout(person);
                    PersonStore.change(handle, person.active(false));
                    PasswordInvitations.withdraw(handle, person.subject());
                    ends.everywhere(handle, person.subject());
                    changes.write(handle, "person-deactivate", actor, person, "ok");
                    return Reply.json(200, view(handle, actor, person));
                });
    }

    private Reply activate(HttpCall call, Person actor) {
        var version = Asked.version(call.json(VersionBody.class).version());
        var sub = call.path("sub");
        return changes.make(
                "person-activate",
                actor,
                sub,
                (handle, sight) -> {
                    var person = sight.changeable(sub, version);
                    PersonStore.change(handle, person.active(true));
                    changes.write(handle, "person-activate", actor, person, "ok");
                    return Reply.json(200, view(handle, actor, person));
                });
    }

    private Reply invite(HttpCall call, Person actor) {
        var sub = call.path("sub");
        return changes.make(
                "person-invite",
                actor,
                sub,
                (handle, sight) -> {
                    var person = sight.changeable(sub);
                    Refused.PERSON_INACTIVE.when(!person.isActive());
                    return Reply.json(201, invitation(handle, actor, person));
                });
    }

    private InvitationView invitation(Handle handle, Person actor, Person person) {
        var made = PasswordInvitations.make(handle, person.subject(), clock.instant());
        changes.write(handle, "person-invite", actor, person, "ok");
        var link = origin + "/set-password#code=" + made.code() + "&at=" + person.organisation();
        return new InvitationView(made.code(), link, made.expiresAt());
    }

    private Colleague view(Handle handle, Person actor, Person person) {
        var now = PersonStore.get(handle, person.subject());
        // As the actor is now, who may have changed themselves.
        var sight = Sight.of(handle, PersonStore.get(handle, actor.subject()));
        return Colleague.of(handle, sight, now, clock.instant());
    }
}
