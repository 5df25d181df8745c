package com.exorlive.meeting.core.erasure;

import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.exercise.OwnExercises;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.program.ProgramExport;
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
                    "identity_link",
                    "login_session",
                    "template_share",
                    "held_role");

    /// What is left of an organisation names nobody.
    private static final List<String> ANONYMOUS =
            List.of(
                    "update organisation set name = '-', video = false, logo_type = null,"
                            + " accent_light = null, accent_dark = null where id = :id",
                    "update unit set name = '-' where organisation_id = :id",
                    "update partner set name = '-', secret_hash = '-', jwks = null,"
                            + " revoked_at = coalesce(revoked_at, :now)"
                            + " where organisation_id = :id");

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
        var id = subject.value();
        Seals.of(handle).destroy(handle, id);
        var tables = Tables.withColumn(handle, "subject");
        for (var table : OF_ACCOUNTS) {
            if (tables.contains(table)) {
                Tables.delete(handle, table, "subject", List.of(id));
            }
        }
        Tables.delete(handle, "notice", "receiver", List.of(id));
        handle.createUpdate("update token_grant set revoked = true where subject = :subject")
                .bind("subject", id)
                .execute();
        handle.createUpdate(
                        "update person set active = false, name = '', title = '',"
                                + " version = version + 1 where subject = :subject")
                .bind("subject", id)
                .execute();
    }

    /// Somebody who works here: the account, the templates, and the exercises that nobody else
    /// uses. What was done to contacts stays theirs.
    ///
    /// @param keepsMedia whether pictures and videos of exercises that others use stay
    static void person(
            Handle handle, OrganisationId organisation, Subject subject, boolean keepsMedia) {
        var made = OwnExercises.ids(handle, subject);
        var used = ProgramExport.used(handle, organisation, made, subject);
        OwnExercises.erase(handle, subject, used, keepsMedia);
        handle.createUpdate("delete from program where creator = :id and contact_id is null")
                .bind("id", subject.value())
                .execute();
        handle.createUpdate("update contact set account = null where account = :id")
                .bind("id", subject.value())
                .execute();
        account(handle, subject);
    }

    /// Everybody and everything of an organisation, and then the ring that wrapped their keys.
    static void organisation(Handle handle, OrganisationId organisation, Instant now) {
        var id = organisation.value();
        for (var table : Tables.withColumn(handle, "contact_id")) {
            if (!KEPT.contains(table)) {
                Tables.deleteWhere(
                        handle,
                        table,
                        "contact_id in (select id from contact where organisation_id = :id)",
                        id);
            }
        }
        Tables.deleteWhere(
                handle,
                "program",
                "organisation_id = :id and (contact_id is null or signed_at is null)",
                id);
        OwnExercises.eraseAll(handle, organisation);
        for (var subject : Tables.people(handle, id)) {
            account(handle, new Subject(subject));
        }
        Seals.of(handle).destroyAll(handle, id);
        ContactStore.eraseAll(handle, organisation, now);
        for (var table : List.of("organisation_logo", "organisation_pds", "identity_provider")) {
            Tables.deleteWhere(handle, table, "organisation_id = :id", id);
        }
        for (var change : ANONYMOUS) {
            handle.createUpdate(change).bind("id", id).bind("now", Times.write(now)).execute();
        }
    }
}
