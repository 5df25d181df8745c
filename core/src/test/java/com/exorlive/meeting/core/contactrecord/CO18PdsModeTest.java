package com.exorlive.meeting.core.contactrecord;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// CO-18: in PDS mode the server takes nothing that tells who a contact is.
@OnBothDatabases
final class CO18PdsModeTest {
    private static final String ADDRESS = "https://pds.fjellvik.example";
    private static Practice practice;
    private static Browser astrid;

    @BeforeDatabase
    static void open() throws Exception {
        practice = Practice.open();
        astrid = practice.core.signedIn("astrid");
    }

    @AfterDatabase
    static void close() {
        practice.close();
    }

    @Test
    void theModeIsRefusedWhileNamesAreKeptAndHoldsThemOffAfterwards() {
        assertThat(pds(ADDRESS).code()).isEqualTo("personal-data-held");
        for (var it : astrid.api("GET", "/organisation/export").json().path("contacts")) {
            astrid.api(
                    "POST",
                    "/contacts/" + it.path("id").asString() + "/erasure",
                    Map.of("confirmed", true));
        }
        assertThat(pds(ADDRESS).status()).isEqualTo(204);

        assertThat(practice.ingrid.api("GET", "/me").json().path("organisation").path("pds"))
                .hasToString("\"" + ADDRESS + "\"");
        for (var field :
                List.of(
                        Map.of("name", "Ola"),
                        Map.of("birthDate", "1990-01-01"),
                        Map.of("phone", "+47 00 00 00 01"),
                        Map.of("email", "a@example.org"))) {
            assertThat(practice.ingrid.api("POST", "/contacts", field).code())
                    .isEqualTo("personal-data-not-held");
        }
        var made = practice.ingrid.api("POST", "/contacts", Map.of("atLeast16", true));
        assertThat(made.status()).isEqualTo(201);
        assertThat(
                        practice.ingrid
                                .api(
                                        "PUT",
                                        "/contacts/" + made.text("id"),
                                        Map.of("version", 1, "name", "Ola"))
                                .code())
                .isEqualTo("personal-data-not-held");
        assertThat(practice.signe.api("POST", "/contacts", Map.of("name", "Other")).status())
                .isEqualTo(201);
    }

    @Test
    void onlyAnOriginIsAnAddress() {
        for (var address :
                List.of(
                        "http://pds.example",
                        "https://pds.example/path",
                        "javascript:alert(1)",
                        "https://user@pds.example",
                        "https://",
                        "x")) {
            assertThat(pds(address).code()).as(address).isEqualTo("bad-request");
        }
    }

    private static com.exorlive.meeting.core.Http.Answer pds(String address) {
        return astrid.api("PUT", "/organisation/pds", Map.of("address", address));
    }
}
