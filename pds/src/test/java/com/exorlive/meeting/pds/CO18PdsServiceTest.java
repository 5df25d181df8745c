package com.exorlive.meeting.pds;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.edge.HttpServer;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// CO-18: the names stay with the customer, for the customer's staff on the product's page.
final class CO18PdsServiceTest {
    private static final String PRODUCT = "https://meet.example.org";
    private static final String OLA =
            "{\"name\":\"Ola Nordmann\",\"birthDate\":\"1984-05-17\",\"phone\":null,\"email\":null}";

    @TempDir Path data;
    private ECKey key;
    private PdsServer server;

    @BeforeEach
    void start() throws Exception {
        key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        server = open();
    }

    private PdsServer open() throws Exception {
        return PdsServer.start(
                new PdsServer.Settings(
                        new HttpServer.Address("127.0.0.1", 0, Optional.empty()),
                        PRODUCT,
                        "fjellvik",
                        data.resolve("names.json")),
                new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK())));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void namesAreKeptFoundAndTakenAwayAlsoAfterARestart() throws Exception {
        var ingrid = token("fjellvik", "instructor");
        assertThat(send("PUT", "/persons/c1", PRODUCT, ingrid, OLA).statusCode()).isEqualTo(204);
        server.close();
        server = open();

        assertThat(send("GET", "/persons?ids=c1,c2", PRODUCT, ingrid, "").body())
                .contains("\"c1\"", "Ola Nordmann")
                .doesNotContain("c2");
        assertThat(send("GET", "/search?q=nord", PRODUCT, ingrid, "").body()).contains("c1");
        send("DELETE", "/persons/c1", PRODUCT, ingrid, "");
        assertThat(send("GET", "/persons?ids=c1", PRODUCT, ingrid, "").body())
                .doesNotContain("Ola");
        assertThat(Files.readString(data.resolve("names.json"))).doesNotContain("Ola");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(data.resolve("names.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aClientOrAnotherOrganisationsStaffIsRefused() throws Exception {
        for (var token :
                List.of(
                        token("fjellvik", "contact"),
                        token("havnes", "instructor"),
                        "nonsense",
                        signed("at+jwt", PRODUCT, "exorlive-signaling", 60),
                        signed("at+jwt", "https://evil.example", "exorlive-core", 60),
                        signed("JWT", PRODUCT, "exorlive-core", 60),
                        signed("at+jwt", PRODUCT, "exorlive-core", -120))) {
            assertThat(send("GET", "/persons?ids=c1", PRODUCT, token, "").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void anotherOriginsPageIsNotAnswered() throws Exception {
        var ingrid = token("fjellvik", "instructor");
        var answer = send("GET", "/persons?ids=c1", "https://evil.example", ingrid, "");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(send("OPTIONS", "/persons", "https://evil.example", "x", "").statusCode())
                .isEqualTo(403);
    }

    @Test
    void theProductsPageMayAsk() throws Exception {
        var answer = send("OPTIONS", "/persons/c1", PRODUCT, "x", "");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(PRODUCT);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("Authorization, Content-Type");
    }

    @Test
    void whatIsNoIdOrNoBodyIsRefused() throws Exception {
        var ingrid = token("fjellvik", "instructor");
        assertThat(send("GET", "/persons?ids=..%2F", PRODUCT, ingrid, "").statusCode())
                .isEqualTo(400);
        assertThat(send("GET", "/search?q=ab", PRODUCT, ingrid, "").statusCode()).isEqualTo(400);
        assertThat(send("PUT", "/persons/c1", PRODUCT, ingrid, "[]").statusCode()).isEqualTo(400);
    }

    private String token(String organisation, String role) throws Exception {
        return signed("at+jwt", PRODUCT, "exorlive-core", 60, organisation, role);
    }

    private String signed(String type, String issuer, String audience, int seconds)
            throws Exception {
        return signed(type, issuer, audience, seconds, "fjellvik", "instructor");
    }

    private String signed(
            String type,
            String issuer,
            String audience,
            int seconds,
            String organisation,
            String role)
            throws Exception {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType(type))
                        .keyID("k")
                        .build();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(audience)
                        .subject("ingrid")
                        .claim("org", organisation)
                        .claim("roles", List.of(role))
                        .expirationTime(Date.from(Instant.now().plusSeconds(seconds)))
                        .build();
        var jwt = new SignedJWT(header, claims);
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    private HttpResponse<String> send(
            String method, String path, String origin, String token, String body) throws Exception {
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + server.port() + "/pds/v1" + path))
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body))
                        .header("Origin", origin)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
