package com.exorlive.meeting.edge.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// SECURITY.md S-07: a proof is good for one request, with one token, once, and now.
class S07DpopProofTest {
    private static final String ORIGIN = "https://meet.example";
    private static final String PATH = "/api/meetings/m-1/ticket";
    private static final String TOKEN = "the.access.token";
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:20Z");
    private static final Map<String, String> WRONG = new LinkedHashMap<>();
    private static final Set<String> WRONG_IN_TIME =
            Set.of("iat a minute and a second ago", "iat 31 seconds ahead", "a nonce of another");
    private static ECKey key;

    private Instant now = NOW;
    private final DpopNonces nonces = new DpopNonces(new byte[32], () -> now);
    private long nanos;
    private final DpopProofs proofs =
            new DpopProofs(
                    Set.of(ORIGIN), nonces, SeenProofs.inMemory(10_000, () -> nanos), () -> now);

    @BeforeAll
    static void makeWrongOnes() throws Exception {
        key = new ECKeyGenerator(Curve.P_256).generate();
        WRONG.put("htm of another method", proof(claims().claim("htm", "GET")));
        WRONG.put("htm in small letters", proof(claims().claim("htm", "post")));
        WRONG.put("no htm", proof(claims().claim("htm", null)));
        WRONG.put("htu of another meeting", proof(htu(ORIGIN + "/api/meetings/m-2/ticket")));
        WRONG.put("htu of another server", proof(htu("https://evil.example" + PATH)));
        WRONG.put("htu without TLS", proof(htu("http://meet.example" + PATH)));
        WRONG.put("htu of another port", proof(htu("https://meet.example:8443" + PATH)));
        WRONG.put("htu that only begins like ours", proof(htu(ORIGIN + ".evil.example" + PATH)));
        WRONG.put(
                "htu that hides its host", proof(htu("https://meet.example@evil.example" + PATH)));
        WRONG.put("htu that is none", proof(htu("ticket")));
        WRONG.put("no htu", proof(htu(null)));
        WRONG.put("ath of another token", proof(claims().claim("ath", ath("other"))));
        WRONG.put("no ath", proof(claims().claim("ath", null)));
        WRONG.put("no jti", proof(claims().jwtID(null)));
        WRONG.put("endless jti", proof(claims().jwtID("x".repeat(129))));
        WRONG.put("no iat", proof(claims().issueTime(null)));
        WRONG.put("iat a minute and a second ago", proof(iat(NOW.minusSeconds(61))));
        WRONG.put("iat 31 seconds ahead", proof(iat(NOW.plusSeconds(31))));
        WRONG.put("a nonce of another", proof(claims().claim("nonce", "AAAAAAAAAAAAAAAAAAAAAA")));
        WRONG.put("typ of an access token", proof(header().type(new JOSEObjectType("at+jwt"))));
        WRONG.put("no typ", proof(new JWSHeader.Builder(JWSAlgorithm.ES256).jwk(jwk())));
        WRONG.put("no jwk", proof(new JWSHeader.Builder(JWSAlgorithm.ES256).type(type())));
        WRONG.put("unknown crit", proof(header().criticalParams(Set.of("x")).customParam("x", 1)));
        addWrongSignatures();
    }

    private static void addWrongSignatures() throws Exception {
        var stranger = new ECKeyGenerator(Curve.P_256).generate();
        WRONG.put(
                "signed by another key",
                sign(header().build(), claims().build(), new ECDSASigner(stranger)));
        var p384 = new ECKeyGenerator(Curve.P_384).generate();
        WRONG.put(
                "ES384, which is not listed",
                sign(
                        new JWSHeader.Builder(JWSAlgorithm.ES384)
                                .type(type())
                                .jwk(p384.toPublicJWK())
                                .build(),
                        claims().build(),
                        new ECDSASigner(p384)));
        var rsa = new RSAKeyGenerator(2048).generate();
        WRONG.put(
                "RS256, which is not listed",
                sign(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .type(type())
                                .jwk(rsa.toPublicJWK())
                                .build(),
                        claims().build(),
                        new RSASSASigner(rsa)));
        WRONG.put(
                "HS256 with the public key as the secret",
                sign(
                        new JWSHeader.Builder(JWSAlgorithm.HS256).type(type()).jwk(jwk()).build(),
                        claims().build(),
                        new MACSigner(key.toPublicKey().getEncoded())));
        WRONG.put("none", new PlainJWT(claims().build()).serialize());
        var withPrivate =
                Base64URL.encode(
                        "{\"alg\":\"ES256\",\"typ\":\"dpop+jwt\",\"jwk\":"
                                + key.toJSONString()
                                + "}");
        var good = proof(claims());
        WRONG.put("a private key in it", withPrivate + good.substring(good.indexOf('.')));
        WRONG.put("signature cut off", good.substring(0, good.lastIndexOf('.') + 1));
        WRONG.put(
                "signature of zeros",
                good.substring(0, good.lastIndexOf('.') + 1) + "A".repeat(86));
        WRONG.put("a header of null", Base64URL.encode("null") + good.substring(good.indexOf('.')));
        WRONG.put("no JWT", "hello");
        WRONG.put("empty", "");
        WRONG.put("longer than 4 KiB", proof(claims().claim("x", "x".repeat(5_000))));
    }

