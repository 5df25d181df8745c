package com.exorlive.meeting.core.contact;

import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.seal.Seals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Collator;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// The table `contact`. Every look-up by id names the organisation, so that none can forget it.
/// What tells who a contact is, is sealed under the contact's own key.
public final class ContactStore {
    /// More would not be read by anybody: the rest is found by searching.
    private static final int MAX_LISTED = 500;

    private static final String ERASE =
            "update contact set personal = null, account = null, at_least_16 = null,"
                    + " erased_at = :now";
    private static final String NOT_ERASED = " and erased_at is null";

    /// The contact, and whether its account is good.
    private static final String SELECT =
            "select contact.*, (select active from person where subject = account)"
                    + " as account_active from contact";

    private ContactStore() {}

    public static void insert(Handle handle, Contact contact) {
        var organisation = contact.organisation().value();
        var key = Seals.of(handle).newKey(handle, organisation, contact.id().value());
        handle.createUpdate(
                        "insert into contact (id, organisation_id, instructor, version, account,"
                                + " at_least_16, personal)"
                                + " values (:id, :organisation, :instructor, :version, :account,"
                                + " :atLeast16, :personal)")
                .bind("id", contact.id().value())
                .bind("organisation", organisation)
                .bind("instructor", contact.instructor().value())
                .bind("version", contact.version())
                .bind("account", contact.account().map(Subject::value).orElse(null))
                .bind("atLeast16", contact.isAtLeast16())
                .bind("personal", SealedPersonalData.seal(key, contact, contact.version()))
                .execute();
        ContactWords.write(handle, contact);
    }

    /// Writes everything that may change but the account, if nobody has changed it since.
    ///
    /// @return whether the version was still that of `contact`
    public static boolean change(Handle handle, Contact contact) {
        var id = contact.id().value();
        var key = Seals.of(handle).key(handle, id);
        if (key.isEmpty()) {
            return false;
        }
        var next = contact.version() + 1;
        var isChanged =
                handle.createUpdate(
                                        "update contact set instructor = :instructor,"
                                                + " version = :next, at_least_16 = :atLeast16,"
                                                + " personal = :personal"
                                                + " where id = :id and version = :version")
                                .bind("id", id)
                                .bind("version", contact.version())
                                .bind("next", next)
                                .bind("instructor", contact.instructor().value())
                                .bind("atLeast16", contact.isAtLeast16())
                                .bind("personal", SealedPersonalData.seal(key.get(), contact, next))
                                .execute()
                        == 1;
        if (isChanged) {
            ContactWords.write(handle, contact);
        }
        return isChanged;
    }

    /// From now on this person signs in as the contact.
    public static void putAccount(Handle handle, ContactId id, Subject account) {
        handle.createUpdate("update contact set account = :account where id = :id")
                .bind("id", id.value())
                .bind("account", account.value())
                .execute();
    }

    public static Optional<Contact> find(Handle handle, OrganisationId organisation, ContactId id) {
        return one(
                handle,
                handle.createQuery(
                                SELECT
                                        + " where id = :id"
                                        + " and organisation_id = :organisation"
                                        + NOT_ERASED)
                        .bind("id", id.value())
                        .bind("organisation", organisation.value()));
    }

    /// Like `find`, and holds the row until the transaction ends: one meeting per contact is made
    /// at a time.
    public static Optional<Contact> lock(Handle handle, OrganisationId organisation, ContactId id) {
        return one(
                handle,
                handle.createQuery(
                                SELECT
                                        + " where id = :id"
                                        + " and organisation_id = :organisation"
                                        + NOT_ERASED
                                        + " for update")
                        .bind("id", id.value())
                        .bind("organisation", organisation.value()));
    }

    /// Those with a name by name, then those without by number.
    public static List<Contact> ofInstructor(Handle handle, Subject instructor) {
        return sorted(
                all(
                        handle,
                        handle.createQuery(
                                        SELECT
                                                + " where instructor = :instructor"
                                                + NOT_ERASED
                                                + " order by number desc limit :limit")
                                .bind("instructor", instructor.value())
                                .bind("limit", MAX_LISTED)));
    }

