package com.exorlive.meeting.core.signin;

import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.person.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Codes with which people set a password: the table `password_invitation`. Each person has at most
/// one; it works once.
public final class PasswordInvitations {
    /// Long enough for a week's holiday; a code is as good as a password while it lasts.
    static final Duration LIFE = Duration.ofDays(7);

    private PasswordInvitations() {}

    /// A code just made; nobody can read it again.
    public record Made(String code, Instant expiresAt) {
        @Override
        public String toString() {
            return "Made[redacted]";
        }
    }

    /// Makes one. An earlier one is void.
    public static Made make(Handle handle, Subject subject, Instant now) {
        withdraw(handle, subject);
        var made = new Made(RandomIds.secret(), now.plus(LIFE));
        handle.createUpdate(
                        "insert into password_invitation (subject, code_hash, expires_at)"
                                + " values (:subject, :code, :expiresAt)")
                .bind("subject", subject.value())
                .bind("code", Hashes.of(made.code()))
                .bind("expiresAt", Times.write(made.expiresAt()))
                .execute();
        return made;
    }

    public static void withdraw(Handle handle, Subject subject) {
        handle.createUpdate("delete from password_invitation where subject = :subject")
                .bind("subject", subject.value())
                .execute();
    }

    /// Whose it is, if it is good; holds it until the transaction ends.
    static Optional<Subject> find(Handle handle, String code, Instant now) {
        return byHash(handle, Hashes.of(code), now);
    }

    /// The same by the code's hash.
    public static Optional<Subject> byHash(Handle handle, String codeHash, Instant now) {
        return handle.createQuery(
                        "select subject from password_invitation"
                                + " where code_hash = :code and expires_at > :now for update")
                .bind("code", codeHash)
                .bind("now", Times.write(now))
                .mapTo(String.class)
                .findOne()
                .map(Subject::new);
    }

    /// Until when the person's unused invitation is good.
    public static Optional<Instant> until(Handle handle, Subject subject, Instant now) {
        return handle.createQuery(
                        "select expires_at from password_invitation"
                                + " where subject = :subject and expires_at > :now")
                .bind("subject", subject.value())
                .bind("now", Times.write(now))
                .map((row, _) -> Times.read(row, "expires_at"))
                .findOne();
    }

    static void purge(Handle handle, Instant now) {
        handle.createUpdate("delete from password_invitation where expires_at <= :now")
                .bind("now", Times.write(now))
                .execute();
    }
}
