package com.exorlive.meeting.core.person;

import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.seal.PersonKey;
import com.exorlive.meeting.core.seal.Place;
import com.exorlive.meeting.core.seal.Seals;
import com.exorlive.meeting.core.unit.UnitId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Collator;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The tables `person` and `held_role`. The name is sealed under the person's own key.
public final class PersonStore {
    private static final int MAX_LISTED = 500;
    private static final Locale NORTH = Locale.forLanguageTag("nb");

    /// A search goes through so many; raising it costs memory at each.
    private static final int MAX_SEARCHED = 5_000;

    private static final String HOLDS_IT =
            "exists (select 1 from held_role r where r.subject = w.subject and r.role_name = :role)";

    private static final String IS_MORE_THAN_CONTACT =
            "not exists (select 1 from held_role r where r.subject = w.subject"
                    + " and r.role_name = 'contact')"
                    + " or exists (select 1 from held_role r where r.subject = w.subject"
                    + " and r.role_name <> 'contact')";

    private PersonStore() {}

    public static void insert(Handle handle, Person person) {
        var subject = person.subject();
        var key = Seals.of(handle).newKey(handle, person.organisation().value(), subject.value());
        handle.createUpdate(
                        "insert into person (subject, organisation_id, unit_id, name, title, language,"
                                + " active, version) values (:subject, :organisation, :unit, :name,"
                                + " :title, :language, :active, :version)")
                .bind("subject", subject.value())
                .bind("organisation", person.organisation().value())
                .bind("unit", person.unit().value())
                .bind("name", key.seal(name(subject), person.name()))
                .bind("title", person.title())
                .bind("language", person.language())
                .bind("active", person.isActive())
                .bind("version", person.version())
                .execute();
        person.held().forEach(held -> grant(handle, subject, held));
    }

    /// Deactivated people are found too: what they did stays theirs.
    public static Optional<Person> find(Handle handle, Subject subject) {
        return read(
                        handle,
                        handle.createQuery(
                                        "select p.*, h.role_name, h.unit_id as held_at from person p"
                                                + " left join held_role h on h.subject = p.subject"
                                                + " where p.subject = :subject")
                                .bind("subject", subject.value()))
                .stream()
                .findFirst();
    }

    /// Everybody active of an organisation with this role, by name.
    public static List<Person> withRole(Handle handle, OrganisationId organisation, Role role) {
        return read(
                handle,
                handle.createQuery(
                                "select p.*, h.role_name, h.unit_id as held_at from person p"
                                        + " join held_role h on h.subject = p.subject"
                                        + " where p.organisation_id = :organisation and p.active = true"
                                        + " and p.subject in (select subject from held_role"
                                        + " where role_name = :role)"
                                        + " order by p.subject limit :limit")
                        .bind("organisation", organisation.value())
                        .bind("role", role.wireName())
                        .bind("limit", MAX_LISTED));
    }

    /// For subjects that a foreign key guarantees.
    public static Person get(Handle handle, Subject subject) {
        return find(handle, subject)
                .orElseThrow(() -> new IllegalStateException("a referenced person is missing"));
    }

    /// Many at once, for subjects that a foreign key guarantees.
    public static Map<Subject, Person> all(Handle handle, Set<Subject> subjects) {
        if (subjects.isEmpty()) {
            return Map.of();
        }
        return read(
                        handle,
                        handle.createQuery(
                                        "select p.*, h.role_name, h.unit_id as held_at from person p"
                                                + " left join held_role h on h.subject = p.subject"
                                                + " where p.subject in (<subjects>)")
                                .bindList(
                                        "subjects", subjects.stream().map(Subject::value).toList()))
                .stream()
                .collect(Collectors.toMap(Person::subject, it -> it));
    }

    /// Writes everything but the roles, for who holds the organisation's tree.
    public static void change(Handle handle, Person changed) {
        handle.createUpdate(
                        "update person set unit_id = :unit, name = :name, title = :title,"
                                + " language = :language, active = :active, version = version + 1"
                                + " where subject = :subject")
                .bind("unit", changed.unit().value())
                .bind("name", sealedName(handle, changed))
                .bind("title", changed.title())
                .bind("language", changed.language())
                .bind("active", changed.isActive())
                .bind("subject", changed.subject().value())
                .execute();
    }

    /// There is no name to keep of somebody whose key was destroyed.
    private static String sealedName(Handle handle, Person person) {
        var subject = person.subject();
        return Seals.of(handle)
                .key(handle, subject.value())
                .map(key -> key.seal(name(subject), person.name()))
                .orElse("");
    }

