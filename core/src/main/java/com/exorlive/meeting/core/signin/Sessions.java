package com.exorlive.meeting.core.signin;

import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.person.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Who is signed in in which browser: the table `login_session`. The cookie holds a secret, the
/// table its hash.
public final class Sessions {
    /// A working day. Nothing prolongs it.
    public static final Duration LIFE = Duration.ofHours(12);

    private Sessions() {}

    /// A session as the server knows it.
    ///
    /// @param key names it in the database; not the cookie's secret
    public record Session(
            String key, Subject subject, Authentication authentication, Instant expiresAt) {
        @Override
        public String toString() {
            return "Session[" + subject + "]";
        }
    }

    /// A session just begun, with the secret for the cookie.
    public record Begun(String secret, Session session) {
        @Override
        public String toString() {
            return "Begun[" + session + "]";
        }
    }

    /// Begins one for who has just shown who they are.
    public static Begun begin(Handle handle, Subject subject, Authentication authentication) {
        return begin(handle, subject, authentication, authentication.at());
    }

    /// Begins one for whom somebody else vouches, who may have seen them some time ago.
    public static Begun begin(
            Handle handle, Subject subject, Authentication authentication, Instant now) {
        var secret = RandomIds.secret();
        var session = new Session(Hashes.of(secret), subject, authentication, now.plus(LIFE));
        handle.createUpdate(
                        "insert into login_session (id_hash, subject, signed_in_at, methods,"
                                + " provider, level, expires_at) values (:key, :subject,"
                                + " :signedInAt, :methods, :provider, :level, :expiresAt)")
                .bind("key", session.key())
                .bind("subject", subject.value())
                .bind("signedInAt", Times.write(authentication.at()))
                .bind("methods", authentication.methodsColumn())
                .bind("provider", authentication.provider())
                .bind("level", authentication.level())
                .bind("expiresAt", Times.write(session.expiresAt()))
                .execute();
        return new Begun(secret, session);
    }

    public static Optional<Session> find(Handle handle, String secret, Instant now) {
        return byKey(handle, Hashes.of(secret), now);
    }

    /// The same by what names it in the database.
    public static Optional<Session> byKey(Handle handle, String key, Instant now) {
        return handle.createQuery(
                        "select s.* from login_session s"
                                + " join person p on p.subject = s.subject and p.active = true"
                                + " where s.id_hash = :key and s.expires_at > :now")
                .bind("key", key)
                .bind("now", Times.write(now))
                .map(
                        (row, _) ->
                                new Session(
                                        row.getString("id_hash"),
                                        new Subject(row.getString("subject")),
                                        Authentication.read(row),
                                        Times.read(row, "expires_at")))
                .findOne();
    }

    public static void end(Handle handle, Session session) {
        handle.createUpdate("delete from login_session where id_hash = :key")
                .bind("key", session.key())
                .execute();
    }

    public static void endAllOf(Handle handle, Subject subject) {
        handle.createUpdate("delete from login_session where subject = :subject")
                .bind("subject", subject.value())
                .execute();
    }

    public static void endAllButOf(Handle handle, Subject subject, String key) {
        handle.createUpdate(
                        "delete from login_session where subject = :subject and id_hash <> :key")
                .bind("subject", subject.value())
                .bind("key", key)
                .execute();
    }

    static void purge(Handle handle, Instant now) {
        handle.createUpdate("delete from login_session where expires_at <= :now")
                .bind("now", Times.write(now))
                .execute();
    }
}
