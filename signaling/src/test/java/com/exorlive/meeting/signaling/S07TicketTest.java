package com.exorlive.meeting.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SECURITY.md S-07 at the first gate: a token that was stolen gets its thief no ticket.
class S07TicketTest {
    private static final int TURNS = 2;

    @TempDir Path data;
    private FakeCore core;
    private TestNode node;
    private DpopKey key;
    private String meeting;
    private String token;

    @BeforeEach
    void start() throws Exception {
        core = new FakeCore();
        var limits = TestNode.generous().withCounts(TURNS, 1_000, 1_000, 1_000);
        var tokens = new SignalingSettings.Tokens(true, List.of());
        node = new TestNode(core, data, limits, Optional.empty(), tokens);
        key = new DpopKey();
        meeting = core.meeting("s-host", "s-invitee");
        token = core.tokenOf("s-host", key.confirmation());
    }

    @AfterEach
    void stop() {
        node.close();
        core.close();
    }

    @Test
    void whoeverHasTheTokenAndItsKeyGetsATicket() throws Exception {
        assertThat(ask("DPoP", token, key.sign(key.claims(target(), token))).statusCode())
                .isEqualTo(200);
    }

    /// As Keycloak does.
    @Test
    void whatAnIssuerNotesBesideTheKeyIsNoOtherBinding() throws Exception {
        var noted = Map.<String, Object>of("jkt", key.confirmation().get("jkt"), "kc-type", "DPoP");
        var annotated = core.tokenOf("s-host", noted);

        assertThat(ask("DPoP", annotated, key.sign(key.claims(target(), annotated))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aStolenTokenAloneGetsNone() throws Exception {
        var thief = new DpopKey();
        assertRefused(ask("Bearer", token, ""), "proof-invalid");
        assertRefused(ask("DPoP", token, ""), "proof-invalid");
        var proof = thief.sign(thief.claims(target(), token));
        assertRefused(ask("DPoP", token, proof), "proof-invalid");
    }

    @Test
    void aProofThatWasSeenOnTheWayIsOfNoUse() throws Exception {
        var proof = key.sign(key.claims(target(), token));
        assertThat(ask("DPoP", token, proof).statusCode()).isEqualTo(200);

        assertRefused(ask("DPoP", token, proof), "proof-invalid");
    }

    @Test
    void aProofForAnotherMeetingServerOrTokenIsNone() throws Exception {
        var elsewhere = target().replace(meeting, core.unknownMeeting());
        for (var claims :
                List.of(
                        key.claims(elsewhere, token),
                        key.claims(target().replace("meet", "evil"), token),
                        key.claims(target(), "another"),
                        key.claims(target(), token).claim("htm", "GET"))) {
            assertRefused(ask("DPoP", token, key.sign(claims)), "proof-invalid");
        }
    }

    @Test
    void aThiefDoesNotUseUpTheTurnsOfTheOwner() throws Exception {
        for (int i = 0; i < TURNS + 3; i++) {
            assertRefused(ask("Bearer", token, ""), "proof-invalid");
        }

        assertThat(ask("DPoP", token, key.sign(key.claims(target(), token))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aDeviceWithAWrongClockGetsItsTicketWithTheNonceThatItIsGiven() throws Exception {
        var wrong = Date.from(Instant.now().minusSeconds(86_400));
        var asked = ask("DPoP", token, key.sign(key.claims(target(), token).issueTime(wrong)));
        assertRefused(asked, "proof-untimely");
        assertThat(asked.headers().firstValue("WWW-Authenticate").orElse(""))
                .contains("error=\"use_dpop_nonce\"");

        var nonce = asked.headers().firstValue("DPoP-Nonce").orElseThrow();
        var better = key.claims(target(), token).issueTime(wrong).claim("nonce", nonce);
        assertThat(ask("DPoP", token, key.sign(better)).statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenThatIsAnybodysIsNotTaken() throws Exception {
        var free = core.tokenOf("s-host");
        assertRefused(ask("Bearer", free, ""), "token-unbound");
        var proof = key.sign(key.claims(target(), free));
        assertRefused(ask("DPoP", free, proof), "token-unbound");
    }

    @Test
    void aTokenThatIsBoundInAWayThatWeDoNotKnowIsNobodys() throws Exception {
        for (Map<String, Object> confirmation :
                List.<Map<String, Object>>of(
                        Map.of("x5t#S256", "abc"),
                        Map.of("jkt", 7),
                        Map.of(),
                        Map.of("jkt", "abc", "x5t#S256", "abc"))) {
            var strange = core.tokenOf("s-host", confirmation);
            assertRefused(ask("Bearer", strange, ""), "token-invalid");
        }
    }

    private static void assertRefused(HttpResponse<String> answer, String code) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(TestNode.JSON.readTree(answer.body()).get("code").stringValue()).isEqualTo(code);
    }

    private String target() {
        return TestNode.ORIGIN + "/api/meetings/" + meeting + "/ticket";
    }

    private HttpResponse<String> ask(String scheme, String shown, String proof) throws Exception {
        var request =
                HttpRequest.newBuilder(node.http("/api/meetings/" + meeting + "/ticket"))
                        .header("Authorization", scheme + " " + shown)
                        .header("Content-Type", "application/json")
                        .header("Origin", TestNode.ORIGIN)
                        .POST(BodyPublishers.ofString(TestNode.challenge()));
        if (!proof.isEmpty()) {
            request.header("DPoP", proof);
        }
        return TestNode.CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
