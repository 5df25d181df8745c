package com.exorlive.meeting.core.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The receipt of a meeting: the same for both, nobody else's, signed, and without content.
@OnBothDatabases
final class ReceiptTest {
    private CoreUnderTest core;
    private Browser ingrid;
    private Browser ola;
    private String meeting;

    @BeforeEach
    void start() throws Exception {
        core = CoreUnderTest.start();
        ingrid = core.signedIn("ingrid");
        ola = core.signedIn("ola");
        var contacts = ingrid.api("GET", "/contacts").json().path("contacts");
        var id =
                contacts.valueStream()
                        .filter(it -> it.path("name").asString("").equals("Ola Nordmann"))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asString();
        meeting = ingrid.api("POST", "/meetings", Map.of("contactId", id)).text("id");
    }

    @AfterEach
    void stop() {
        core.close();
    }

    @Test
    void itSaysWhoHowIdentifiedWhenAndHowItWasProtected() {
        assertion(ingrid);
        assertion(ola);
        hold();
        var receipt = ola.api("GET", "/meetings/" + meeting + "/receipt").json();

        assertThat(receipt.path("number").asString())
                .matches("[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}");
        assertThat(receipt.path("host").path("name").asString()).isEqualTo("Ingrid Berg");
        assertThat(receipt.path("invitee").path("name").asString()).isEqualTo("Ola Nordmann");
        assertThat(receipt.path("invitee").path("identifiedBy").toString()).isEqualTo("[\"pwd\"]");
        assertThat(receipt.path("seconds").asInt()).isEqualTo(26 * 60);
        assertThat(receipt.path("endedBy").asString()).isEqualTo("invitee");
        assertThat(receipt.path("encryption").path("codeCompared").asString()).isEqualTo("same");
        assertThat(receipt.path("recorded").asString()).isEqualTo("nothing");
        assertThat(receipt.path("program").isNull()).isTrue();
    }

