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
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The tables `person` and `held_role`. The name is sealed under the person's own key.
public final class PersonStore {
    private static final int MAX_LISTED = 500;
    private static final Locale NORTH = Locale.forLanguageTag("nb");

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
