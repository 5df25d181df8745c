package com.exorlive.meeting.core.contact;

import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.seal.Place;
import com.exorlive.meeting.core.seal.Seals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `access_basis`. The comment is sealed under the contact's key, and is gone with it.
public final class AccessBasisStore {
    private static final int MAX_LISTED = 500;

    private AccessBasisStore() {}

    public static void insert(Handle handle, AccessBasis basis) {
        var key = Seals.of(handle).key(handle, basis.contact().value()).orElseThrow();
        handle.createUpdate(
                        "insert into access_basis (id, organisation_id, contact_id, subject,"
                                + " reason, remark, given_at, until_at)"
                                + " values (:id, :organisation, :contact, :subject,"
                                + " :reason, :comment, :at, :until)")
                .bind("id", basis.id())
                .bind("organisation", basis.organisation().value())
                .bind("contact", basis.contact().value())
                .bind("subject", basis.subject().value())
                .bind("reason", basis.reason().wireName())
                .bind("comment", key.seal(place(basis.id()), basis.comment()))
                .bind("at", Times.write(basis.givenAt()))
                .bind("until", Times.write(basis.until()))
                .execute();
    }

    /// What keeps this contact open to this person now: the one that lasts longest.
    public static Optional<AccessBasis> open(
            Handle handle, ContactId contact, Subject subject, Instant now) {
        return handle.createQuery(
                        "select * from access_basis where contact_id = :contact"
                                + " and subject = :subject and given_at <= :now and until_at > :now"
                                + " order by until_at desc limit 1")
                .bind("contact", contact.value())
                .bind("subject", subject.value())
                .bind("now", Times.write(now))
                .map((row, _) -> read(handle, row))
                .findOne();
    }

    /// Everything that is open to this person now.
    public static List<AccessBasis> openTo(Handle handle, Subject subject, Instant now) {
        return handle.createQuery(
                        "select * from access_basis where subject = :subject"
                                + " and until_at > :now order by until_at limit :limit")
                .bind("subject", subject.value())
                .bind("now", Times.write(now))
                .bind("limit", MAX_LISTED)
                .map((row, _) -> read(handle, row))
                .list();
    }

    /// Everybody who has opened this contact, newest first.
    public static List<AccessBasis> of(Handle handle, ContactId contact) {
        return handle.createQuery(
                        "select * from access_basis where contact_id = :contact"
                                + " order by given_at desc limit :limit")
                .bind("contact", contact.value())
                .bind("limit", MAX_LISTED)
                .map((row, _) -> read(handle, row))
                .list();
    }

    /// What an audit line refers to.
    public static Optional<AccessBasis> find(
            Handle handle, OrganisationId organisation, String id) {
        return handle.createQuery(
                        "select * from access_basis"
                                + " where id = :id and organisation_id = :organisation")
                .bind("id", id)
                .bind("organisation", organisation.value())
                .map((row, _) -> read(handle, row))
                .findOne();
    }

    private static Place place(String id) {
        return new Place("access_basis", id, "remark", 1);
    }

    private static AccessBasis read(Handle handle, ResultSet row) throws SQLException {
        var reason = row.getString("reason");
        return new AccessBasis(
                row.getString("id"),
                new OrganisationId(row.getString("organisation_id")),
                new ContactId(row.getString("contact_id")),
                new Subject(row.getString("subject")),
                AccessBasis.Reason.of(reason)
                        .orElseThrow(() -> new IllegalStateException("unknown basis " + reason)),
                comment(handle, row),
                Times.read(row, "given_at"),
                Times.read(row, "until_at"));
    }

    private static String comment(Handle handle, ResultSet row) throws SQLException {
        var id = row.getString("id");
        var sealed = row.getString("remark");
        return Seals.of(handle)
                .key(handle, row.getString("contact_id"))
                .map(key -> key.open(place(id), sealed))
                .orElse("");
    }
}
