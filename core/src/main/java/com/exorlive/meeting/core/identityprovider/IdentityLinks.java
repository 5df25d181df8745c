package com.exorlive.meeting.core.identityprovider;

import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.seal.Seals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Who somebody at a provider is here: the table `identity_link`. By issuer and subject alone
/// (S-05): an e-mail address or a name there makes nobody anybody here. Both are kept as an HMAC
/// under the organisation's key.
public final class IdentityLinks {
    /// So many for one person: a second provider, a new account at the first.
    public static final int MAX_PER_PERSON = 10;

    private IdentityLinks() {}

    /// @param usedAt null if nobody has signed in by it
    public record Link(
            String id,
            IdentityProviderId provider,
            Subject subject,
            Instant linkedAt,
            @Nullable Instant usedAt) {
        public Optional<Instant> lastUsedAt() {
            return Optional.ofNullable(usedAt);
        }
    }

    /// What stands for an identity; the same for the same one, and telling nothing of it.
    public static String token(Handle handle, IdentityProvider provider, String foreignSubject) {
        return index(handle, provider, "identity", foreignSubject);
    }

    /// The same for a session there.
    public static String sidToken(Handle handle, IdentityProvider provider, String sid) {
        return index(handle, provider, "session", sid);
    }

    private static String index(
            Handle handle, IdentityProvider provider, String what, String foreign) {
        return Seals.of(handle)
                .index(handle, provider.organisation().value())
                .token(what + '\n' + provider.client().issuer() + '\n' + foreign);
    }

    /// Ties an identity to a person.
    ///
    /// @return empty if it is somebody's already
    public static Optional<Link> make(
            Handle handle, IdentityProvider provider, String token, Subject subject, Instant now) {
        if (find(handle, provider.id(), token).isPresent()) {
            return Optional.empty();
        }
        var link = new Link(RandomIds.id(), provider.id(), subject, now, null);
        handle.createUpdate(
                        "insert into identity_link (id, provider_id, subject, token, linked_at)"
                                + " values (:id, :provider, :subject, :token, :at)")
                .bind("id", link.id())
                .bind("provider", provider.id().value())
                .bind("subject", subject.value())
                .bind("token", token)
                .bind("at", Times.write(now))
                .execute();
        return Optional.of(link);
    }

    public static Optional<Link> find(Handle handle, IdentityProviderId provider, String token) {
        return handle.createQuery(
                        "select * from identity_link where provider_id = :provider"
                                + " and token = :token")
                .bind("provider", provider.value())
                .bind("token", token)
                .map((row, _) -> read(row))
                .findOne();
    }

    public static List<Link> of(Handle handle, Subject subject) {
        return handle.createQuery(
                        "select * from identity_link where subject = :subject"
                                + " order by linked_at, id")
                .bind("subject", subject.value())
                .map((row, _) -> read(row))
                .list();
    }

    /// Everybody who is tied to an identity of this provider.
    public static List<Subject> subjects(Handle handle, IdentityProviderId provider) {
        return handle.createQuery(
                        "select distinct subject from identity_link where provider_id = :provider")
                .bind("provider", provider.value())
                .map((row, _) -> new Subject(row.getString("subject")))
                .list();
    }

    public static void used(Handle handle, Link link, Instant now) {
        handle.createUpdate("update identity_link set last_used_at = :now where id = :id")
                .bind("now", Times.write(now))
                .bind("id", link.id())
                .execute();
    }

    public static void delete(Handle handle, Link link) {
        handle.createUpdate("delete from identity_link where id = :id")
                .bind("id", link.id())
                .execute();
    }

    /// Nobody signs in as this person from elsewhere until another link is made.
    public static void deleteAllOf(Handle handle, Subject subject) {
        handle.createUpdate("delete from identity_link where subject = :subject")
                .bind("subject", subject.value())
                .execute();
    }

    private static Link read(ResultSet row) throws SQLException {
        return new Link(
                row.getString("id"),
                new IdentityProviderId(row.getString("provider_id")),
                new Subject(row.getString("subject")),
                Times.read(row, "linked_at"),
                Times.readOptional(row, "last_used_at").orElse(null));
    }
}
