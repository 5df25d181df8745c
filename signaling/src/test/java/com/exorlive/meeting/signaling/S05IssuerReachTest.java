package com.exorlive.meeting.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.HttpServer;
import com.exorlive.meeting.edge.Reply;
import com.exorlive.meeting.edge.issuer.TokenDemands;
import com.exorlive.meeting.edge.issuer.TrustedIssuer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SECURITY.md S-05: an issuer speaks for the organisations that it is configured for, and for no
/// other, also where core would believe it. The core here is one that does: it looks at the subject
/// alone, and says that each meeting is of `o1`.
class S05IssuerReachTest {
    private static final String ORGANISATION = "o1";

    @TempDir static Path data;
    private static SigningKey key;
    private static HttpServer issuers;
    private static FakeCore core;
    private static TestNode node;

    @BeforeAll
    static void start() throws Exception {
        key = new SigningKey();
        issuers =
                HttpServer.start(
                        "issuers",
                        new HttpServer.Address("127.0.0.1", 0, Optional.empty()),
                        HttpRoutes.builder()
                                .get(
                                        "/{name}/.well-known/openid-configuration",
                                        call -> metadata(call.path("name")))
                                .get("/jwks", _ -> key.jwks())
                                .build());
        core = new FakeCore();
        var tokens =
                new SignalingSettings.Tokens(
                        false,
                        List.of(
                                issuer("ours", Set.of("o7", ORGANISATION)),
                                issuer("theirs", Set.of("o2"))));
        node = new TestNode(core, data, TestNode.generous(), Optional.empty(), tokens);
    }

    @AfterAll
    static void stop() {
        node.close();
        core.close();
        issuers.close();
    }

    private static TrustedIssuer issuer(String name, Set<String> organisations) {
        return new TrustedIssuer(
                address(name), "exorlive-signaling", organisations, TokenDemands.NONE, false);
    }

    private static String address(String name) {
        return "http://127.0.0.1:" + issuers.port() + "/" + name;
    }

    private static Reply metadata(String name) {
        var jwks = "http://127.0.0.1:" + issuers.port() + "/jwks";
        return Reply.json(200, Map.of("issuer", address(name), "jwks_uri", jwks));
    }

    private static String tokenOf(String issuer, String subject) throws Exception {
        return key.sign(
                SigningKey.claims(address(issuer), subject, Duration.ofMinutes(10))
                        .audience("exorlive-signaling")
                        .claim("scope", "meeting")
                        .build());
    }

    @Test
    void anIssuerLetsThePeopleOfItsOwnOrganisationsIn() throws Exception {
        var meeting = core.meeting("s-host", "s-invitee");

        var answer = node.ticketAnswer(meeting, tokenOf("ours", "s-host"), TestNode.challenge());

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void oneThatNamesAPersonOfAnotherCustomerIsToldWhatOneOfAnUnknownMeetingIs() throws Exception {
        var meeting = core.meeting("s-host", "s-invitee");
        var hostile = tokenOf("theirs", "s-host");

        var answer = node.ticketAnswer(meeting, hostile, TestNode.challenge());
        var unknown = node.ticketAnswer(core.unknownMeeting(), hostile, TestNode.challenge());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(withoutCorrelation(answer.body())).isEqualTo(withoutCorrelation(unknown.body()));
    }

    @Test
    void aCoreThatDoesNotSayWhoseSubjectItMeansIsNotBelieved() throws Exception {
        var meeting = core.meeting("s-host", "s-invitee");
        core.knowsNoIssuers = true;
        try {
            var answer =
                    node.ticketAnswer(meeting, tokenOf("ours", "s-host"), TestNode.challenge());

            assertThat(answer.statusCode()).isEqualTo(503);
        } finally {
            core.knowsNoIssuers = false;
        }
    }

    @Test
    void coresOwnTokensAreOfEveryOrganisation() throws Exception {
        assertThat(node.ticketAnswer(core.meeting("s-1", "s-2"), "s-1").statusCode())
                .isEqualTo(200);
    }

    private static String withoutCorrelation(String body) {
        return body.replaceAll("\"correlationId\":\"[^\"]*\"", "");
    }
}
