package com.exorlive.meeting.core.jumpout;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// CO-02: a contact enters by jump-out from a record system, whose statement opens it once.
@OnBothDatabases
final class CO02JumpOutTest {
    private static final Map<String, Object> NILS =
            Map.of("record", "31129012345", "name", "Nils Nilsen", "birthDate", "1990-12-31");
    private static CoreUnderTest core;
    private static Browser ingrid;
    private static String issuer;
    private static ECKey key;

    @BeforeDatabase
    static void start() throws Exception {
        core = CoreUnderTest.start();
        ingrid = core.signedIn("ingrid");
        key = new ECKeyGenerator(Curve.P_256).keyID("p").generate();
        issuer = Statements.partner(core, ingrid, key);
    }

    @AfterDatabase
    static void stop() {
        core.close();
    }

    @Test
    void aStatementMakesTheContactAndTheNextOneBringsItUpToDate() {
        var made = jump(ingrid, good("ingrid", NILS));
        assertThat(made.status()).isEqualTo(201);
        var id = made.text("contactId");
        assertThat(ingrid.api("GET", "/contacts/" + id).text("name")).isEqualTo("Nils Nilsen");

        var again =
                jump(ingrid, good("ingrid", Map.of("record", "31129012345", "name", "Nils Lie")));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("contactId")).isEqualTo(id);
        var record = ingrid.api("GET", "/contacts/" + id);
        assertThat(record.text("name")).isEqualTo("Nils Lie");
        assertThat(record.text("birthDate")).isEqualTo("1990-12-31");
    }

    @Test
    void aColleaguesContactOpensAsByABasis() {
        var nora = Map.<String, Object>of("record", "77", "name", "Nora");
        var id = jump(ingrid, good("ingrid", nora)).text("contactId");
        var jonas = core.signedIn("jonas");
        assertThat(jonas.api("GET", "/contacts/" + id).code()).isEqualTo("basis-needed");

        assertThat(jump(jonas, good("jonas", nora)).status()).isEqualTo(200);

        assertThat(jonas.api("GET", "/contacts/" + id).json().path("access").path("reason"))
                .hasToString("\"jump-out\"");
    }

    @Test
    void aStatementOpensOnce() {
        var token = good("ingrid", Map.of("record", "88"));
        assertThat(jump(ingrid, token).status()).isEqualTo(201);

        assertThat(jump(ingrid, token).code()).isEqualTo("jump-out-refused");
        assertThat(outcomes()).contains("replayed");
    }

    @Test
    void whatIsNotForThisPersonFromThisPartnerNowIsRefused() throws Exception {
        var other = new ECKeyGenerator(Curve.P_256).keyID("p").generate();
        var focus = Map.<String, Object>of("record", "99");
        for (var token :
                new String[] {
                    good("jonas", focus),
                    Statements.sign(
                            core, key, issuer, core.origin().toString(), "ingrid", 61, focus),
                    Statements.sign(
                            core, key, issuer, core.origin().toString(), "ingrid", -60, focus),
                    Statements.sign(
                            core, key, issuer, "https://elsewhere.example", "ingrid", 60, focus),
                    Statements.sign(
                            core,
                            key,
                            "partner-unknown",
                            core.origin().toString(),
                            "ingrid",
                            60,
                            focus),
                    Statements.sign(
                            core, other, issuer, core.origin().toString(), "ingrid", 60, focus),
                    good("ingrid", Map.of("name", "No record")),
                    good("ingrid", Map.of("record", "1", "birthDate", "soon")),
                    good("ingrid", focus).replaceAll("\\.[^.]*$", ".AAAA"),
                    "nonsense"
                }) {
            assertThat(jump(ingrid, token).code()).isEqualTo("jump-out-refused");
        }
        assertThat(outcomes()).contains("partner-unknown", "statement-invalid", "somebody-else");
    }

    @Test
    void anotherOrganisationsPartnerOpensNothing() {
        var signe = core.signedIn("signe");

        assertThat(jump(signe, good("signe", NILS)).code()).isEqualTo("jump-out-refused");
    }

    @Test
    void theRecordSystemsFormBringsTheStatementToThePageInTheFragment() {
        var headers = Map.of("Content-Type", "application/x-www-form-urlencoded");
        var path = core.origin().resolve("/core/jump-out");

        assertThat(Http.send("POST", path, headers, "token=a.b.c").header("Location"))
                .isEqualTo("/jump-out#token=a.b.c");
        assertThat(Http.send("POST", path, headers, "token=a%0d%0ab").status()).isEqualTo(400);
    }

    private static java.util.List<String> outcomes() {
        return core.audit().stream()
                .filter(it -> it.line().event().equals("jump-out"))
                .map(it -> it.line().outcome())
                .toList();
    }

    private static Http.Answer jump(Browser browser, String token) {
        return browser.api("POST", "/jump-out", Map.of("token", token));
    }

    private static String good(String user, Map<String, Object> contact) {
        try {
            return Statements.sign(core, key, issuer, core.origin().toString(), user, 60, contact);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
