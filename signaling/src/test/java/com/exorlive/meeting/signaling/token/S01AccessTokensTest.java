package com.exorlive.meeting.signaling.token;

import static com.exorlive.meeting.signaling.token.TokenFactory.ISSUER;
import static com.exorlive.meeting.signaling.token.TokenFactory.NOW;
import static com.exorlive.meeting.signaling.token.TokenFactory.claims;
import static com.exorlive.meeting.signaling.token.TokenFactory.header;
import static com.exorlive.meeting.signaling.token.TokenFactory.sign;
import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.HttpServer;
import com.exorlive.meeting.edge.Reply;
import com.exorlive.meeting.edge.issuer.TokenDemands;
import com.exorlive.meeting.edge.outbound.BoundedHttp;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// SECURITY.md S-01 to S-05 and S-10.
class S01AccessTokensTest {
    private static final Map<String, String> FORGED = new LinkedHashMap<>();
    private static final AtomicInteger STRAY_REQUESTS = new AtomicInteger();
    private static ECKey ec;
    private static RSAKey rsa;
    private static ECKey stranger;
    private static KeyPair ed25519;
    private static HttpServer issuer;
    private static BoundedHttp http;
    private static AccessTokens tokens;

    @BeforeAll
    static void start() throws Exception {
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        stranger = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var encryption =
                new ECKeyGenerator(Curve.P_256).keyID("enc").keyUse(KeyUse.ENCRYPTION).generate();
        var encoded = ed25519.getPublic().getEncoded();
        var point =
                Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        var okp = new OctetKeyPair.Builder(Curve.Ed25519, point).keyID("ed").build();
        var keys = new JWKSet(List.of(ec, rsa, okp, encryption)).toPublicJWKSet();
        var routes =
                HttpRoutes.builder()
                        .get("/jwks", _ -> Reply.json(200, keys.toJSONObject()))
                        .get("/evil", _ -> stray())
                        .build();
        issuer =
                HttpServer.start(
                        "issuer", new HttpServer.Address("127.0.0.1", 0, Optional.empty()), routes);
        http = new BoundedHttp(Duration.ofSeconds(20));
        var known = new IssuerKeys(KeysAddress.at(uri("/jwks")), http, () -> NOW);
        tokens =
                new AccessTokens(
                        ISSUER,
                        "exorlive-signaling",
                        "meeting",
                        TokenDemands.NONE,
                        known,
                        () -> NOW);
        forge(encryption);
    }

    private static Reply stray() {
        STRAY_REQUESTS.incrementAndGet();
        return Reply.json(200, new JWKSet(stranger.toPublicJWK()).toJSONObject());
    }

    @AfterAll
    static void stop() {
        http.close();
        issuer.close();
    }

    private static void forge(ECKey encryption) throws Exception {
        var ecHeader = header(JWSAlgorithm.ES256, "ec").build();
        var signer = new ECDSASigner(ec);
        FORGED.put("none", new PlainJWT(claims().build()).serialize());
        FORGED.put(
                "HS256 with the public key as the secret",
                sign(
                        header(JWSAlgorithm.HS256, "rsa").build(),
                        claims().build(),
                        new MACSigner(rsa.toPublicKey().getEncoded())));
        FORGED.put(
                "RS512, which is not listed",
                sign(
                        header(JWSAlgorithm.RS512, "rsa").build(),
                        claims().build(),
                        new RSASSASigner(rsa)));
        FORGED.put(
                "another key under the same kid",
                sign(ecHeader, claims().build(), new ECDSASigner(stranger)));
        FORGED.put(
                "a key that is there for encryption",
                sign(
                        header(JWSAlgorithm.ES256, "enc").build(),
                        claims().build(),
                        new ECDSASigner(encryption)));
        FORGED.put(
                "no kid",
                sign(
                        new JWSHeader.Builder(JWSAlgorithm.ES256)
                                .type(new JOSEObjectType("at+jwt"))
                                .build(),
                        claims().build(),
                        signer));
        FORGED.put(
                "kid with a path",
                sign(
                        header(JWSAlgorithm.ES256, "../../etc/passwd").build(),
                        claims().build(),
                        signer));
        FORGED.put(
                "kid with SQL",
                sign(
                        header(JWSAlgorithm.ES256, "ec' OR '1'='1").build(),
                        claims().build(),
                        signer));
        FORGED.put(
                "jku of a stranger",
                sign(
                        header(JWSAlgorithm.ES256, "ec").jwkURL(uri("/evil")).build(),
                        claims().build(),
                        new ECDSASigner(stranger)));
        FORGED.put(
                "x5u of a stranger",
                sign(
                        header(JWSAlgorithm.ES256, "ec").x509CertURL(uri("/evil")).build(),
                        claims().build(),
                        new ECDSASigner(stranger)));
        FORGED.put(
                "jwk of a stranger",
                sign(
                        header(JWSAlgorithm.ES256, "ec").jwk(stranger.toPublicJWK()).build(),
                        claims().build(),
                        new ECDSASigner(stranger)));
        FORGED.put(
                "no typ",
                sign(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec").build(),
                        claims().build(),
                        signer));
        FORGED.put(
                "an ID token",
                sign(
                        header(JWSAlgorithm.ES256, "ec").type(JOSEObjectType.JWT).build(),
                        claims().claim("nonce", "n").build(),
                        signer));
        FORGED.put(
                "unknown crit",
                sign(
                        header(JWSAlgorithm.ES256, "ec")
                                .criticalParams(Set.of("exp"))
                                .customParam("exp", 1)
                                .build(),
                        claims().build(),
                        signer));
        mutate("issuer with a slash more", claims().issuer(ISSUER + "/"));
        mutate("issuer in other letters", claims().issuer("http://LOCALHOST:8080"));
        mutate("no issuer", claims().issuer(null));
        mutate("audience of another service", claims().audience("exorlive-core"));
        mutate("no audience", claims().audience((String) null));
        mutate("no subject", claims().subject(null));
        mutate("empty subject", claims().subject(""));
        mutate("expired", claims().expirationTime(Date.from(NOW.minusSeconds(31))));
        mutate("no expiry", claims().expirationTime(null));
        mutate("not yet", claims().notBeforeTime(Date.from(NOW.plusSeconds(32))));
        mutate("issued in the future", claims().issueTime(Date.from(NOW.plusSeconds(32))));
        mutate("no scope", claims().claim("scope", null));
        mutate("another scope", claims().claim("scope", "openid core"));
        mutate("a scope that only begins like ours", claims().claim("scope", "meeting.admission"));
        mutate("a scope that is a list", claims().claim("scope", List.of("meeting")));
        mutate("longer than 8 KiB", claims().claim("padding", "x".repeat(9_000)));
        var good = sign(ec, claims().build());
        FORGED.put("signature cut off", good.substring(0, good.lastIndexOf('.') + 1));
        FORGED.put("signature shortened", good.substring(0, good.length() - 4));
        FORGED.put(
                "signature of zeros",
                good.substring(0, good.lastIndexOf('.') + 1) + "A".repeat(86));
        FORGED.put("empty", "");
        FORGED.put("dots", "..");
        FORGED.put("no token at all", "hello");
        FORGED.put("encrypted", encrypted());
        FORGED.put("PBES2 with two thousand million rounds", pbes2Bomb());
    }

