package com.exorlive.meeting.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.HttpServer;
import com.exorlive.meeting.edge.Reply;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
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
    private static ECKey key;
    private static HttpServer issuers;
    private static FakeCore core;
    private static TestNode node;

    @BeforeAll
    static void start() throws Exception {
        key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        issuers =
                HttpServer.start(
                        "issuers",
                        new HttpServer.Address("127.0.0.1", 0, Optional.empty()),
                        HttpRoutes.builder()
                                .get(
                                        "/{name}/.well-known/openid-configuration",
                                        call -> metadata(call.path("name")))
                                .get("/jwks", _ -> keys())
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

    private static SignalingSettings.Issuer issuer(String name, Set<String> organisations) {
        return new SignalingSettings.Issuer(
                address(name), "exorlive-signaling", false, organisations);
    }

    private static String address(String name) {
        return "http://127.0.0.1:" + issuers.port() + "/" + name;
    }

    private static Reply metadata(String name) {
        var jwks = "http://127.0.0.1:" + issuers.port() + "/jwks";
        return Reply.json(200, Map.of("issuer", address(name), "jwks_uri", jwks));
    }

    private static Reply keys() {
        return Reply.json(200, new JWKSet(key.toPublicJWK()).toJSONObject());
    }

    private static String tokenOf(String issuer, String subject) throws Exception {
        var now = Instant.now();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(address(issuer))
                        .subject(subject)
                        .audience("exorlive-signaling")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(600)))
                        .claim("scope", "meeting")
                        .build();
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID("k1")
                        .build();
        var jwt = new SignedJWT(header, claims);
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
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
    void coresOwnTokensAreOfEveryOrganisation() throws Exception {
        assertThat(node.ticketAnswer(core.meeting("s-1", "s-2"), "s-1").statusCode())
                .isEqualTo(200);
    }

    @Test
    void anIssuerOfNoOrganisationIsAMistakeOfTheOperator() {
        assertThatThrownBy(() -> issuer("nobodys", Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String withoutCorrelation(String body) {
        return body.replaceAll("\"correlationId\":\"[^\"]*\"", "");
    }
}
