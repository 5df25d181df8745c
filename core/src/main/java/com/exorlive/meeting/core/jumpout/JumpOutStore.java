package com.exorlive.meeting.core.jumpout;

import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.seal.Seals;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The tables `contact_elsewhere` and `jump_out_used`.
final class JumpOutStore {
    private JumpOutStore() {}

    /// The contact that this partner's record is about, if it is known.
    static Optional<Contact> contact(
            Handle handle, OrganisationId here, String partner, String record) {
        return handle.createQuery(
                        "select contact_id from contact_elsewhere"
                                + " where organisation_id = :here and token = :token")
                .bind("here", here.value())
                .bind("token", token(handle, here, partner + " " + record))
                .mapTo(String.class)
                .findOne()
                .flatMap(id -> ContactStore.lock(handle, here, new ContactId(id)));
    }

    static void remember(
            Handle handle, OrganisationId here, String partner, String record, ContactId contact) {
        handle.createUpdate(
                        "insert into contact_elsewhere (organisation_id, token, contact_id)"
                                + " values (:here, :token, :contact)")
                .bind("here", here.value())
                .bind("token", token(handle, here, partner + " " + record))
                .bind("contact", contact.value())
                .execute();
    }

    /// @return whether it had not been used before
    static boolean use(
            Handle handle, OrganisationId here, String partner, String id, Instant expiresAt) {
        var token = token(handle, here, "used " + partner + " " + id);
        var known =
                handle.createQuery("select count(*) from jump_out_used where id = :id")
                        .bind("id", token)
                        .mapTo(Long.class)
                        .one();
        if (known > 0) {
            return false;
        }
        handle.createUpdate("insert into jump_out_used (id, expires_at) values (:id, :until)")
                .bind("id", token)
                .bind("until", Times.write(expiresAt))
                .execute();
        return true;
    }

    /// Those that lapsed open nothing any more, used or not.
    static void purge(Handle handle, Instant before) {
        handle.createUpdate("delete from jump_out_used where expires_at < :before")
                .bind("before", Times.write(before))
                .execute();
    }

    private static String token(Handle handle, OrganisationId here, String text) {
        return Seals.of(handle).index(handle, here.value()).token(text);
    }
}
