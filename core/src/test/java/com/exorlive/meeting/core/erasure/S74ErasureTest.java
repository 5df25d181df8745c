package com.exorlive.meeting.core.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.seal.Seals;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// S-74: who is erased can be read nowhere any more, and what the log says of the others stays.
@OnBothDatabases
final class S74ErasureTest {
    private static final Map<String, Object> YES = Map.of("confirmed", true);

    private CoreUnderTest core;
    private Browser ingrid;
    private Browser astrid;
    private String ola;

    @BeforeEach
    void start() throws Exception {
        core = CoreUnderTest.start();
        ingrid = core.signedIn("ingrid");
        astrid = core.signedIn("astrid");
        ola = contact("Ola Nordmann");
    }

    @AfterEach
    void stop() {
        core.close();
    }

    @Test
    void theExportHoldsWhatIsKeptAboutThePerson() {
        ingrid.api("POST", "/meetings", Map.of("contactId", ola));
        core.signedIn("jonas")
                .api(
                        "POST",
                        "/contacts/" + ola + "/access",
                        Map.of(
                                "confirmed",
                                true,
                                "reason",
                                "emergency",
                                "comment",
                                "He fell here"));

        var export = astrid.api("GET", "/contacts/" + ola + "/export");

        var contact = export.json().path("contact");
        assertThat(contact.path("name").asString()).isEqualTo("Ola Nordmann");
        assertThat(contact.path("birthDate").asString()).isEqualTo("1984-05-17");
        assertThat(contact.path("signsInAs").toString()).contains("ola");
        assertThat(contact.path("opened").path(0).path("comment").asString())
                .isEqualTo("He fell here");
        assertThat(contact.path("rows").propertyNames()).contains("meeting");
        assertThat(contact.path("programs").path(0).path("versions").path(0).toString())
                .contains("content", "exercises");
        assertThat(export.raw().body()).doesNotContain("wrapped", "keyset", "token");
        assertThat(export.header("Content-Disposition")).startsWith("attachment");
    }

    @Test
    void whoIsErasedIsUnknownToEverybody() {
        var client = core.signedIn("ola");
        assertThat(astrid.api("POST", "/contacts/" + ola + "/erasure", YES).status())
                .isEqualTo(204);

        assertThat(ingrid.api("GET", "/contacts/" + ola).code()).isEqualTo("contact-unknown");
        assertThat(found("nordmann")).isEmpty();
        assertThat(client.api("GET", "/me").code()).isEqualTo("token-invalid");
        assertThat(core.newBrowser().login(core.newBrowser().begin(), "ola", "x").status())
                .isNotEqualTo(200);
        assertThat(astrid.api("GET", "/contacts/" + ola + "/export").code())
                .isEqualTo("contact-unknown");
        assertThat(astrid.api("POST", "/contacts/" + ola + "/erasure", YES).code())
                .isEqualTo("contact-unknown");
    }

    @Test
    void nothingIsLeftOfTheContactButWhatInstructorsDid() {
        assertThat(tablesOfOla()).contains("contact_word", "program");

        astrid.api("POST", "/contacts/" + ola + "/erasure", YES);

        assertThat(tablesOfOla()).isSubsetOf("meeting", "access_basis", "program");
    }

    private List<String> tablesOfOla() {
        return core.database()
                .inTransaction(
                        handle ->
                                Tables.withColumn(handle, "contact_id").stream()
                                        .filter(table -> rowsOfOla(handle, table) > 0)
                                        .toList());
    }

    private int rowsOfOla(Handle handle, String table) {
        return handle.createQuery("select count(*) from " + table + " where contact_id = :id")
                .bind("id", ola)
                .mapTo(Integer.class)
                .one();
    }

