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
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// SECURITY.md S-01: the kinds of signature and key that Project Wycheproof tries on JSON Web
/// Signatures (json_web_signature, json_web_key, ecdsa_secp256r1_sha256_p1363, rsa_signature,
/// rsa_pss), made here under keys of our own. Each stands beside a good one of its kind.
class S01EdgesOfSignaturesTest {
    private static final BigInteger ORDER = Curve.P_256.toECParameterSpec().getOrder();
    private static final Map<String, String> WRONG = new LinkedHashMap<>();
    private static ECKey ec;
    private static RSAKey rsa;
    private static HttpServer issuer;
    private static BoundedHttp http;
    private static AccessTokens tokens;

    @BeforeAll
    static void start() throws Exception {
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        var small = new RSAKeyGenerator(1024, true).keyID("small").generate();
        var ps = new RSAKey.Builder(rsa.toRSAPublicKey()).keyID("ps").algorithm(JWSAlgorithm.PS256);
        var p384 = new ECKeyGenerator(Curve.P_384).keyID("p384").generate();
        var enc = new RSAKey.Builder(rsa).keyID("enc").keyUse(KeyUse.ENCRYPTION).build();
        var published = new JWKSet(List.of(ec, rsa, small, ps.build(), p384, enc)).toPublicJWKSet();
        issuer =
                HttpServer.start(
                        "issuer",
                        new HttpServer.Address("127.0.0.1", 0, Optional.empty()),
                        HttpRoutes.builder()
                                .get("/jwks", _ -> Reply.json(200, published.toJSONObject()))
                                .build());
        http = new BoundedHttp(Duration.ofSeconds(20));
        var jwks = URI.create("http://127.0.0.1:" + issuer.port() + "/jwks");
        var keys = new IssuerKeys(KeysAddress.at(jwks), http, () -> NOW);
        tokens =
                new AccessTokens(
                        ISSUER,
                        "exorlive-signaling",
                        "meeting",
                        TokenDemands.NONE,
                        keys,
                        () -> NOW);
        ecdsa();
        rsa(small, enc);
        encodings();
    }

    @AfterAll
    static void stop() {
        http.close();
        issuer.close();
    }

    private static void ecdsa() throws Exception {
        var good = sign(ec, claims().build());
        var signature = new Base64URL(good.substring(good.lastIndexOf('.') + 1)).decode();
        var r = new BigInteger(1, Arrays.copyOf(signature, 32));
        var s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        var zero = BigInteger.ZERO;
        wrong("r and s are zero (CVE-2022-21449)", good, pair(zero, zero));
        wrong("r is zero", good, pair(zero, s));
        wrong("s is zero", good, pair(r, zero));
        wrong("r and s are one", good, pair(BigInteger.ONE, BigInteger.ONE));
        wrong("r is the order", good, pair(ORDER, s));
        wrong("s is the order", good, pair(r, ORDER));
        wrong("r and s are the order", good, pair(ORDER, ORDER));
        wrong("r is the order less one", good, pair(ORDER.subtract(BigInteger.ONE), s));
        wrong("r and s changed places", good, pair(s, r));
        wrong("r is its negative", good, pair(ORDER.subtract(r), s));
        wrong("all bits set", good, filled(64, 0xff));
        wrong("ASN.1 instead of two numbers", good, ECDSA.transcodeSignatureToDER(signature));
        wrong("a byte less", good, Arrays.copyOf(signature, 63));
        wrong("a byte more", good, Arrays.copyOf(signature, 65));
        wrong("leading zeros for a larger curve", good, widened(signature));
        wrong("nothing", good, new byte[0]);
        var flipped = signature.clone();
        flipped[63] ^= 1;
        wrong("one bit changed", good, flipped);
        WRONG.put("a key of P-384 named for ES256", renamed(good, "p384"));
        WRONG.put("a key of RSA named for ES256", renamed(good, "rsa"));
    }

    private static void rsa(RSAKey small, RSAKey enc) throws Exception {
        var header = header(JWSAlgorithm.RS256, "rsa").build();
        var good = sign(header, claims().build(), new RSASSASigner(rsa));
        wrong("RSA: zero", good, new byte[256]);
        wrong("RSA: one", good, filled(256, 0, 1));
        wrong("RSA: all bits set", good, filled(256, 0xff));
        wrong("RSA: a byte less", good, new byte[255]);
        wrong("RSA: SHA-1 under the name of RS256", good, signed("SHA1withRSA", good));
        wrong("RSA: SHA-512 under the name of RS256", good, signed("SHA512withRSA", good));
        WRONG.put("PSS under the name of RS256", withSignature(good, pss(good, 32)));
        WRONG.put("PKCS #1 with a key that is for PS256", signedAs(JWSAlgorithm.RS256, "ps", rsa));
        var ps =
                sign(
                        header(JWSAlgorithm.PS256, "rsa").build(),
                        claims().build(),
                        new RSASSASigner(rsa));
        WRONG.put("PSS without salt", withSignature(ps, pss(ps, 0)));
        WRONG.put("PSS with a salt of 20 bytes", withSignature(ps, pss(ps, 20)));
        WRONG.put("a key of 1,024 bits", signedWeakly(small));
        WRONG.put("a key that is there for encryption", signedAs(JWSAlgorithm.RS256, "enc", enc));
    }

