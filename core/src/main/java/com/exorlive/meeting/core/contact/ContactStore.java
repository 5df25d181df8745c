package com.exorlive.meeting.core.contact;

import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The table `contact`. Every look-up by id names the organisation, so that none can forget it.
public final class ContactStore {
    /// An instructor with more contacts than this needs a search, which is not built yet.
    private static final int MAX_LISTED = 500;

    private ContactStore() {}

    public static void insert(Handle handle, Contact contact) {
        handle.createUpdate(
                        "insert into contact"
                                + " (id, organisation_id, instructor, name, birth_date, phone, account)"
                                + " values (:id, :organisation, :instructor, :name, :born, :phone, :account)")
                .bind("id", contact.id().value())
                .bind("organisation", contact.organisation().value())
                .bind("instructor", contact.instructor().value())
                .bind("name", contact.name())
                .bind("born", contact.birthDate().orElse(null))
                .bind("phone", contact.phone().orElse(null))
                .bind("account", contact.account().map(Subject::value).orElse(null))
                .execute();
    }

    public static Optional<Contact> find(Handle handle, OrganisationId organisation, ContactId id) {
        return handle.createQuery(
                        "select * from contact where id = :id and organisation_id = :organisation")
                .bind("id", id.value())
                .bind("organisation", organisation.value())
                .map((row, _) -> read(row))
                .findOne();
    }

    /// Like `find`, and holds the row until the transaction ends: one meeting per contact is made
    /// at a time.
    public static Optional<Contact> lock(Handle handle, OrganisationId organisation, ContactId id) {
        return handle.createQuery(
                        "select * from contact where id = :id and organisation_id = :organisation"
                                + " for update")
                .bind("id", id.value())
                .bind("organisation", organisation.value())
                .map((row, _) -> read(row))
                .findOne();
    }

    public static List<Contact> ofInstructor(Handle handle, Subject instructor) {
        return handle.createQuery(
                        "select * from contact where instructor = :instructor"
                                + " order by name, id limit :limit")
                .bind("instructor", instructor.value())
                .bind("limit", MAX_LISTED)
                .map((row, _) -> read(row))
                .list();
    }

    /// The records of which this person is the contact.
    public static List<Contact> ofAccount(Handle handle, Subject account) {
        return handle.createQuery("select * from contact where account = :account order by id")
                .bind("account", account.value())
                .map((row, _) -> read(row))
                .list();
    }

    public static void changeBirthDate(Handle handle, Subject account, LocalDate birthDate) {
        handle.createUpdate("update contact set birth_date = :born where account = :account")
                .bind("born", birthDate)
                .bind("account", account.value())
                .execute();
    }

    private static Contact read(ResultSet row) throws SQLException {
        @Nullable String account = row.getString("account");
        return new Contact(
                new ContactId(row.getString("id")),
                new OrganisationId(row.getString("organisation_id")),
                new Subject(row.getString("instructor")),
                row.getString("name"),
                row.getObject("birth_date", LocalDate.class),
                row.getString("phone"),
                account == null ? null : new Subject(account));
    }
}
