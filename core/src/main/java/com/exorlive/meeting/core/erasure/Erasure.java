package com.exorlive.meeting.core.erasure;

import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.seal.Seals;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Takes a person out for good: destroys the person's key, so that what was sealed under it opens
/// in no copy of the database that is brought up to this, and deletes the rows that are about
/// nobody else. What others' rows and the audit log name stays as an id that leads nowhere.
///
/// A signed program stays without the person, as a record that somebody signed something: it is
/// what the instructor answers for (docs/privacy.md).
final class Erasure {
    /// These say what instructors did, with ids alone.
    private static final Set<String> KEPT = Set.of("meeting", "access_basis", "program");

    private static final List<String> OF_ACCOUNTS =
            List.of(
                    "login_name",
                    "password_credential",
                    "password_invitation",
                    "login_session",
                    "held_role");

    private Erasure() {}

    static void contact(Handle handle, Contact contact, Instant now) {
        var id = contact.id().value();
        Seals.of(handle).destroy(handle, id);
        var unsigned = Tables.programs(handle, id, true);
        for (var table : Tables.withColumn(handle, "program_id")) {
            Tables.delete(handle, table, "program_id", unsigned);
        }
        Tables.delete(handle, "program", "id", unsigned);
        for (var table : Tables.withColumn(handle, "contact_id")) {
            if (!KEPT.contains(table)) {
                Tables.delete(handle, table, "contact_id", List.of(id));
            }
        }
        ContactStore.erase(handle, contact.id(), now);
        contact.account()
                .filter(account -> ContactStore.ofAccount(handle, account).isEmpty())
                .ifPresent(account -> account(handle, account));
    }

    /// Nobody signs in as this person any more, and nobody reads the name.
    static void account(Handle handle, Subject subject) {
        Seals.of(handle).destroy(handle, subject.value());
        var tables = Tables.withColumn(handle, "subject");
        for (var table : OF_ACCOUNTS) {
            if (tables.contains(table)) {
                Tables.delete(handle, table, "subject", List.of(subject.value()));
            }
        }
        handle.createUpdate("update token_grant set revoked = true where subject = :subject")
                .bind("subject", subject.value())
                .execute();
        handle.createUpdate("update person set active = false where subject = :subject")
                .bind("subject", subject.value())
                .execute();
    }

    /// Everybody of an organisation, and then the ring that wrapped their keys.
    static void organisation(Handle handle, OrganisationId organisation, Instant now) {
        for (var subject : Tables.people(handle, organisation.value())) {
            account(handle, new Subject(subject));
        }
        Seals.of(handle).destroyAll(handle, organisation.value());
        ContactStore.eraseAll(handle, organisation, now);
        handle.createUpdate("update organisation set name = '-', video = false where id = :id")
                .bind("id", organisation.value())
                .execute();
    }
}
