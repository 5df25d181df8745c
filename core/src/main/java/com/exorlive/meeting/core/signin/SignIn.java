package com.exorlive.meeting.core.signin;

import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.person.Subject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// Signing in with a password. Thread-safe.
///
/// A name that does not exist and a wrong password get the same answer after the same work: the
/// same questions to the database, one Argon2id, one audit line.
public final class SignIn {
    private static final Duration WHEN_CROWDED = Duration.ofSeconds(2);

    private final Database database;
    private final Passwords passwords;
    private final Pepper pepper;
    private final Slowdown slowdown;
    private final AuditLog audit;
    private final InstantSource clock;
    private final LongAdder wrongPasswords = new LongAdder();
    private final LongAdder unknownNames = new LongAdder();

    public SignIn(
            Database database,
            Passwords passwords,
            Pepper pepper,
            AuditLog audit,
            InstantSource clock) {
        this.database = database;
        this.passwords = passwords;
        this.pepper = pepper;
        this.slowdown = new Slowdown(database, pepper);
        this.audit = audit;
        this.clock = clock;
    }

    /// How many attempts were wrong since the start: with the name of somebody here, and with one
    /// that nobody has. The latter belong to no organisation and are in no report (ID-08).
    public record Failures(long known, long unknown) {}

    public Failures failures() {
        return new Failures(wrongPasswords.sum(), unknownNames.sum());
    }

    /// What came of an attempt.
    public sealed interface Outcome {
        /// @param session begun for this browser
        /// @param request the authorization request to go on with
        record SignedIn(Sessions.Begun session, String request) implements Outcome {}

        record Wrong() implements Outcome {}

        /// The transaction was answered already, is too old or belongs to another browser.
        record Expired() implements Outcome {}

        record SlowDown(Duration rest) implements Outcome {}
    }

    /// An attempt as it came from the page.
    ///
    /// @param browser the secret in the browser's cookie
    public record Attempt(String transaction, String browser, String loginName, String password) {
        @Override
        public String toString() {
            return "Attempt[redacted]";
        }
    }

    public Outcome attempt(Attempt attempt) {
        var now = clock.instant();
        var isOpen =
                database.inTransaction(
                        handle ->
                                LoginTransactions.isOpen(
                                        handle, attempt.transaction(), attempt.browser(), now));
        if (!isOpen) {
            return new Outcome.Expired();
        }
        var place = passwords.takePlace();
        if (place.isEmpty()) {
            return new Outcome.SlowDown(WHEN_CROWDED);
        }
        try (var held = place.get()) {
            return inPlace(attempt, held);
        }
    }

    private Outcome inPlace(Attempt attempt, Passwords.Place place) {
        var now = clock.instant();
        var wait = slowdown.begin(attempt.loginName(), now);
        if (wait.isPresent()) {
            write(pepper.pseudonym(CredentialStore.normal(attempt.loginName())), "slowed");
            return new Outcome.SlowDown(wait.get());
        }
        var hasAttempt =
                database.inTransaction(
                        handle ->
                                LoginTransactions.attempt(
                                        handle, attempt.transaction(), attempt.browser(), now));
        if (!hasAttempt) {
            return new Outcome.Expired();
        }
        var credential =
                database.inTransaction(handle -> CredentialStore.find(handle, attempt.loginName()));
        var isRight =
                place.verify(attempt.password(), credential.map(CredentialStore.Credential::hash));
        if (credential.isEmpty() || !isRight) {
            (credential.isPresent() ? wrongPasswords : unknownNames).increment();
            var name = pepper.pseudonym(CredentialStore.normal(attempt.loginName()));
            write(credential.map(known -> known.subject().value()).orElse(name), "wrong");
            return new Outcome.Wrong();
        }
        return succeeded(attempt, credential.get());
    }

    private Outcome succeeded(Attempt attempt, CredentialStore.Credential credential) {
        Optional<String> better =
                passwords.isOutdated(credential.hash())
                        ? Optional.of(passwords.hash(attempt.password()))
                        : Optional.empty();
        return database.inTransaction(
                handle -> {
                    var request = LoginTransactions.complete(handle, attempt.transaction());
                    if (request.isEmpty()) {
                        return new Outcome.Expired();
                    }
                    better.ifPresent(
                            hash -> CredentialStore.putHash(handle, credential.subject(), hash));
                    slowdown.succeeded(handle, attempt.loginName());
                    audit.write(handle, line(credential.subject(), "ok"));
                    var authentication =
                            new Authentication(Authentication.PASSWORD, clock.instant());
                    var session = Sessions.begin(handle, credential.subject(), authentication);
                    return new Outcome.SignedIn(session, request.get());
                });
    }

    /// Throws away what has expired. Call now and then.
    public void purge() {
        var now = clock.instant();
        database.run(
                handle -> {
                    LoginTransactions.purge(handle, now);
                    Sessions.purge(handle, now);
                    PasswordInvitations.purge(handle, now);
                });
    }

    private void write(String actor, String outcome) {
        database.run(
                handle ->
                        audit.write(
                                handle,
                                new AuditLine("sign-in", actor, AuditLine.NOBODY, outcome)
                                        .about(actor)));
    }

    private static AuditLine line(Subject subject, String outcome) {
        return new AuditLine("sign-in", subject.value(), AuditLine.NOBODY, outcome)
                .about(subject.value());
    }
}