    /// The records of which this person is the contact.
    public static List<Contact> ofAccount(Handle handle, Subject account) {
        return all(
                handle,
                handle.createQuery(
                                SELECT + " where account = :account" + NOT_ERASED + " order by id")
                        .bind("account", account.value()));
    }

    /// Those of them that are there, sorted as in a list.
    public static List<Contact> withIds(
            Handle handle, OrganisationId organisation, Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return sorted(
                all(
                        handle,
                        handle.createQuery(
                                        SELECT
                                                + " where id in (<ids>)"
                                                + " and organisation_id = :organisation"
                                                + NOT_ERASED)
                                .bindList("ids", List.copyOf(ids))
                                .bind("organisation", organisation.value())));
    }

    static Optional<Contact> withNumber(Handle handle, OrganisationId organisation, long number) {
        return one(
                handle,
                handle.createQuery(
                                SELECT
                                        + ""
                                        + " where organisation_id = :organisation and number = :number"
                                        + NOT_ERASED)
                        .bind("organisation", organisation.value())
                        .bind("number", number));
    }

    /// Leaves an id that leads nowhere.
    public static void erase(Handle handle, ContactId id, Instant now) {
        handle.createUpdate(ERASE + " where id = :id")
                .bind("id", id.value())
                .bind("now", Times.write(now))
                .execute();
    }

    /// Every contact of the organisation; their words with them.
    public static void eraseAll(Handle handle, OrganisationId organisation, Instant now) {
        handle.createUpdate("delete from contact_word where organisation_id = :organisation")
                .bind("organisation", organisation.value())
                .execute();
        handle.createUpdate(ERASE + " where organisation_id = :organisation" + NOT_ERASED)
                .bind("organisation", organisation.value())
                .bind("now", Times.write(now))
                .execute();
    }

    /// The person signs in under this account from now on, and is born on this day.
    public static void changeBirthDate(Handle handle, Subject account, LocalDate birthDate) {
        ofAccount(handle, account).forEach(contact -> change(handle, contact.bornOn(birthDate)));
    }

    private static Optional<Contact> one(Handle handle, Query query) {
        return all(handle, query).stream().findFirst();
    }

    private static List<Contact> all(Handle handle, Query query) {
        var rows = query.map((row, _) -> read(row)).list();
        var sealed = rows.stream().filter(Row::isSealed).map(row -> row.id().value()).toList();
        var keys = Seals.of(handle).keys(handle, sealed);
        return rows.stream()
                .map(
                        row ->
                                row.contact()
                                        .with(
                                                SealedPersonalData.open(
                                                        Optional.ofNullable(
                                                                keys.get(row.id().value())),
                                                        row.contact(),
                                                        row.personal())))
                .toList();
    }

    /// Those with a name by name, as the north sorts; the others by number.
    private static List<Contact> sorted(List<Contact> contacts) {
        var collator = Collator.getInstance(Locale.forLanguageTag("nb"));
        return contacts.stream()
                .sorted(
                        Comparator.comparingInt((Contact it) -> it.name().isEmpty() ? 1 : 0)
                                .thenComparing(it -> it.name().orElse(""), collator)
                                .thenComparingLong(Contact::number))
                .toList();
    }

    /// A row before it is opened.
    private record Row(Contact contact, Optional<String> personal) {
        ContactId id() {
            return contact.id();
        }

        boolean isSealed() {
            return personal.isPresent();
        }
    }

    private static Row read(ResultSet row) throws SQLException {
        @Nullable String account = row.getString("account");
        var contact =
                new Contact(
                        new ContactId(row.getString("id")),
                        new OrganisationId(row.getString("organisation_id")),
                        new Subject(row.getString("instructor")),
                        row.getLong("number"),
                        row.getInt("version"),
                        PersonalData.NONE,
                        row.getObject("at_least_16", Boolean.class),
                        account == null
                                ? null
                                : new Contact.Account(
                                        new Subject(account), row.getBoolean("account_active")));
        return new Row(contact, Optional.ofNullable(row.getString("personal")));
    }
}
