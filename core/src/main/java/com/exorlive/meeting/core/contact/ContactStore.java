package com.exorlive.meeting.core.contact;

import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Collator;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The table `contact`. Every look-up by id names the organisation, so that none can forget it.
public final class ContactStore {
    /// More would not be read by anybody: the rest is found by searching.
    private static final int MAX_LISTED = 500;

    private ContactStore() {}

    public static void insert(Handle handle, Contact contact) {
        handle.createUpdate(
                        "insert into contact (id, organisation_id, instructor, version, account,"
                                + " at_least_16, name, birth_date, phone, email)"
                                + " values (:id, :organisation, :instructor, :version, :account,"
                                + " :atLeast16, :name, :born, :phone, :email)")
                .bind("id", contact.id().value())
                .bind("organisation", contact.organisation().value())
                .bind("instructor", contact.instructor().value())
                .bind("version", contact.version())
                .bind("account", contact.account().map(Subject::value).orElse(null))
                .bind("atLeast16", contact.isAtLeast16())
                .bind("name", contact.name().orElse(null))
                .bind("born", contact.birthDate().orElse(null))
                .bind("phone", contact.phone().orElse(null))
                .bind("email", contact.email().orElse(null))
                .execute();
    }

    /// Writes everything that may change but the account, if nobody has changed it since.
    ///
    /// @return whether the version was still that of `contact`
    public static boolean change(Handle handle, Contact contact) {
        return handle.createUpdate(
                                "update contact set instructor = :instructor, version = version + 1,"
                                        + " at_least_16 = :atLeast16, name = :name,"
                                        + " birth_date = :born, phone = :phone, email = :email"
                                        + " where id = :id and version = :version")
                        .bind("id", contact.id().value())
                        .bind("version", contact.version())
                        .bind("instructor", contact.instructor().value())
                        .bind("atLeast16", contact.isAtLeast16())
                        .bind("name", contact.name().orElse(null))
                        .bind("born", contact.birthDate().orElse(null))
                        .bind("phone", contact.phone().orElse(null))
                        .bind("email", contact.email().orElse(null))
                        .execute()
                == 1;
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

    /// Those with a name by name, then those without by number.
    public static List<Contact> ofInstructor(Handle handle, Subject instructor) {
        return sorted(
                handle.createQuery(
                                "select * from contact where instructor = :instructor"
                                        + " order by number desc limit :limit")
                        .bind("instructor", instructor.value())
                        .bind("limit", MAX_LISTED)
                        .map((row, _) -> read(row))
                        .list());
    }

    /// The records of which this person is the contact.
    public static List<Contact> ofAccount(Handle handle, Subject account) {
        return handle.createQuery("select * from contact where account = :account order by id")
                .bind("account", account.value())
                .map((row, _) -> read(row))
                .list();
    }

    /// Those of the organisation with a word of the name that begins so.
    static List<Contact> withNameLike(
            Handle handle, OrganisationId organisation, String beginning, int limit) {
        return sorted(
                handle.createQuery(
                                "select * from contact where organisation_id = :organisation"
                                        + " and (lower(name) like :first or lower(name) like :later)"
                                        + " order by number desc limit :limit")
                        .bind("organisation", organisation.value())
                        .bind("first", beginning + "%")
                        .bind("later", "% " + beginning + "%")
                        .bind("limit", limit)
                        .map((row, _) -> read(row))
                        .list());
    }

    static Optional<Contact> withNumber(Handle handle, OrganisationId organisation, long number) {
        return handle.createQuery(
                        "select * from contact"
                                + " where organisation_id = :organisation and number = :number")
                .bind("organisation", organisation.value())
                .bind("number", number)
                .map((row, _) -> read(row))
                .findOne();
    }

    public static void changeBirthDate(Handle handle, Subject account, LocalDate birthDate) {
        handle.createUpdate("update contact set birth_date = :born where account = :account")
                .bind("born", birthDate)
                .bind("account", account.value())
                .execute();
    }

    /// Those with a name by name, as the north sorts; the others by number.
    static List<Contact> sorted(List<Contact> contacts) {
        var collator = Collator.getInstance(Locale.forLanguageTag("nb"));
        return contacts.stream()
                .sorted(
                        Comparator.comparingInt((Contact it) -> it.name().isEmpty() ? 1 : 0)
                                .thenComparing(it -> it.name().orElse(""), collator)
                                .thenComparingLong(Contact::number))
                .toList();
    }

    private static Contact read(ResultSet row) throws SQLException {
        @Nullable String account = row.getString("account");
        return new Contact(
                new ContactId(row.getString("id")),
                new OrganisationId(row.getString("organisation_id")),
                new Subject(row.getString("instructor")),
                row.getLong("number"),
                row.getInt("version"),
                new PersonalData(
                        row.getString("name"),
                        row.getObject("birth_date", LocalDate.class),
                        row.getString("phone"),
                        row.getString("email")),
                row.getObject("at_least_16", Boolean.class),
                account == null ? null : new Subject(account));
    }
}
