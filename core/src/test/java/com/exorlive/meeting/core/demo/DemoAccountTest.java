package com.exorlive.meeting.core.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.database.OnBothDatabases;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class DemoAccountTest {
    @Test
    void everyAccountThatTheStartPrintsCanSignInAndHasTheNamePrinted() throws Exception {
        try (var core = CoreUnderTest.start()) {
            for (var account : DemoAccount.ALL) {
                var browser = core.newBrowser();
                browser.signIn(account.user(), DemoAccount.PASSWORD);

                assertThat(browser.api("GET", "/me").text("name")).isEqualTo(account.name());
            }
        }
    }
}
