package com.exorlive.meeting.core.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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
        assertThat(ola.api("GET", "/meetings/" + meeting + "/receipt").status()).isEqualTo(404);
        hold();
        var jonas = core.signedIn("jonas");
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
        var answer = ola.api("GET", "/meetings/" + meeting + "/receipt.pdf?language=nb");
        assertThat(answer.header("Content-Type")).isEqualTo("application/pdf");
        var pdf = answer.raw().body();

        var signed = signed(pdf);
        var signer = signed.getSignerInfos().getSigners().iterator().next();
        var certificate = signed.getCertificates().getMatches(null).iterator().next();
        var verifier = new JcaSimpleSignerInfoVerifierBuilder().build(certificate);
        assertThat(signer.verify(verifier)).isTrue();
        var keys = JWKSet.parse(core.newBrowser().get("/oidc/jwks").raw().body());
        assertThat(keys.getKeys().getFirst().toECKey().toPublicKey().getEncoded())
                .isEqualTo(certificate.getSubjectPublicKeyInfo().getEncoded());

        var changed = signed(pdf.replace(hex("Ola Nordmann"), hex("Ola Normannd")));
        var other = changed.getSignerInfos().getSigners().iterator().next();
        assertThatThrownBy(() -> other.verify(verifier)).isInstanceOf(CMSException.class);
    }

    @Test
    void thePdfsTablePointsAtItsObjects() {
        hold();
        var pdf = ola.api("GET", "/meetings/" + meeting + "/receipt.pdf").raw().body();
        var xref =
                Integer.parseInt(
                        pdf.substring(pdf.indexOf("startxref\n") + 10)
                                .lines()
                                .findFirst()
                                .orElseThrow());
        assertThat(pdf.substring(xref)).startsWith("xref\n0 9\n");
        var rows = pdf.substring(xref).lines().skip(3).limit(8).toList();
        for (var i = 0; i < 8; i++) {
            var at = Integer.parseInt(rows.get(i).substring(0, 10));
            assertThat(pdf.substring(at)).startsWith((i + 1) + " 0 obj\n");
        }
        assertThat(pdf).contains(hex("Møtekvittering")).isEqualTo(ascii(pdf));
    }

    private static String ascii(String text) {
        return new String(text.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(Charset.forName("windows-1252")));
    }

    private static CMSSignedData signed(String pdf) throws CMSException {
        var range = Pattern.compile("/ByteRange \\[0 (\\d+) (\\d+) (\\d+)]").matcher(pdf);
        assertThat(range.find()).isTrue();
        var open = Integer.parseInt(range.group(1));
        var close = Integer.parseInt(range.group(2));
        assertThat(close + Integer.parseInt(range.group(3))).isEqualTo(pdf.length());
        var content = pdf.substring(0, open) + pdf.substring(close);
        return new CMSSignedData(
                new CMSProcessableByteArray(content.getBytes(StandardCharsets.US_ASCII)),
                HexFormat.of().parseHex(pdf.substring(open + 1, close - 1)));
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
