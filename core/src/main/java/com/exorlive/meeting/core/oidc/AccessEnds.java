package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.signin.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Ends access before its time: sessions, refresh tokens and access tokens at once here, and a line
/// in the table `access_end`, which signaling asks for every two seconds to end what runs there.
/// Thread-safe: it has no state.
public final class AccessEnds {
    /// A transaction that takes longer than this to commit could be missed by who asks after a
    /// number; asking again for so long costs a few lines more.
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private static final Duration KEPT = Duration.ofDays(1);
    private static final int MAX_TOLD = 1_000;

    private final InstantSource clock;

    public AccessEnds(InstantSource clock) {
        this.clock = clock;
    }

    /// @param grant what ended; empty for all that the person has
    public record End(long seq, String subject, Optional<String> grant) {}

    /// Whether the person is shut out, or the sign-in that they came by has ended.
    ///
    /// @param grant the claim `sid` of a token of ours; empty if what asks doesn't know it
    public static boolean isOver(
            Handle handle, Subject subject, Optional<String> grant, Instant now) {
        var isKnown = PersonStore.find(handle, subject).filter(Person::isActive).isPresent();
        return !isKnown || grant.map(it -> Grants.live(handle, it, now).isEmpty()).orElse(false);
    }

    /// Everything of the person, everywhere.
    public void everywhere(Handle handle, Subject subject) {
        Sessions.endAllOf(handle, subject);
        revoke(handle, "subject = :key", subject.value());
        tell(handle, subject, Optional.empty());
    }

    /// Everything of the person but the sign-in that this grant came of.
    public void everywhereBut(Handle handle, Subject subject, String grant) {
        var session =
                handle.createQuery("select session_hash from token_grant where id = :id")
                        .bind("id", grant)
                        .mapTo(String.class)
                        .one();
        Sessions.endAllButOf(handle, subject, session);
        handle.createQuery(
                        "select id from token_grant where subject = :subject"
                                + " and session_hash <> :session and revoked = false")
                .bind("subject", subject.value())
                .bind("session", session)
                .mapTo(String.class)
                .list()
                .forEach(
                        other -> {
                            Grants.revoke(handle, other);
                            tell(handle, subject, Optional.of(other));
                        });
    }

    /// One sign-in, with all that it was given.
    public void ofSession(Handle handle, Sessions.Session session) {
        var grants =
                handle.createQuery(
                                "select id from token_grant where session_hash = :session"
                                        + " and revoked = false")
                        .bind("session", session.key())
                        .mapTo(String.class)
                        .list();
        Sessions.end(handle, session);
        revoke(handle, "session_hash = :key", session.key());
        grants.forEach(grant -> tell(handle, session.subject(), Optional.of(grant)));
    }

    private static void revoke(Handle handle, String whose, String key) {
        handle.createUpdate("update token_grant set revoked = true where " + whose)
                .bind("key", key)
                .execute();
    }

    private void tell(Handle handle, Subject subject, Optional<String> grant) {
        handle.createUpdate(
                        "insert into access_end (subject, grant_id, happened_at)"
                                + " values (:subject, :grant, :at)")
                .bind("subject", subject.value())
                .bind("grant", grant.orElse(null))
                .bind("at", Times.write(clock.instant()))
                .execute();
    }

    /// Those after number `after`, and those of the last minute again. Oldest first, so whoever
    /// gets a full answer asks on from its last.
    public List<End> since(Handle handle, long after) {
        return handle.createQuery(
                        "select * from access_end where seq > :after or happened_at > :recent"
                                + " order by seq limit :limit")
                .bind("after", after)
                .bind("recent", Times.write(clock.instant().minus(OVERLAP)))
                .bind("limit", MAX_TOLD)
                .map(
                        (row, _) ->
                                new End(
                                        row.getLong("seq"),
                                        row.getString("subject"),
                                        Optional.ofNullable(row.getString("grant_id"))))
                .list();
    }

    static void purge(Handle handle, Instant now) {
        handle.createUpdate("delete from access_end where happened_at <= :before")
                .bind("before", Times.write(now.minus(KEPT)))
                .execute();
    }
}
