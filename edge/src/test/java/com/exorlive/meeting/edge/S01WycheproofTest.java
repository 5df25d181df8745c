package com.exorlive.meeting.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// SECURITY.md S-01: the judge of signatures held against Project Wycheproof's vectors. Those that
/// are valid show that the copies in protocol-fixtures are right, and that the invalid ones beside
/// them are refused for what is wrong with them.
class S01WycheproofTest {
    private static final Path FIXTURES = Path.of("../protocol-fixtures/wycheproof");
    private static final JsonMapper JSON = JsonMapper.shared();

    private record Vector(JsonNode group, JsonNode test) {
        int id() {
            return test.get("tcId").intValue();
        }

        String result() {
            return test.get("result").stringValue();
        }

        byte[] bytes(String member) {
            return HexFormat.of().parseHex(test.get(member).stringValue());
        }

        String jws() {
            return test.get("jws").stringValue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ecdsa_secp256r1_sha256_p1363_test.json, ES256, 219",
        "rsa_signature_2048_sha256_test.json, RS256, 240",
        "rsa_pss_2048_sha256_mgf1_32_test.json, PS256, 103",
        "eddsa_test.json, EdDSA, 145",
    })
    void aSignatureIsTakenIfItIsValidAndElseNot(String file, String algorithm, int vectors)
            throws Exception {
        var header = new JWSHeader(JWSAlgorithm.parse(algorithm));
        var mistakes = new ArrayList<String>();
        int judged = 0;
        for (var vector : vectors(file)) {
            var isTaken =
                    JwsSignatures.isBy(
                            key(vector.group),
                            header,
                            vector.bytes("msg"),
                            Base64URL.encode(vector.bytes("sig")));
            if (isTaken ? "invalid".equals(vector.result()) : "valid".equals(vector.result())) {
                mistakes.add(vector.test.toString());
            }
            judged++;
        }
        assertThat(mistakes).isEmpty();
        assertThat(judged).isEqualTo(vectors);
    }

    /// Wycheproof leaves it open whether `r` and `s` may be shorter; RFC 7518 section 3.4 does not.
    @Test
    void aSignatureOfEs256HasSixtyFourBytes() throws Exception {
        var header = new JWSHeader(JWSAlgorithm.ES256);
        int shorter = 0;
        for (var vector : vectors("ecdsa_secp256r1_sha256_p1363_test.json")) {
            var signature = vector.bytes("sig");
            if (signature.length != 64) {
                assertThat(
                                JwsSignatures.isBy(
                                        key(vector.group),
                                        header,
                                        vector.bytes("msg"),
                                        Base64URL.encode(signature)))
                        .as(vector.test.toString())
                        .isFalse();
                shorter++;
            }
        }
        assertThat(shorter).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"json_web_signature_selection.json, 45", "json_web_key_selection.json, 10"})
    void aTokenIsTakenIfItIsWholeAndItsKeyIsForThat(String file, int vectors) {
        var mistakes = new ArrayList<String>();
        int judged = 0;
        for (var vector : vectors(file)) {
            if (isTaken(vector) != "valid".equals(vector.result())) {
                mistakes.add(vector.test.toString());
            }
            judged++;
        }
        assertThat(mistakes).isEmpty();
        assertThat(judged).isEqualTo(vectors);
    }

    /// Shows that it is refused for where its key comes from, not for a letter lost in copying.
    @Test
    void theKeyThatATokenBringsItselfWouldHaveVerifiedIt() throws Exception {
        var vector =
                vectors("json_web_signature_selection.json").stream()
                        .filter(it -> it.id() == 32)
                        .findFirst()
                        .orElseThrow();
        var jwt = SignedJWT.parse(vector.jws());
        var brought = (ECKey) jwt.getHeader().getJWK();

        assertThat(jwt.verify(new ECDSAVerifier(brought))).isTrue();
    }

    private static boolean isTaken(Vector vector) {
        try {
            var key = JWK.parse(vector.group.get("public").toString());
            var jwt = SignedJWT.parse(vector.jws());
            return key.getKeyID().equals(jwt.getHeader().getKeyID())
                    && JwsSignatures.isBy(key, jwt);
        } catch (ParseException | IllegalArgumentException _) {
            return false;
        }
    }

    private static List<Vector> vectors(String file) {
        var groups = JSON.readTree(FIXTURES.resolve(file).toFile()).get("testGroups");
        return groups.valueStream()
                .flatMap(group -> tests(group).map(test -> new Vector(group, test)))
                .toList();
    }

    private static Stream<JsonNode> tests(JsonNode group) {
        return group.get("tests").valueStream();
    }

    private static JWK key(JsonNode group) throws ParseException, JOSEException {
        for (var member : List.of("jwk", "keyJwk")) {
            if (group.has(member)) {
                return JWK.parse(group.get(member).toString()).toPublicJWK();
            }
        }
        return new RSAKey.Builder(
                        Base64URL.encode(new BigInteger(group.get("n").stringValue(), 16)),
                        Base64URL.encode(new BigInteger(group.get("e").stringValue(), 16)))
                .build();
    }
}
