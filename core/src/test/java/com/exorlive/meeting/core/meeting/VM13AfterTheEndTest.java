package com.exorlive.meeting.core.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// VM-13, R-31: signaling tells the two that it is over before it tells core. Whoever starts the
/// next meeting in that moment gets another one, and the one that is over lets nobody in.
@OnBothDatabases
final class VM13AfterTheEndTest {
    private CoreUnderTest core;
    private Browser ingrid;
    private String contact;
    private String over;

    @BeforeEach
    void start() throws Exception {
        core = CoreUnderTest.start();
        ingrid = core.signedIn("ingrid");
        contact =
                ingrid.api("GET", "/contacts")
                        .json()
                        .path("contacts")
                        .valueStream()
                        .filter(it -> it.path("name").asString().equals("Ola Nordmann"))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asString();
        over = ingrid.api("POST", "/meetings", Map.of("contactId", contact)).text("id");
        report("started", Map.of());
    }

    @AfterEach
    void stop() {
        core.close();
    }

    @Test
    void theOneThatTheHostKnowsToBeOverIsNotFoundAgain() {
        var next = next();

        assertThat(next.status()).isEqualTo(201);
        assertThat(next.text("id")).isNotEqualTo(over);
        var ola = core.signedIn("ola");
        assertThat(ola.api("GET", "/invitations").json().path("invitations")).hasSize(1);
        var subject = ola.api("GET", "/me").text("sub");
        assertThat(core.signaling().admit(over, subject).status()).isEqualTo(404);
        assertThat(core.signaling().admit(next.text("id"), subject).status()).isEqualTo(200);
    }

    @Test
    void sayingSoTwiceFindsTheNextOne() {
        assertThat(next().text("id")).isEqualTo(next().text("id"));
    }

    @Test
    void theReportThatComesLateSaysWhoEndedIt() {
        next();
        report("ended", Map.of("by", "invitee", "reason", "ended-by-invitee"));

        var shown = ingrid.api("GET", "/meetings/" + over);
        assertThat(shown.text("state")).isEqualTo("ended");
        assertThat(shown.text("endedBy")).isEqualTo("invitee");
    }

    @Test
    void withoutTheWordItIsFound() {
        var found = ingrid.api("POST", "/meetings", Map.of("contactId", contact));
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.text("id")).isEqualTo(over);
    }

    @Test
    void nobodyElsesMeetingCanBeSaidToBeOver() {
        var jonas = core.signedIn("jonas");
        var amina =
                jonas.api("GET", "/contacts").json().path("contacts").path(0).path("id").asString();
        jonas.api("POST", "/meetings", Map.of("contactId", amina, "over", over));

        assertThat(ingrid.api("GET", "/meetings/" + over).text("state")).isEqualTo("active");
    }

    private Http.Answer next() {
        return ingrid.api("POST", "/meetings", Map.of("contactId", contact, "over", over));
    }

    private void report(String event, Map<String, String> details) {
        core.signaling().report(over, event, event, core.clock.instant().toString(), details);
    }
}
