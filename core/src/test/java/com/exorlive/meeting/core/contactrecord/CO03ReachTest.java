package com.exorlive.meeting.core.contactrecord;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// CO-03, AD-06: a search reaches the unit where the instructor has the role and what is below; the
/// other units' contacts are as unknown as another organisation's.
@OnBothDatabases
final class CO03ReachTest {
    private static Practice practice;
    private static Browser lars;

    @BeforeDatabase
    static void open() throws Exception {
        practice = Practice.open();
        lars = practice.core.signedIn("lars");
        lars.api("POST", "/contacts", Map.of("name", "Beate Sidenhet"));
    }

    @AfterDatabase
    static void close() {
        practice.close();
    }

    @Test
    void theContactsOfAnotherUnitAreNotFound() {
        assertThat(Practice.names(Practice.search(lars, "amina"))).isEmpty();
        assertThat(Practice.names(Practice.search(practice.ingrid, "sidenhet"))).isEmpty();
        assertThat(Practice.names(Practice.search(lars, "side bea")))
                .containsExactly("Beate Sidenhet");
    }

    @Test
    void theContactsOfAnotherUnitAreUnknownByTheirIdToo() {
        var amina = Practice.contact(practice.jonas, "Amina Yusuf");
        var number = practice.jonas.api("GET", "/contacts/" + amina).json().path("number").asLong();

        assertThat(lars.api("GET", "/contacts/" + amina).code()).isEqualTo("contact-unknown");
        assertThat(Practice.open(lars, amina).code()).isEqualTo("contact-unknown");
        assertThat(lars.api("POST", "/meetings", Map.of("contactId", amina)).code())
                .isEqualTo("contact-unknown");
        assertThat(Practice.names(Practice.search(lars, "#" + number))).isEmpty();
    }
}
