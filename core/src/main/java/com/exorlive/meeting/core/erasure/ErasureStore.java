package com.exorlive.meeting.core.erasure;

import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.organisation.OrganisationId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The table `erasure`.
final class ErasureStore {
    private ErasureStore() {}

    /// With its number.
    record Row(long seq, Erased erased) {}

    /// Once, however often it is said.
    static void insert(Handle handle, Erased erased) {
        if (!contains(handle, erased)) {
            handle.createUpdate(
                            "insert into erasure (kind, erased_id, erased_at)"
                                    + " values (:kind, :id, :at)")
                    .bind("kind", erased.kind().wireName())
                    .bind("id", erased.id())
                    .bind("at", Times.write(erased.at()))
                    .execute();
        }
    }

    static boolean contains(Handle handle, Erased erased) {
        return handle.createQuery(
                                "select count(*) from erasure"
                                        + " where kind = :kind and erased_id = :id")
                        .bind("kind", erased.kind().wireName())
                        .bind("id", erased.id())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    static List<Row> after(Handle handle, long seq) {
        return handle.createQuery("select * from erasure where seq > :seq order by seq")
                .bind("seq", seq)
                .map(
                        (row, _) ->
                                new Row(
                                        row.getLong("seq"),
                                        new Erased(
                                                Erased.Kind.of(row.getString("kind"))
                                                        .orElse(Erased.Kind.PERSON),
                                                row.getString("erased_id"),
                                                Times.read(row, "erased_at"))))
                .list();
    }

    static Optional<OrganisationId> organisationOfContact(Handle handle, String contact) {
        return organisation(handle, "select organisation_id from contact where id = :id", contact);
    }

    static Optional<OrganisationId> organisationOfPerson(Handle handle, String subject) {
        return organisation(
                handle, "select organisation_id from person where subject = :id", subject);
    }

    private static Optional<OrganisationId> organisation(Handle handle, String sql, String id) {
        return handle.createQuery(sql)
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .map(OrganisationId::new);
    }
}
