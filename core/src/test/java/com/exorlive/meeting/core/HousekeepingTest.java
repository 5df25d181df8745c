package com.exorlive.meeting.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.database.OnBothDatabases;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What lapses is thrown away: no table of passing things grows for ever.
@OnBothDatabases
final class HousekeepingTest {
    private CoreUnderTest core;

    @BeforeEach
    void start() throws Exception {
        core = CoreUnderTest.start();
        var ingrid = core.signedIn("ingrid");
        ingrid.refresh(ingrid.refreshToken());
        core.newBrowser().begin();
        var contact = ingrid.api("GET", "/contacts").json().path("contacts").path(0);
        var meeting =
                ingrid.api("POST", "/meetings", Map.of("contactId", contact.path("id").asString()));
        core.signaling()
                .report(
                        meeting.text("id"),
                        "waiting",
                        "event-1",
                        core.clock.instant().toString(),
                        Map.of("seat", "host"));
    }

    @AfterEach
    void stop() {
        core.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login_transaction",
                "login_session",
                "token_grant",
                "authorization_code",
                "refresh_token",
                "meeting_event"
            })
    void whatHasLapsedIsThrownAway(String table) {
        core.tidy();
        assertThat(rows(table)).isPositive();

        core.clock.advance(Duration.ofDays(3));
        core.tidy();

        assertThat(rows(table)).isZero();
    }

    @Test
    void meetingsAndTheAuditLogAreKept() {
        core.clock.advance(Duration.ofDays(300));
        core.tidy();

        assertThat(rows("meeting")).isPositive();
        assertThat(core.audit()).isNotEmpty();
    }

    private long rows(String table) {
        return core.database()
                .inTransaction(
                        handle ->
                                handle.createQuery("select count(*) from " + table)
                                        .mapTo(Long.class)
                                        .one());
    }
}
