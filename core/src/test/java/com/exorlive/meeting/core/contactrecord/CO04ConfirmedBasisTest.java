package com.exorlive.meeting.core.contactrecord;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.contact.AccessBasisStore;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// CO-03, CO-04, CO-05, CO-15, CO-16: another's contact needs an active search and a confirmed
/// basis, and all of it can be checked afterwards.
@OnBothDatabases
final class CO04ConfirmedBasisTest {
    private static Practice practice;
    private static String amina;

    @BeforeDatabase
    static void open() throws Exception {
        practice = Practice.open();
        amina = Practice.contact(practice.jonas, "Amina Yusuf");
    }

    @AfterDatabase
    static void close() {
        practice.close();
    }

    @Test
    void theSearchFindsColleaguesContactsWithTheLeastThatTellsThemApart() {
        var found = Practice.search(practice.ingrid, "AMI");

        assertThat(Practice.names(found)).contains("Amina Yusuf");
        var first = found.json().path("contacts").path(0);
        assertThat(first.propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "number", "name", "birthYear", "instructor", "access");
        assertThat(first.path("birthYear").asInt()).isEqualTo(1990);
        assertThat(first.path("instructor").path("name").asString()).isEqualTo("Jonas Lie");
    }

    @Test
    void theSearchWantsThreeLetters() {
        for (var text : List.of("", "am", "a m", "%%%", "x".repeat(101))) {
            assertThat(Practice.search(practice.ingrid, text).code()).isEqualTo("bad-request");
        }
    }

    @Test
    void theSearchFindsNobodyOfAnotherOrganisation() {
        assertThat(Practice.names(Practice.search(practice.ingrid, "erik"))).isEmpty();
        assertThat(Practice.names(Practice.search(practice.signe, "amina"))).isEmpty();
    }

    @Test
    void theSearchIsLoggedWithoutWhatWasSearchedFor() {
        Practice.search(practice.ingrid, "yusuf");

        assertThat(practice.audit("contact-search")).contains("- ok");
        assertThat(practice.core.audit().toString().toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("yusuf");
    }

    @Test
    void aBasisOpensTheContactForEightHours() {
        var path = "/contacts/" + practice.jonas.api("POST", "/contacts", Map.of()).text("id");
        assertThat(practice.ingrid.api("GET", path).code()).isEqualTo("basis-needed");

        var opened = practice.ingrid.api("POST", path + "/access", Practice.COVER);
        assertThat(opened.status()).isEqualTo(201);
        var record = practice.ingrid.api("GET", path);
        assertThat(record.json().path("access").path("kind").asString()).isEqualTo("basis");
        assertThat(record.json().path("access").path("reason").asString()).isEqualTo("cover");

        practice.core.clock.advance(Duration.ofHours(8));
        var ingrid = practice.core.signedIn("ingrid");
        assertThat(ingrid.api("GET", path).code()).isEqualTo("basis-needed");
    }

    @Test
    void theLookAndItsBasisCanBeCheckedAfterwards() {
        var jonas = practice.core.signedIn("jonas");
        var ingrid = practice.core.signedIn("ingrid");
        var id = jonas.api("POST", "/contacts", Map.of("name", "Looked At")).text("id");
        var basis = Practice.open(ingrid, id).text("basisId");
        ingrid.api("GET", "/contacts/" + id);

        var lines =
                practice.core.audit().stream()
                        .map(entry -> entry.line())
                        .filter(line -> line.about().equals(id))
                        .filter(line -> line.reference().equals(basis))
                        .map(line -> line.event() + " " + line.outcome())
                        .toList();
        assertThat(lines).containsExactly("basis-given cover", "contact-open ok");
        var me = ingrid.api("GET", "/me");
        var row =
                practice.core
                        .database()
                        .inTransaction(
                                handle ->
                                        AccessBasisStore.find(
                                                handle,
                                                new com.exorlive.meeting.core.organisation
                                                        .OrganisationId(
                                                        me.json()
                                                                .path("organisation")
                                                                .path("id")
                                                                .asString()),
                                                basis))
                        .orElseThrow();
        assertThat(row.comment()).isEqualTo("Covering for Jonas this week");
        assertThat(row.subject().value()).isEqualTo(me.text("sub"));
    }

    @Test
    void withoutTickReasonOrCommentNothingOpens() {
        for (var spoiled :
                List.<Map.Entry<String, Object>>of(
                        Map.entry("confirmed", false),
                        Map.entry("confirmed", "yes, please"),
                        Map.entry("reason", "curiosity"),
                        Map.entry("reason", "jump-out"),
                        Map.entry("comment", "too short"),
                        Map.entry("comment", "              "),
                        Map.entry("comment", "x".repeat(501)))) {
            var body = new HashMap<String, Object>(Practice.COVER);
            body.put(spoiled.getKey(), spoiled.getValue());
            var answer = practice.ingrid.api("POST", "/contacts/" + amina + "/access", body);
            assertThat(answer.code()).as(spoiled.toString()).isEqualTo("bad-request");
        }
    }

    @Test
    void anotherOrganisationsContactIsUnknownWhateverOneSays() {
        var erik = Practice.contact(practice.core.signedIn("signe"), "Erik Strand");
        var ingrid = practice.core.signedIn("ingrid");

        assertThat(Practice.open(ingrid, erik).code()).isEqualTo("contact-unknown");
        assertThat(ingrid.api("GET", "/contacts/" + erik).code()).isEqualTo("contact-unknown");
        assertThat(
                        ingrid.api(
                                        "PUT",
                                        "/contacts/" + erik,
                                        Map.of("version", 1, "name", "Taken"))
                                .code())
                .isEqualTo("contact-unknown");
    }

    @Test
    void aMeetingWithAColleaguesContactNeedsTheSame() {
        var jonas = practice.core.signedIn("jonas");
        var ingrid = practice.core.signedIn("ingrid");
        var contact = Practice.contact(jonas, "Amina Yusuf");
        var start = Map.of("contactId", contact);
        assertThat(ingrid.api("POST", "/meetings", start).code()).isEqualTo("basis-needed");

        Practice.open(ingrid, contact);

        assertThat(ingrid.api("POST", "/meetings", start).status()).isEqualTo(201);
    }
}