    private static void mutate(String name, JWTClaimsSet.Builder claims) throws Exception {
        FORGED.put(name, sign(ec, claims.build()));
    }

    private static String encrypted() throws Exception {
        var jwt =
                new EncryptedJWT(
                        new JWEHeader(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128GCM),
                        claims().build());
        jwt.encrypt(new RSAEncrypter(rsa));
        return jwt.serialize();
    }

    private static String pbes2Bomb() {
        var header =
                "{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\",\"typ\":\"at+jwt\",\"kid\":\"ec\","
                        + "\"p2c\":2147483647,\"p2s\":\"AAAAAAAAAAA\"}";
        return Base64URL.encode(header) + ".AAAA.AAAA.AAAA.AAAA";
    }

    static Stream<String> forged() {
        return FORGED.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("forged")
    void aForgedTokenIsNobodys(String how) {
        assertThat(tokens.verify(FORGED.get(how))).isEmpty();
    }

    @Test
    void noForgedTokenMakesUsAskAStranger() {
        FORGED.values().forEach(tokens::verify);

        assertThat(STRAY_REQUESTS).hasValue(0);
    }

    @Test
    void anEncryptedBombCostsNothing() {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(1),
                () -> {
                    for (int i = 0; i < 100; i++) {
                        tokens.verify(pbes2Bomb());
                    }
                });
    }

    @Test
    void everyListedAlgorithmVerifies() throws Exception {
        var subject =
                Optional.of(
                        new SignedIn(
                                new Subject(ISSUER, "s-1"),
                                "",
                                "",
                                new SignedIn.How("", List.of(), null)));
        assertThat(tokens.verify(sign(ec, claims().build()))).isEqualTo(subject);
        for (var algorithm : List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256)) {
            var token =
                    sign(header(algorithm, "rsa").build(), claims().build(), new RSASSASigner(rsa));
            assertThat(tokens.verify(token)).isEqualTo(subject);
        }
        assertThat(tokens.verify(ed25519Token())).isEqualTo(subject);
        assertThat(tokens.verify(ed25519Token().replaceFirst("\\.[^.]*$", "." + "A".repeat(86))))
                .isEmpty();
    }

    private static String ed25519Token() throws Exception {
        var input =
                header(JWSAlgorithm.EdDSA, "ed").build().toBase64URL()
                        + "."
                        + claims().build().toPayload().toBase64URL();
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(ed25519.getPrivate());
        signature.update(input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + Base64URL.encode(signature.sign());
    }

    @Test
    void clocksMayDifferByThirtySeconds() throws Exception {
        assertThat(
                        tokens.verify(
                                sign(
                                        ec,
                                        claims().expirationTime(Date.from(NOW.minusSeconds(29)))
                                                .build())))
                .isPresent();
        assertThat(
                        tokens.verify(
                                sign(
                                        ec,
                                        claims().issueTime(Date.from(NOW.plusSeconds(29)))
                                                .build())))
                .isPresent();
    }

    @Test
    void theSameSubOfAnotherIssuerIsSomebodyElse() {
        assertThat(new Subject("a", "s-1")).isNotEqualTo(new Subject("b", "s-1"));
        assertThat(new Subject("a", "s-1").toString()).doesNotContain("s-1");
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + issuer.port() + path);
    }
}
