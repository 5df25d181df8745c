package com.exorlive.meeting.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.TestClock;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.database.TestDatabase;
import com.exorlive.meeting.core.demo.DemoData;
import com.exorlive.meeting.core.signin.SignIn.Attempt;
import com.exorlive.meeting.core.signin.SignIn.Outcome;
import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What an attempt costs, tells and leaves behind (S-16).
@OnBothDatabases
final class SignInTest {
    private static final String RIGHT = "demo-passord-2026";

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");
    private final Pepper pepper = new Pepper("a pepper");
    private final Passwords passwords = new Passwords(pepper, 2);
    private Database database;
    private SignIn signIn;

    @BeforeEach
    void open() {
        database = TestDatabase.open();
        new DemoData(database, passwords, clock).ensure();
        signIn = new SignIn(database, passwords, pepper, new AuditLog(clock), clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anUnknownNameAndAWrongPasswordGetTheSameAnswerAfterTheSameWork() {
        var before = passwords.verifications();
        assertThat(attempt("ola", "wrong")).isEqualTo(new Outcome.Wrong());
        var known = passwords.verifications() - before;
        assertThat(attempt("nobody", "wrong")).isEqualTo(new Outcome.Wrong());
        var unknown = passwords.verifications() - before - known;

        assertThat(unknown).isEqualTo(known).isEqualTo(1);
        assertThat(outcomes()).endsWith("wrong", "wrong");
    }

    /// The fastest of each is compared, because what else the machine does only adds. Without the
    /// work for unknown names the ratio is below a tenth.
    @Test
    @Tag("quiet")
    void anUnknownNameAndAWrongPasswordTakeTheSameTime() {
        var runs = 15;
        var known = new long[runs];
        var unknown = new long[runs];
        for (var i = -2; i < runs; i++) {
            clock.advance(Slowdown.FORGOTTEN_AFTER);
            var ola = nanos("ola");
            var nobody = nanos("nobody");
            if (i >= 0) {
                known[i] = ola;
                unknown[i] = nobody;
            }
        }
        double fastest = Arrays.stream(known).min().getAsLong();
        assertThat(Arrays.stream(unknown).min().getAsLong() / fastest).isBetween(0.6, 1.67);
    }

    @Test
    void everyAttemptIsInTheAuditLogAndNoNameIs() {
        attempt("ola", "wrong");
        attempt("ola", RIGHT);
        attempt("typed my passw0rd here", "x");
        assertThat(outcomes()).containsExactly("wrong", "ok", "wrong");
        var lines = database.inTransaction(handle -> AuditLog.newest(handle, 10)).toString();
        assertThat(lines).doesNotContain("ola", "typed", "passw0rd");
    }

    @Test
    void afterFiveFailuresEvenTheRightPasswordMustWaitAndThenIsTaken() {
        for (var i = 0; i < 5; i++) {
            attempt("ola", "wrong");
        }
        assertThat(attempt("ola", RIGHT)).isEqualTo(new Outcome.SlowDown(Duration.ofSeconds(1)));
        clock.advance(Duration.ofSeconds(1));
        assertThat(attempt("ola", RIGHT)).isInstanceOf(Outcome.SignedIn.class);
        assertThat(attempt("ola", "wrong")).isEqualTo(new Outcome.Wrong());
    }

    @Test
    void anUnknownNameSlowsLikeAKnownOne() {
        for (var i = 0; i < 5; i++) {
            attempt("nobody", "wrong");
        }
        assertThat(attempt("nobody", "wrong"))
                .isEqualTo(new Outcome.SlowDown(Duration.ofSeconds(1)));
    }

    @Test
    void aTransactionForgivesFiveErrors() {
        var transaction = begin();
        for (var i = 0; i < 5; i++) {
            clock.advance(Duration.ofSeconds(2));
            assertThat(attempt(transaction, "ola", "wrong")).isEqualTo(new Outcome.Wrong());
        }
        clock.advance(Duration.ofSeconds(2));
        assertThat(attempt(transaction, "ola", RIGHT)).isEqualTo(new Outcome.Expired());
    }

    @Test
    void aWeakHashIsMadeAnewWhenItsOwnerSignsIn() {
        var weak =
                Argon2Function.getInstance(8 * 1024, 1, 1, 32, Argon2.ID)
                        .hash(pepper.overPassword(RIGHT), new byte[16])
                        .getResult();
        var ola =
                database.inTransaction(handle -> CredentialStore.find(handle, "ola")).orElseThrow();
        database.run(handle -> CredentialStore.replaceHash(handle, ola.subject(), weak));

        assertThat(attempt("ola", RIGHT)).isInstanceOf(Outcome.SignedIn.class);
        var now =
                database.inTransaction(handle -> CredentialStore.find(handle, "ola")).orElseThrow();
        assertThat(passwords.isOutdated(now.hash())).isFalse();
        assertThat(attempt("ola", RIGHT)).isInstanceOf(Outcome.SignedIn.class);
    }

    @Test
    void whatHasExpiredIsThrownAway() {
        attempt("ola", RIGHT);
        begin();
        clock.advance(Sessions.LIFE);
        signIn.purge();
        assertThat(rows("login_transaction")).isZero();
        assertThat(rows("login_session")).isZero();
    }

    private long nanos(String name) {
        var transaction = begin();
        var start = System.nanoTime();
        attempt(transaction, name, "wrong");
        return System.nanoTime() - start;
    }

    private String begin() {
        return database.inTransaction(
                        handle ->
                                LoginTransactions.begin(
                                        handle, "browser", "request", clock.instant()))
                .orElseThrow();
    }

    private Outcome attempt(String name, String password) {
        return attempt(begin(), name, password);
    }

    private Outcome attempt(String transaction, String name, String password) {
        return signIn.attempt(new Attempt(transaction, "browser", name, password));
    }

    private java.util.List<String> outcomes() {
        return database.inTransaction(handle -> AuditLog.newest(handle, 100)).stream()
                .filter(it -> it.line().event().equals("sign-in"))
                .map(it -> it.line().outcome())
                .toList();
    }

    private long rows(String table) {
        return database.inTransaction(
                handle ->
                        handle.createQuery("select count(*) from " + table)
                                .mapTo(Long.class)
                                .one());
    }
}