    static Stream<String> wrong() {
        return WRONG.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongProofIsNone(String how) {
        var judged = judge(WRONG.get(how));

        assertThat(judged)
                .isInstanceOf(
                        WRONG_IN_TIME.contains(how) ? Judged.NeedsNonce.class : Judged.Bad.class);
        assertThat(judged.key()).isEmpty();
    }

    @Test
    void aGoodProofTellsItsKey() throws Exception {
        assertThat(judge(proof(claims())).key()).contains(key.computeThumbprint().toString());
    }

    @Test
    void whereATokenIsYetToBeGotNoneIsNamed() throws Exception {
        var proof = proof(claims().claim("ath", null));

        assertThat(proofs.judge("POST", PATH, List.of(proof), Optional.empty()).key()).isPresent();
    }

    @Test
    void theSameAddressWrittenOtherwiseIsTheSame() throws Exception {
        for (var htu :
                List.of(
                        "HTTPS://Meet.Example" + PATH,
                        "https://meet.example:443" + PATH,
                        ORIGIN + PATH + "?a=b#c")) {
            assertThat(judge(proof(htu(htu))).key()).as(htu).isPresent();
        }
    }

    @Test
    void clocksMayDifferALittle() throws Exception {
        assertThat(judge(proof(iat(NOW.minusSeconds(60)))).key()).isPresent();
        assertThat(judge(proof(iat(NOW.plusSeconds(30)))).key()).isPresent();
    }

    @Test
    void aClockThatIsWrongByHoursGetsInWithTheNonceThatItIsGiven() throws Exception {
        var wrong = NOW.plusSeconds(7_200);
        var asked = (Judged.NeedsNonce) judge(proof(iat(wrong)));

        assertThat(judge(proof(iat(wrong).claim("nonce", asked.nonce()))).key()).isPresent();
    }

    @Test
    void aProofThatWasMadeInAdvanceIsNeverGood() throws Exception {
        var inAdvance = proof(iat(NOW.plusSeconds(600)));
        assertThat(judge(inAdvance).key()).isEmpty();

        var today = nonces.current();
        var withNonce = proof(iat(NOW.plusSeconds(600)).claim("nonce", today));
        now = NOW.plusSeconds(121);
        assertThat(judge(withNonce).key()).isEmpty();
    }

    @Test
    void aNonceIsGoodForAMinuteAtLeastAndTwoAtMost() {
        var nonce = nonces.current();
        for (var after : List.of(0, 60, 99)) {
            now = NOW.plusSeconds(after);
            assertThat(nonces.isGood(nonce)).as("%s s", after).isTrue();
        }
        now = NOW.plusSeconds(100);
        assertThat(nonces.isGood(nonce)).isFalse();
    }

    @Test
    void nodesThatShareAKeyTakeEachOthersNonces() {
        assertThat(new DpopNonces(new byte[32], () -> now).isGood(nonces.current())).isTrue();
        assertThat(DpopNonces.ofThisProcess(() -> now).isGood(nonces.current())).isFalse();
    }

    @Test
    void aProofIsGoodOnce() throws Exception {
        var good = (Judged.Good) judge(proof(claims()));
        assertThat(proofs.use(good)).isTrue();
        assertThat(proofs.use(good)).isFalse();

        var again = (Judged.Good) judge(proof(claims()));
        assertThat(proofs.use(again)).as("the same jti in other bytes").isFalse();
        assertThat(proofs.use((Judged.Good) judge(proof(claims().jwtID("another"))))).isTrue();
    }

    @Test
    void aProofIsRememberedForAsLongAsItCouldBeGood() throws Exception {
        var good = (Judged.Good) judge(proof(claims()));
        proofs.use(good);
        nanos = java.time.Duration.ofSeconds(149).toNanos();

        assertThat(proofs.use(good)).isFalse();
        assertThat(DpopProofs.MEMORY).isGreaterThan(DpopNonces.SLOT.multipliedBy(2));
    }

    @Test
    void twoProofsAreNone() throws Exception {
        var proof = proof(claims());

        assertThat(proofs.judge("POST", PATH, List.of(proof, proof), Optional.of(TOKEN)))
                .isInstanceOf(Judged.Bad.class);
        assertThat(proofs.judge("POST", PATH, List.of(), Optional.of(TOKEN)))
                .isInstanceOf(Judged.None.class);
    }

    private Judged judge(String proof) {
        return proofs.judge("POST", PATH, List.of(proof), Optional.of(TOKEN));
    }

    private static JWTClaimsSet.Builder claims() throws Exception {
        return new JWTClaimsSet.Builder()
                .jwtID("jti-1")
                .issueTime(Date.from(NOW))
                .claim("htm", "POST")
                .claim("htu", ORIGIN + PATH)
                .claim("ath", ath(TOKEN));
    }

    private static JWTClaimsSet.Builder htu(String htu) throws Exception {
        return claims().claim("htu", htu);
    }

    private static JWTClaimsSet.Builder iat(Instant at) throws Exception {
        return claims().issueTime(Date.from(at));
    }

    private static String ath(String token) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        return Base64URL.encode(digest.digest(token.getBytes(StandardCharsets.US_ASCII)))
                .toString();
    }

    private static JOSEObjectType type() {
        return new JOSEObjectType("dpop+jwt");
    }

    private static ECKey jwk() {
        return key.toPublicJWK();
    }

    private static JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256).type(type()).jwk(jwk());
    }

    private static String proof(JWTClaimsSet.Builder claims) throws Exception {
        return sign(header().build(), claims.build(), new ECDSASigner(key));
    }

    private static String proof(JWSHeader.Builder header) throws Exception {
        return sign(header.build(), claims().build(), new ECDSASigner(key));
    }

    private static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
            throws Exception {
        var jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }
}
