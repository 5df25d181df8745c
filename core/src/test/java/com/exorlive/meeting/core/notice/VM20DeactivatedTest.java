package com.exorlive.meeting.core.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.signin.CredentialStore;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// VM-20: a mail or an SMS is for who can read what waits. It is asked when it is sent, so this
/// holds for reminders and for what was put into the queue before.
@OnBothDatabases
final class VM20DeactivatedTest {
    private static CoreUnderTest core;

    @BeforeDatabase
    static void start() throws Exception {
        core = CoreUnderTest.start();
    }

    @AfterDatabase
    static void stop() {
        core.close();
    }

    @Test
    void whoHasBeenDeactivatedIsToldNothingUntilActivatedAgain() {
        var astrid = core.signedIn("astrid");
        assertThat(email()).contains("jonas@fjellvik.example");

        post(astrid, "deactivate");
        assertThat(email()).isEmpty();

        post(astrid, "activate");
        assertThat(email()).contains("jonas@fjellvik.example");
    }

    private static void post(Browser who, String what) {
        var path = "/people/" + subject().value();
        int version = who.api("GET", path).json().path("version").asInt();
        var answer = who.api("POST", path + "/" + what, Map.of("version", version));
        assertThat(answer.status()).isEqualTo(200);
    }

    private static Subject subject() {
        return core.database()
                .inTransaction(handle -> CredentialStore.subjectOf(handle, "jonas").orElseThrow());
    }

    private static Optional<String> email() {
        var subject = subject();
        return core.database()
                .inTransaction(handle -> Addresses.find(handle, subject))
                .flatMap(Receiver::email);
    }
}
