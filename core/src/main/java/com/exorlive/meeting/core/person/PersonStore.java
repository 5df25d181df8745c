package com.exorlive.meeting.core.person;

import com.exorlive.meeting.core.organisation.OrganisationId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `person`.
public final class PersonStore {
    private static final int MAX_LISTED = 500;

    private PersonStore() {}

    public static void insert(Handle handle, Person person) {
        handle.createUpdate(
                        "insert into person (subject, organisation_id, name, title, role_name, language)"
                                + " values (:subject, :organisation, :name, :title, :role, :language)")
                .bind("subject", person.subject().value())
                .bind("organisation", person.organisation().value())
                .bind("name", person.name())
                .bind("title", person.title())
                .bind("role", person.role().wireName())
                .bind("language", person.language())
                .execute();
    }

    public static Optional<Person> find(Handle handle, Subject subject) {
        return handle.createQuery("select * from person where subject = :subject")
                .bind("subject", subject.value())
                .map(
                        (row, _) ->
                                new Person(
                                        new Subject(row.getString("subject")),
                                        new OrganisationId(row.getString("organisation_id")),
                                        row.getString("name"),
                                        row.getString("title"),
                                        Role.of(row.getString("role_name")),
                                        row.getString("language")))
                .findOne();
    }

    /// Everybody of an organisation with this role, by name.
    public static List<Person> withRole(Handle handle, OrganisationId organisation, Role role) {
        return handle
                .createQuery(
                        "select subject from person where organisation_id = :organisation"
                                + " and role_name = :role order by name, subject limit :limit")
                .bind("organisation", organisation.value())
                .bind("role", role.wireName())
                .bind("limit", MAX_LISTED)
                .mapTo(String.class)
                .list()
                .stream()
                .map(subject -> get(handle, new Subject(subject)))
                .toList();
    }

    /// For subjects that a foreign key guarantees.
    public static Person get(Handle handle, Subject subject) {
        return find(handle, subject)
                .orElseThrow(() -> new IllegalStateException("a referenced person is missing"));
    }
}
