package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.identityprovider.IdentityLinks;
import com.exorlive.meeting.core.identityprovider.IdentityProvider;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.signin.Sessions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Ends access before its time: sessions, refresh tokens and access tokens at once here, and a line
/// in the table `access_end`, which signaling asks for every two seconds to end what runs there.
/// Thread-safe.
public final class AccessEnds {
    /// A transaction that takes longer than this to commit could be missed by who asks after a
    /// number; asking again for so long costs a few lines more.
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private static final Duration KEPT = Duration.ofDays(1);
    private static final int MAX_TOLD = 1_000;

    /// Later than every end.
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final InstantSource clock;
    private final Set<String> tokenIssuers;

    /// @param tokenIssuers beside us, whose tokens let people into meetings: where a sign-in at
    ///     another ends, nothing of it runs
    public AccessEnds(InstantSource clock, Set<String> tokenIssuers) {
        this.clock = clock;
        this.tokenIssuers = Set.copyOf(tokenIssuers);
    }

    /// @param subject whose; empty if another issuer has named a session alone
    /// @param grant what we gave and ended
    /// @param there what ended at another issuer; if both are empty, all that the person has
    public record End(
            long seq,
            Optional<Subject> subject,
            Optional<String> grant,
            Optional<SignInThere> there) {}

    /// A sign-in at another issuer.
    ///
    /// @param sid its name there; empty for all of the person's, or if it has none
    public record SignInThere(String issuer, Optional<String> sid) {
        @Override
        public String toString() {
            return "SignInThere[redacted]";
        }
    }

    /// Whether the person is shut out, or the sign-in that they came by has ended.
    ///
    /// @param grant the claim `sid` of a token of ours; empty if what asks doesn't know it
    public static boolean isOver(
            Handle handle, Subject subject, Optional<String> grant, Instant now) {
        var isKnown = PersonStore.find(handle, subject).filter(Person::isActive).isPresent();
        return !isKnown || grant.map(it -> Grants.live(handle, it, now).isEmpty()).orElse(false);
    }

    /// Whether a sign-in at another issuer has ended there, as far as can be told from what its
    /// token says. One that has no name may be any of the person's before the end.
    ///
    /// @param at when the person signed in there; empty if the token doesn't say, and then only its
    ///     name tells
    public static boolean isOverThere(
            Handle handle, Subject subject, SignInThere signIn, Optional<Instant> at) {
        var earlier = signIn.sid().isPresent() ? "issuer_sid is null" : "subject = :subject";
        return handle.createQuery(
                                "select count(*) from access_end where issuer = :issuer"
                                        + " and (subject = :subject or subject = '')"
                                        + " and (issuer_sid = :sid or ("
                                        + earlier
                                        + " and happened_at > :at))")
                        .bind("issuer", signIn.issuer())
                        .bind("subject", subject.value())
                        .bind("sid", signIn.sid().orElse(""))
                        .bind("at", Times.write(at.orElse(NEVER)))
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /// What the person came by at another issuer.
    ///
    /// @param subject empty if nobody here is known by it: the issuer named a session alone
    public void there(Handle handle, Optional<Subject> subject, SignInThere signIn) {
        if (tokenIssuers.contains(signIn.issuer())
                && (subject.isPresent() || signIn.sid().isPresent())) {
            tell(
                    handle,
                    subject.map(Subject::value).orElse(""),
                    Optional.empty(),
                    Optional.of(signIn));
        }
    }

    /// What anybody came by who is tied to an identity of this provider.
    public void thereOfAll(Handle handle, IdentityProvider provider) {
        var all = new SignInThere(provider.client().issuer(), Optional.empty());
        IdentityLinks.subjects(handle, provider.id())
                .forEach(it -> there(handle, Optional.of(it), all));
    }

    /// Everything of the person, everywhere.
    public void everywhere(Handle handle, Subject subject) {
        Sessions.endAllOf(handle, subject);
        revoke(handle, "subject = :key", subject.value());
        tell(handle, subject.value(), Optional.empty(), Optional.empty());
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
                            tell(handle, subject.value(), Optional.of(other), Optional.empty());
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
        var whose = session.subject().value();
        grants.forEach(grant -> tell(handle, whose, Optional.of(grant), Optional.empty()));
    }

    private static void revoke(Handle handle, String whose, String key) {
        handle.createUpdate("update token_grant set revoked = true where " + whose)
                .bind("key", key)
                .execute();
    }

    private void tell(
            Handle handle, String subject, Optional<String> grant, Optional<SignInThere> there) {
        handle.createUpdate(
                        "insert into access_end (subject, grant_id, issuer, issuer_sid, happened_at)"
                                + " values (:subject, :grant, :issuer, :sid, :at)")
                .bind("subject", subject)
                .bind("grant", grant.orElse(null))
                .bind("issuer", there.map(SignInThere::issuer).orElse(null))
                .bind("sid", there.flatMap(SignInThere::sid).orElse(null))
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
                .map((row, _) -> read(row))
                .list();
    }

    private static End read(ResultSet row) throws SQLException {
        var sid = Optional.ofNullable(row.getString("issuer_sid"));
        return new End(
                row.getLong("seq"),
                Optional.of(row.getString("subject")).filter(it -> !it.isEmpty()).map(Subject::new),
                Optional.ofNullable(row.getString("grant_id")),
                Optional.ofNullable(row.getString("issuer")).map(it -> new SignInThere(it, sid)));
    }

    static void purge(Handle handle, Instant now) {
        handle.createUpdate("delete from access_end where happened_at <= :before")
                .bind("before", Times.write(now.minus(KEPT)))
                .execute();
    }
}
