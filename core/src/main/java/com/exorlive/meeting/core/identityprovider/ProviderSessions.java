package com.exorlive.meeting.core.identityprovider;

import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.seal.Place;
import com.exorlive.meeting.core.signin.Hashes;
import com.exorlive.meeting.core.signin.Sessions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Which of our sessions came of which session at a provider: the table `provider_session`. A row
/// goes with the session, and with the link that it was begun by.
public final class ProviderSessions {
    /// An ID token that is longer is not kept: signing out there then asks the person.
    private static final int LONGEST_ID_TOKEN = 8_000;

    private ProviderSessions() {}

    /// What is kept of a session there.
    ///
    /// @param sid names it there; empty if the provider names none
    /// @param idToken to show the provider when it shall end it; empty if it need not
    public record Kept(Optional<String> sid, Optional<String> idToken) {
        @Override
        public String toString() {
            return "Kept[redacted]";
        }
    }

    public static void begun(
            Handle handle,
            Sessions.Session session,
            IdentityProvider provider,
            IdentityLinks.Link link,
            Kept kept) {
        handle.createUpdate(
                        "insert into provider_session (session_hash, provider_id, link_id,"
                                + " sid_token, sealed_id_token)"
                                + " values (:session, :provider, :link, :sid, :idToken)")
                .bind("session", session.key())
                .bind("provider", provider.id().value())
                .bind("link", link.id())
                .bind(
                        "sid",
                        kept.sid()
                                .map(it -> IdentityLinks.sidToken(handle, provider, it))
                                .orElse(null))
                .bind(
                        "idToken",
                        kept.idToken()
                                .filter(it -> it.length() <= LONGEST_ID_TOKEN)
                                .map(it -> key(handle, provider).seal(place(session), it))
                                .orElse(null))
                .execute();
    }

    private static com.exorlive.meeting.core.seal.PersonKey key(
            Handle handle, IdentityProvider provider) {
        return IdentityProviderStore.key(handle, provider.id());
    }

    private static Place place(Sessions.Session session) {
        return new Place("provider_session", session.key(), "sealed_id_token", 1);
    }

    /// The provider that a session came by.
    public static Optional<IdentityProvider> providerOf(Handle handle, Sessions.Session session) {
        return handle.createQuery(
                        "select provider_id from provider_session where session_hash = :session")
                .bind("session", session.key())
                .mapTo(String.class)
                .findOne()
                .flatMap(id -> IdentityProviderStore.find(handle, new IdentityProviderId(id)));
    }

    public static Optional<String> idToken(
            Handle handle, Sessions.Session session, IdentityProvider provider) {
        return handle.createQuery(
                        "select sealed_id_token from provider_session"
                                + " where session_hash = :session")
                .bind("session", session.key())
                .map((row, _) -> Optional.ofNullable(row.getString("sealed_id_token")))
                .findOne()
                .flatMap(it -> it)
                .map(text -> key(handle, provider).open(place(session), text));
    }

    /// Our sessions that came of this one there.
    public static List<Sessions.Session> ofSid(
            Handle handle, IdentityProvider provider, String sid, Instant now) {
        return sessions(
                handle,
                "provider_id = :key and sid_token = :token",
                provider.id().value(),
                IdentityLinks.sidToken(handle, provider, sid),
                now);
    }

    /// Those that came of this link.
    public static List<Sessions.Session> ofLink(
            Handle handle, IdentityLinks.Link link, Instant now) {
        return sessions(handle, "link_id = :key", link.id(), "", now);
    }

    public static List<Sessions.Session> ofProvider(
            Handle handle, IdentityProviderId provider, Instant now) {
        return sessions(handle, "provider_id = :key", provider.value(), "", now);
    }

    private static List<Sessions.Session> sessions(
            Handle handle, String where, String key, String token, Instant now) {
        var query =
                handle.createQuery("select session_hash from provider_session where " + where)
                        .bind("key", key);
        var keys = (token.isEmpty() ? query : query.bind("token", token)).mapTo(String.class);
        return keys.list().stream()
                .map(it -> Sessions.byKey(handle, it, now))
                .flatMap(Optional::stream)
                .toList();
    }

    /// Notes a logout token, so that it is obeyed once.
    ///
    /// @return whether it is new
    public static boolean note(Handle handle, String logoutToken, Instant until) {
        var hash = Hashes.of(logoutToken);
        var known =
                handle.createQuery("select count(*) from logout_token where token_hash = :hash")
                        .bind("hash", hash)
                        .mapTo(Long.class)
                        .one();
        if (known > 0) {
            return false;
        }
        handle.createUpdate(
                        "insert into logout_token (token_hash, expires_at) values (:hash, :until)")
                .bind("hash", hash)
                .bind("until", Times.write(until))
                .execute();
        return true;
    }

    public static void purge(Handle handle, Instant now) {
        handle.createUpdate("delete from logout_token where expires_at <= :now")
                .bind("now", Times.write(now))
                .execute();
    }
}
