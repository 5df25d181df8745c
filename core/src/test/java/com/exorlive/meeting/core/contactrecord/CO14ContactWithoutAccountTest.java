package com.exorlive.meeting.core.contactrecord;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// CO-14, CO-17, VM-14, VM-15: what a contact of whom little is known may be met by, and what the
/// other one of a meeting is shown.
@OnBothDatabases
final class CO14ContactWithoutAccountTest {
    private static Practice practice;

    @BeforeDatabase
    static void open() throws Exception {
        practice = Practice.open();
    }

    @AfterDatabase
    static void close() {
        practice.close();
    }

    @Test
    void aContactWithoutAnAccountCanNotBeMet() {
        var tor = Practice.contact(practice.ingrid, "Tor Haugen");

        assertThat(practice.ingrid.api("POST", "/meetings", Map.of("contactId", tor)).code())
                .isEqualTo("contact-without-account");
    }

    @Test
    void withoutADateOfBirthTheInstructorMakesSureOfTheAge() {
        var per = Practice.contact(practice.ingrid, "Per Lunde");
        var path = "/contacts/" + per;
        var start = Map.of("contactId", per);
        assertThat(practice.ingrid.api("POST", "/meetings", start).code())
                .isEqualTo("contact-age-unknown");

        change(path, Map.of("version", version(path), "name", "Per Lunde", "atLeast16", false));
        assertThat(practice.ingrid.api("POST", "/meetings", start).code())
                .isEqualTo("contact-under-16");

        change(path, Map.of("version", version(path), "name", "Per Lunde", "atLeast16", true));
        assertThat(practice.ingrid.api("POST", "/meetings", start).status()).isEqualTo(201);
    }

    @Test
    void theDateOfBirthSaysMoreThanTheTick() {
        var mia = Practice.contact(practice.ingrid, "Mia Solberg");
        var path = "/contacts/" + mia;
        var record = practice.ingrid.api("GET", path);
        change(
                path,
                Map.of(
                        "version",
                        record.json().path("version").asInt(),
                        "name",
                        "Mia Solberg",
                        "birthDate",
                        record.text("birthDate"),
                        "atLeast16",
                        true));

        assertThat(practice.ingrid.api("POST", "/meetings", Map.of("contactId", mia)).code())
                .isEqualTo("contact-under-16");
    }

    @Test
    void theClientIsShownNoMoreThanWhoInvites() {
        var kari = Practice.contact(practice.ingrid, "Kari Dahl");
        practice.ingrid.api("POST", "/meetings", Map.of("contactId", kari));

        var invitation =
                practice.core
                        .signedIn("kari")
                        .api("GET", "/invitations")
                        .json()
                        .path("invitations")
                        .path(0);

        assertThat(invitation.path("from").propertyNames())
                .containsExactlyInAnyOrder("name", "title");
        assertThat(invitation.toString()).doesNotContain("1971", kari);
    }

    private static int version(String path) {
        return practice.ingrid.api("GET", path).json().path("version").asInt();
    }

    private static void change(String path, Map<String, Object> body) {
        assertThat(practice.ingrid.api("PUT", path, body).status()).isEqualTo(200);
    }
}