    @Test
    void itSaysByWhichProviderAndHowSurelySomebodyWasIdentifiedInEveryForm() throws Exception {
        assertion(ingrid);
        assertion(ola);
        hold();
        byBankId();
        var host = ola.api("GET", "/meetings/" + meeting + "/receipt").json().path("host");
        assertThat(host.path("provider").isNull() && host.path("level").isNull()).isTrue();
        var receipt = ingrid.api("GET", "/meetings/" + meeting + "/receipt").json();
        assertThat(receipt.path("invitee").path("provider").asString()).isEqualTo("BankID");
        assertThat(receipt.path("invitee").path("level").asString()).isEqualTo("high");
        var signed = JWSObject.parse(receipt.path("signature").asString()).getPayload();
        assertThat(signed.toString()).contains("\"provider\":\"BankID\",\"level\":\"high\"");

        try (var document = Loader.loadPDF(pdf("nb"))) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("identifisert med passord", "identifisert med BankID, høyt nivå")
                    .doesNotContain("ikke bekreftet");
        }
        var event = ola.api("GET", "/meetings/" + meeting + "/receipt.fhir").json();
        assertThat(event.path("agent").path(1).path("policy").toString())
                .isEqualTo("[\"http://eidas.europa.eu/LoA/high\"]");
        assertThat(event.path("entity").path(0).path("detail").toString())
                .contains("\"invitee-identity-provider\",\"valueString\":\"BankID\"")
                .doesNotContain("host-identity-provider");
    }

    /// As the sign-in by a provider that does not say by which methods.
    private void byBankId() {
        core.database()
                .inTransaction(
                        handle ->
                                handle.execute(
                                        "update meeting_identity set methods = '',"
                                                + " provider = 'BankID', level = 'high'"
                                                + " where seat = 'invitee'"));
    }

    @Test
    void whoNeverProvedWhoTheyAreIsNotSaidToHave() {
        hold();
        var receipt = ola.api("GET", "/meetings/" + meeting + "/receipt").json();
        assertThat(receipt.path("host").path("identifiedBy")).isEmpty();
        assertThat(receipt.path("host").path("signedInAt").isNull()).isTrue();
    }

    @Test
    void itIsSignedByAPublishedKey() throws Exception {
        hold();
        var receipt = ingrid.api("GET", "/meetings/" + meeting + "/receipt").json();
        var jws = JWSObject.parse(receipt.path("signature").asString());
        var keys = JWKSet.parse(core.newBrowser().get("/oidc/jwks").raw().body());
        var key = keys.getKeyByKeyId(jws.getHeader().getKeyID()).toECKey();

        assertThat(jws.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(jws.getHeader().getType().getType()).isEqualTo("exl-receipt+jws");
        var signed = JsonMapper.shared().readTree(jws.getPayload().toString());
        for (var field : signed.properties()) {
            assertThat(receipt.path(field.getKey())).as(field.getKey()).isEqualTo(field.getValue());
        }
    }

    @Test
    void onceTheCodeDifferedTheReceiptSaysSoForGood() {
        ola.api("POST", "/meetings/" + meeting + "/compared", Map.of("same", false));
        hold();
        var receipt = ingrid.api("GET", "/meetings/" + meeting + "/receipt").json();
        assertThat(receipt.path("encryption").path("codeCompared").asString())
                .isEqualTo("different");
    }

    @Test
    void itIsTheTwosAloneAndOnlyOnceTheMeetingIsOver() {
        var jonas = core.signedIn("jonas");
        var path = "/meetings/" + meeting + "/receipt";
        assertThat(ola.api("GET", path).status()).isEqualTo(204);
        assertThat(ola.api("GET", path + ".pdf").status()).isEqualTo(404);
        assertThat(jonas.api("GET", path).status()).isEqualTo(404);
        hold();
        assertThat(jonas.api("GET", "/meetings/" + meeting + "/receipt").status()).isEqualTo(404);
        assertThat(jonas.api("GET", "/meetings/" + meeting + "/receipt.fhir").status())
                .isEqualTo(404);
        var late = Map.of("same", true);
        assertThat(ola.api("POST", "/meetings/" + meeting + "/compared", late).status())
                .as("compared after the end")
                .isEqualTo(404);
    }

    @Test
    void thePdfIsSignedOverAllOfItByAPublishedKey() throws Exception {
        assertion(ola);
        hold();
        var pdf = pdf("nb");

        var signed = signed(pdf);
        var signer = signed.getSignerInfos().getSigners().iterator().next();
        var certificate = signed.getCertificates().getMatches(null).iterator().next();
        var verifier = new JcaSimpleSignerInfoVerifierBuilder().build(certificate);
        assertThat(signer.verify(verifier)).isTrue();
        var keys = JWKSet.parse(core.newBrowser().get("/oidc/jwks").raw().body());
        assertThat(keys.getKeys().getFirst().toECKey().toPublicKey().getEncoded())
                .isEqualTo(certificate.getSubjectPublicKeyInfo().getEncoded());

        var changed = pdf.clone();
        changed[1_000] ^= 1;
        var other = signed(changed).getSignerInfos().getSigners().iterator().next();
        assertThatThrownBy(() -> other.verify(verifier)).isInstanceOf(CMSException.class);
    }

    @Test
    void thePdfSaysInTheReadersLanguageWhatTheReceiptSays() throws Exception {
        assertion(ola);
        hold();
        try (var document = Loader.loadPDF(pdf("nb"))) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains(
                            "Møtekvittering",
                            "Fjellvik fysioterapi",
                            "Ingrid Berg",
                            "identiteten er ikke bekreftet",
                            "Ola Nordmann",
                            "identifisert med passord",
                            "21. november 2026",
                            "(Europe/Oslo)",
                            "ende til ende",
                            "kode sammenlignet",
                            "ingenting");
        }
    }

    @Test
    void theProgramThatWasSignedIsNamedWithItsVersionAlsoOnceItIsStruck() throws Exception {
        hold();
        var id = signedProgram("Kne, fase 2");
        var program = ola.api("GET", "/meetings/" + meeting + "/receipt").json().path("program");
        assertThat(program.path("name").asString()).isEqualTo("Kne, fase 2");
        assertThat(program.path("version").asInt()).isEqualTo(3);
        ingrid.api("POST", "/programs/" + id + "/strike", Map.of("reason", "Wrong knee"));

        assertThat(ola.api("GET", "/meetings/" + meeting + "/receipt").json().path("program"))
                .isEqualTo(program);
        try (var document = Loader.loadPDF(pdf("sv"))) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Program signerat", "Kne, fase 2", "version 3");
        }
    }

    private String signedProgram(String name) {
        var contacts = ingrid.api("GET", "/contacts").json().path("contacts");
        var contact =
                contacts.valueStream()
                        .filter(it -> it.path("name").asString("").equals("Ola Nordmann"))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asString();
        var made = ingrid.api("POST", "/contacts/" + contact + "/programs", Map.of("name", name));
        var id = made.json().path("program").path("id").asString();
        var add = Map.of("kind", "add", "exercise", "squat", "id", "the-squat-of-the-test");
        ingrid.api(
                "POST",
                "/programs/" + id + "/changes",
                Map.of("baseVersion", 1, "changes", List.of(add)));
        var signed = ingrid.api("POST", "/programs/" + id + "/sign", Map.of("version", 2));
        assertThat(signed.status()).as(signed.raw().body()).isEqualTo(200);
        return id;
    }

    private byte[] pdf(String language) throws Exception {
        var path = "/core/v1/meetings/" + meeting + "/receipt.pdf?language=" + language;
        var request =
                HttpRequest.newBuilder(core.origin().resolve(path))
                        .header("Authorization", "Bearer " + ola.accessToken())
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofByteArray());
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/pdf");
            return answer.body();
        }
    }

    private static CMSSignedData signed(byte[] pdf) throws Exception {
        try (var document = Loader.loadPDF(pdf)) {
            var signature = document.getLastSignatureDictionary();
            var range = signature.getByteRange();
            assertThat(range[0]).isZero();
            assertThat(range[2] + range[3]).as("to the end").isEqualTo(pdf.length);
            return new CMSSignedData(
                    new CMSProcessableByteArray(signature.getSignedContent(pdf)),
                    signature.getContents(pdf));
        }
    }

    @Test
    void theFhirAuditEventHasWhatR4Demands() {
        assertion(ola);
        hold();
        var answer = ola.api("GET", "/meetings/" + meeting + "/receipt.fhir");
        assertThat(answer.header("Content-Type")).startsWith("application/fhir+json");
        var event = answer.json();

        assertThat(event.path("resourceType").asString()).isEqualTo("AuditEvent");
        assertThat(names(event))
                .as("the elements of AuditEvent in R4")
                .isSubsetOf(
                        "resourceType",
                        "id",
                        "type",
                        "subtype",
                        "action",
                        "period",
                        "recorded",
                        "outcome",
                        "outcomeDesc",
                        "agent",
                        "source",
                        "entity");
        assertThat(event.path("id").asString()).matches("[A-Za-z0-9.-]{1,64}");
        coding(event.path("type"));
        event.path("subtype").forEach(ReceiptTest::coding);
        assertThat(event.path("action").asString()).isIn("C", "R", "U", "D", "E");
        assertThat(event.path("outcome").asString()).isIn("0", "4", "8", "12");
        assertThat(java.time.Instant.parse(event.path("recorded").asString())).isNotNull();
        assertThat(event.path("agent")).hasSize(2);
        for (var agent : event.path("agent")) {
            assertThat(names(agent)).isSubsetOf("type", "role", "name", "requestor", "policy");
            assertThat(agent.path("requestor").isBoolean()).isTrue();
            agent.path("type").path("coding").forEach(ReceiptTest::coding);
            agent.path("policy").forEach(it -> assertThat(it.asString()).startsWith("urn:"));
        }
        assertThat(names(event.path("source"))).isSubsetOf("site", "observer", "type");
        assertThat(event.path("source").path("observer").path("display").asString()).isNotEmpty();
        event.path("source").path("type").forEach(ReceiptTest::coding);
        for (var entity : event.path("entity")) {
            assertThat(names(entity)).isSubsetOf("what", "type", "name", "detail");
            assertThat(entity.has("name") && entity.has("query")).as("sev-1").isFalse();
            coding(entity.path("type"));
            for (var detail : entity.path("detail")) {
                assertThat(names(detail)).containsExactlyInAnyOrder("type", "valueString");
            }
        }
    }

    private static void coding(JsonNode coding) {
        assertThat(names(coding)).containsExactlyInAnyOrder("system", "code", "display");
    }

    private static Set<String> names(JsonNode node) {
        return Set.copyOf(node.propertyNames());
    }

    private void assertion(Browser person) {
        person.narrowTo("openid profile core");
        var answer =
                Http.send(
                        "POST",
                        core.origin().resolve("/oidc/meeting-assertion"),
                        Map.of(
                                "Authorization",
                                "Bearer " + person.accessToken(),
                                "Content-Type",
                                "application/json"),
                        Http.json(Map.of("meetingId", meeting, "jkt", "A".repeat(43))));
        assertThat(answer.status()).isEqualTo(200);
    }

    private void hold() {
        var signaling = core.signaling();
        var at = core.clock.instant();
        signaling.report(meeting, "started", "s", at.toString(), Map.of());
        ola.api("POST", "/meetings/" + meeting + "/compared", Map.of("same", true));
        signaling.report(
                meeting,
                "ended",
                "e",
                at.plus(Duration.ofMinutes(26)).toString(),
                Map.of("by", "invitee", "reason", "ended-by-invitee"));
    }
}