    @Test
    void aRowFromAnOlderBackupDoesNotOpenWithoutTheKey() {
        var before = sealed();
        astrid.api("POST", "/contacts/" + ola + "/erasure", YES);
        core.database()
                .run(
                        handle ->
                                handle.createUpdate(
                                                "update contact set personal = :it, erased_at = null"
                                                        + " where id = :id")
                                        .bind("it", before)
                                        .bind("id", ola)
                                        .execute());

        var brought =
                core.database().inTransaction(handle -> ContactStore.find(handle, here(), id()));

        assertThat(brought.orElseThrow().name()).isEmpty();
        var key = core.database().inTransaction(handle -> Seals.of(handle).key(handle, ola));
        assertThat(key).isEmpty();
    }

    @Test
    void theAuditLogStaysAndNamesNobody() {
        ingrid.api("GET", "/contacts/" + ola);
        var lines = core.audit().size();

        astrid.api("POST", "/contacts/" + ola + "/erasure", YES);

        assertThat(core.audit()).hasSizeGreaterThan(lines);
        assertThat(core.audit().stream().map(it -> it.line().event() + " " + it.line().target()))
                .contains("contact-open " + ola, "contact-erase " + ola);
        assertThat(core.audit().toString()).doesNotContain("Nordmann", "Ola");
    }

    @Test
    void onlyAnAdministratorOfTheOrganisationErases() {
        assertThat(ingrid.api("POST", "/contacts/" + ola + "/erasure", YES).code())
                .isEqualTo("not-administrator");
        assertThat(core.signedIn("unni").api("POST", "/contacts/" + ola + "/erasure", YES).code())
                .isEqualTo("not-administrator");
        var signe = core.signedIn("signe");
        var erik = signe.api("GET", "/contacts").json().path("contacts").path(0).path("id");
        assertThat(astrid.api("POST", "/contacts/" + erik.asString() + "/erasure", YES).code())
                .isEqualTo("contact-unknown");
    }

    @Test
    void anErasedOrganisationIsClosedAndTheOtherIsNot() {
        var wrong = Map.<String, Object>of("confirmed", true, "organisationName", "Fjellvik");
        assertThat(astrid.api("POST", "/organisation/erasure", wrong).code())
                .isEqualTo("bad-request");
        var right =
                Map.<String, Object>of(
                        "confirmed", true, "organisationName", "Fjellvik fysioterapi");

        assertThat(astrid.api("POST", "/organisation/erasure", right).status()).isEqualTo(204);

        assertThat(ingrid.api("GET", "/contacts").code()).isEqualTo("token-invalid");
        assertThat(core.signedIn("signe").api("GET", "/contacts").raw().body())
                .contains("Erik Strand");
    }

    @Test
    void theOrganisationsKeyIsReplacedOnDemand() {
        var answer = astrid.api("POST", "/organisation/key-rotation");

        assertThat(answer.json().path("keysWrapped").asInt()).isGreaterThan(10);
        assertThat(ingrid.api("GET", "/contacts/" + ola).text("name")).isEqualTo("Ola Nordmann");
        assertThat(found("nordmann")).contains("Ola Nordmann");
    }

    private String sealed() {
        return core.database()
                .inTransaction(
                        handle ->
                                handle.createQuery("select personal from contact where id = :id")
                                        .bind("id", ola)
                                        .mapTo(String.class)
                                        .one());
    }

    private ContactId id() {
        return new ContactId(ola);
    }

    private OrganisationId here() {
        return new OrganisationId(
                astrid.api("GET", "/me").json().path("organisation").path("id").asString());
    }

    private String found(String text) {
        var found = ingrid.api("GET", "/contacts/search?" + Http.form(Map.of("q", text)));
        return found.json()
                .path("contacts")
                .valueStream()
                .map(it -> it.path("name").asString("-"))
                .reduce("", (a, b) -> a + b);
    }

    private String contact(String name) {
        return ingrid.api("GET", "/contacts")
                .json()
                .path("contacts")
                .valueStream()
                .filter(it -> it.path("name").asString("").equals(name))
                .map(it -> it.path("id").asString())
                .findFirst()
                .orElseThrow();
    }
}