    private static void encodings() throws Exception {
        var good = sign(ec, claims().build());
        var end = good.lastIndexOf('.') + 1;
        WRONG.put("padding", good + "==");
        WRONG.put("a line feed at the end", good + "\n");
        WRONG.put(
                "a space in the signature",
                good.substring(0, end + 4) + " " + good.substring(end + 4));
        WRONG.put(
                "a letter that is none",
                good.substring(0, end + 4) + "!" + good.substring(end + 4));
        WRONG.put("a fourth part", good + ".AAAA");
        WRONG.put("two parts", good.substring(0, end - 1));
        WRONG.put("JSON instead of the compact form", "{\"payload\":\"e30\",\"signatures\":[]}");
        var payload = good.substring(good.indexOf('.'));
        for (var nothing : List.of("null", "[]", "7", "")) {
            WRONG.put(
                    "claims " + nothing,
                    good.substring(0, good.indexOf('.') + 1)
                            + Base64URL.encode(nothing)
                            + good.substring(end - 1));
        }
        for (var header :
                List.of(
                        "{\"alg\":\"ES256\",\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"ec\"}",
                        "{\"alg\":[\"ES256\"],\"typ\":\"at+jwt\",\"kid\":\"ec\"}",
                        "{\"alg\":\"es256\",\"typ\":\"at+jwt\",\"kid\":\"ec\"}",
                        "{\"alg\":\"\",\"typ\":\"at+jwt\",\"kid\":\"ec\"}",
                        "{\"alg\":\"ES256\",\"b64\":false,\"crit\":[\"b64\"],\"typ\":\"at+jwt\",\"kid\":\"ec\"}",
                        "{\"typ\":\"at+jwt\",\"kid\":\"ec\"}",
                        "[]",
                        "null")) {
            WRONG.put("header " + header, Base64URL.encode(header) + payload);
        }
    }

    static Stream<String> wrong() {
        return WRONG.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongSignatureIsNone(String how) {
        assertThat(tokens.verify(WRONG.get(how))).isEmpty();
    }

    @Test
    void goodOnesOfEachKindAreTaken() throws Exception {
        assertThat(tokens.verify(sign(ec, claims().build()))).isPresent();
        for (var algorithm : List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256)) {
            assertThat(tokens.verify(signedAs(algorithm, "rsa", rsa))).isPresent();
        }
        assertThat(tokens.verify(signedAs(JWSAlgorithm.PS256, "ps", rsa))).isPresent();
        var made = signedAs(JWSAlgorithm.PS256, "rsa", rsa);
        assertThat(tokens.verify(withSignature(made, pss(made, 32)))).isPresent();
        assertThat(
                        tokens.verify(
                                withSignature(
                                        signedAs(JWSAlgorithm.RS256, "rsa", rsa),
                                        signed(
                                                "SHA256withRSA",
                                                signedAs(JWSAlgorithm.RS256, "rsa", rsa)))))
                .isPresent();
    }

    private static void wrong(String how, String token, byte[] signature) {
        WRONG.put(how, withSignature(token, signature));
    }

    private static String withSignature(String token, byte[] signature) {
        return token.substring(0, token.lastIndexOf('.') + 1) + Base64URL.encode(signature);
    }

    private static String renamed(String token, String kid) {
        var header = header(JWSAlgorithm.ES256, kid).build().toBase64URL();
        return header + token.substring(token.indexOf('.'));
    }

    private static String signedAs(JWSAlgorithm algorithm, String kid, RSAKey key)
            throws Exception {
        return sign(header(algorithm, kid).build(), claims().build(), new RSASSASigner(key));
    }

    private static String signedWeakly(RSAKey key) throws Exception {
        var header = header(JWSAlgorithm.RS256, key.getKeyID()).build();
        return sign(
                header,
                claims().build(),
                new RSASSASigner(key.toRSAPrivateKey(), Set.of(AllowWeakRSAKey.getInstance())));
    }

    private static byte[] signed(String algorithm, String token) throws Exception {
        var signer = Signature.getInstance(algorithm);
        signer.initSign(rsa.toRSAPrivateKey());
        signer.update(input(token));
        return signer.sign();
    }

    private static byte[] pss(String token, int salt) throws Exception {
        var signer = Signature.getInstance("RSASSA-PSS");
        signer.setParameter(
                new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, salt, 1));
        signer.initSign(rsa.toRSAPrivateKey());
        signer.update(input(token));
        return signer.sign();
    }

    private static byte[] input(String token) {
        return token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] pair(BigInteger r, BigInteger s) {
        var both = new byte[64];
        put(r, both, 32);
        put(s, both, 64);
        return both;
    }

    private static void put(BigInteger number, byte[] into, int end) {
        var bytes = number.toByteArray();
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, into, end - length, length);
    }

    private static byte[] widened(byte[] signature) {
        var wide = new byte[96];
        System.arraycopy(signature, 0, wide, 16, 32);
        System.arraycopy(signature, 32, wide, 64, 32);
        return wide;
    }

    private static byte[] filled(int length, int with) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    private static byte[] filled(int length, int with, int last) {
        var bytes = filled(length, with);
        bytes[length - 1] = (byte) last;
        return bytes;
    }
}
