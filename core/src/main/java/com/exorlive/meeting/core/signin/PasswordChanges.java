package com.exorlive.meeting.core.signin;

import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Subject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Setting a password with an invitation's code, and changing one's own. Thread-safe.
public final class PasswordChanges {
    private static final Duration WHEN_CROWDED = Duration.ofSeconds(2);

    private final Database database;
    private final Passwords passwords;
    private final PasswordRules rules = new PasswordRules();
    private final Slowdown slowdown;
    private final AuditLog audit;
    private final InstantSource clock;

    public PasswordChanges(
            Database database,
            Passwords passwords,
            Pepper pepper,
            AuditLog audit,
            InstantSource clock) {
        this.database = database;
        this.passwords = passwords;
        this.slowdown = new Slowdown(database, pepper);
        this.audit = audit;
        this.clock = clock;
    }

    /// What came of it.
    public sealed interface Outcome {
        /// @param loginName with which the person signs in from now on
        record Done(String loginName) implements Outcome {}

        record Faulty(PasswordRules.Fault fault) implements Outcome {}

        /// The current password is wrong.
        record Wrong() implements Outcome {}

        /// The code is unknown, used, replaced or too old.
        record CodeUnknown() implements Outcome {}

        record SlowDown(Duration rest) implements Outcome {}
    }

    /// Ends what the person's earlier sign-ins gave, in the transaction of the change.
    @FunctionalInterface
    public interface EndOthers {
        void of(Handle handle, Subject subject);
    }

    /// Sets the password of who has this code, once.
    public Outcome set(String code, String password, EndOthers ends) {
        var now = clock.instant();
        var whose =
                database.inTransaction(
                        handle ->
                                PasswordInvitations.find(handle, code, now)
                                        .filter(it -> PersonStore.get(handle, it).isActive())
                                        .map(it -> nameOf(handle, it)));
        if (whose.isEmpty()) {
            return new Outcome.CodeUnknown();
        }
        var fault = rules.fault(password, whose.get());
        if (fault.isPresent()) {
            return new Outcome.Faulty(fault.get());
        }
        var hash = hash(password);
        return hash.isEmpty()
                ? new Outcome.SlowDown(WHEN_CROWDED)
                : database.inTransaction(handle -> set(handle, code, hash.get(), ends));
    }

    private Outcome set(Handle handle, String code, String hash, EndOthers ends) {
        var subject = PasswordInvitations.find(handle, code, clock.instant());
        if (subject.isEmpty()) {
            return new Outcome.CodeUnknown();
        }
        PasswordInvitations.withdraw(handle, subject.get());
        CredentialStore.putHash(handle, subject.get(), hash);
        ends.of(handle, subject.get());
        audit.write(handle, line("password-set", subject.get(), "ok"));
        return new Outcome.Done(nameOf(handle, subject.get()));
    }

    /// Changes one's own. Guesses at the current one are slowed like those at sign-in.
    public Outcome change(Subject subject, String current, String password, EndOthers ends) {
        var name = database.inTransaction(handle -> nameOf(handle, subject));
        var fault = rules.fault(password, name);
        if (fault.isPresent()) {
            return new Outcome.Faulty(fault.get());
        }
        var wait = slowdown.begin(name, clock.instant());
        if (wait.isPresent()) {
            return new Outcome.SlowDown(wait.get());
        }
        var place = passwords.takePlace();
        if (place.isEmpty()) {
            return new Outcome.SlowDown(WHEN_CROWDED);
        }
        try (var held = place.get()) {
            var known = database.inTransaction(handle -> CredentialStore.find(handle, name));
            if (!held.verify(current, known.map(CredentialStore.Credential::hash))) {
                database.run(
                        handle -> audit.write(handle, line("password-change", subject, "wrong")));
                return new Outcome.Wrong();
            }
            var hash = passwords.hash(password);
            return database.inTransaction(
                    handle -> {
                        CredentialStore.putHash(handle, subject, hash);
                        slowdown.succeeded(handle, name);
                        ends.of(handle, subject);
                        audit.write(handle, line("password-change", subject, "ok"));
                        return new Outcome.Done(name);
                    });
        }
    }

    private Optional<String> hash(String password) {
        var place = passwords.takePlace();
        if (place.isEmpty()) {
            return Optional.empty();
        }
        try (var _ = place.get()) {
            return Optional.of(passwords.hash(password));
        }
    }

    private static String nameOf(Handle handle, Subject subject) {
        return CredentialStore.loginNames(handle, subject).stream()
                .min(
                        java.util.Comparator.comparing((String name) -> name.contains("@"))
                                .thenComparing(name -> name))
                .orElse(subject.value());
    }

    private static AuditLine line(String event, Subject subject, String outcome) {
        return new AuditLine(event, subject.value(), subject.value(), outcome)
                .about(subject.value());
    }
}
