package com.exorlive.meeting.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.database.OnBothDatabases;
import org.junit.jupiter.api.Test;

/// ID-08: every attempt to sign in is in the audit log, and none with what was typed.
@OnBothDatabases
final class ID08SignInAttemptsTest {
    @Test
    void everyAttemptIsLoggedWhateverCameOfIt() throws Exception {
        try (var core = CoreUnderTest.start()) {
            var ola = core.signedIn("ola").api("GET", "/me").text("sub");
            var browser = core.newBrowser();
            var transaction = browser.begin();
            browser.login(transaction, "ola", "a wrong password");
            browser.login(transaction, "no-such-user", "a wrong password");
            var attempts =
                    core.audit().stream()
                            .map(it -> it.line())
                            .filter(it -> it.event().equals("sign-in"))
                            .toList();
            assertThat(attempts)
                    .extracting(it -> it.outcome())
                    .containsExactly("ok", "wrong", "wrong");
            assertThat(attempts.subList(0, 2)).allMatch(it -> it.actor().equals(ola));
            assertThat(attempts.getLast().actor()).startsWith("name:").doesNotContain("no-such");
        }
    }
}