    /// Who works in these units and holds the role; without one, everybody who is more than a
    /// contact.
    public static List<Person> inUnits(Handle handle, Set<UnitId> units, Optional<Role> role) {
        if (units.isEmpty()) {
            return List.of();
        }
        return read(
                handle,
                handle.createQuery(
                                "select p.*, h.role_name, h.unit_id as held_at from person p"
                                        + " left join held_role h on h.subject = p.subject"
                                        + " where p.subject in (select w.subject from person w"
                                        + " where w.unit_id in (<units>) and ("
                                        + role.map(_ -> HOLDS_IT).orElse(IS_MORE_THAN_CONTACT)
                                        + ") order by w.subject limit :limit)")
                        .bindList("units", units.stream().map(UnitId::value).toList())
                        .bind("role", role.map(Role::wireName).orElse(""))
                        .bind("limit", MAX_SEARCHED));
    }

    /// How many active people who are more than contacts work in each unit.
    public static Map<UnitId, Integer> colleaguesByUnit(Handle handle, OrganisationId here) {
        return handle
                .createQuery(
                        "select unit_id, count(*) as people from person p"
                                + " where organisation_id = :here and active = true and exists"
                                + " (select 1 from held_role held where held.subject = p.subject"
                                + " and held.role_name <> 'contact') group by unit_id")
                .bind("here", here.value())
                .map((row, _) -> Map.entry(row.getString("unit_id"), row.getInt("people")))
                .list()
                .stream()
                .collect(Collectors.toMap(it -> new UnitId(it.getKey()), Map.Entry::getValue));
    }

    public static boolean isUnitInUse(Handle handle, UnitId unit) {
        return handle.createQuery(
                                "select (select count(*) from person where unit_id = :unit)"
                                        + " + (select count(*) from held_role where unit_id = :unit)")
                        .bind("unit", unit.value())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    public static void grant(Handle handle, Subject subject, HeldRole held) {
        handle.createUpdate(
                        "insert into held_role (subject, role_name, unit_id)"
                                + " values (:subject, :role, :unit)")
                .bind("subject", subject.value())
                .bind("role", held.role().wireName())
                .bind("unit", held.at().value())
                .execute();
    }

    public static void revoke(Handle handle, Subject subject, HeldRole held) {
        handle.createUpdate(
                        "delete from held_role where subject = :subject and role_name = :role"
                                + " and unit_id = :unit")
                .bind("subject", subject.value())
                .bind("role", held.role().wireName())
                .bind("unit", held.at().value())
                .execute();
    }

    private static Place name(Subject subject) {
        return new Place("person", subject.value(), "name", 1);
    }

    /// By name, as the north sorts. There is a row for each role of each person.
    private static List<Person> read(Handle handle, Query query) {
        var people = new LinkedHashMap<Subject, Person>();
        query.map((row, _) -> read(row))
                .forEach(person -> people.merge(person.subject(), person, PersonStore::together));
        var keys =
                Seals.of(handle)
                        .keys(handle, people.keySet().stream().map(Subject::value).toList());
        return people.values().stream()
                .map(
                        person ->
                                opened(
                                        person,
                                        Optional.ofNullable(keys.get(person.subject().value()))))
                .sorted(Comparator.comparing(Person::name, Collator.getInstance(NORTH)))
                .toList();
    }

    /// Nothing is known of somebody whose key was destroyed.
    private static Person opened(Person sealed, Optional<PersonKey> key) {
        return sealed.named(
                key.map(it -> it.open(name(sealed.subject()), sealed.name())).orElse(""));
    }

    private static Person together(Person one, Person same) {
        var roles = new HashSet<>(one.held());
        roles.addAll(same.held());
        return one.placed(one.unit(), roles);
    }

    private static Person read(ResultSet row) throws SQLException {
        return new Person(
                new Subject(row.getString("subject")),
                new OrganisationId(row.getString("organisation_id")),
                new UnitId(row.getString("unit_id")),
                row.getString("name"),
                row.getString("title"),
                held(row).map(Set::of).orElse(Set.of()),
                row.getString("language"),
                row.getBoolean("active"),
                row.getInt("version"));
    }

    private static Optional<HeldRole> held(ResultSet row) throws SQLException {
        var role = Optional.ofNullable(row.getString("role_name"));
        var at = Optional.ofNullable(row.getString("held_at"));
        return role.isEmpty() || at.isEmpty()
                ? Optional.empty()
                : Optional.of(new HeldRole(Role.of(role.get()), new UnitId(at.get())));
    }
}
