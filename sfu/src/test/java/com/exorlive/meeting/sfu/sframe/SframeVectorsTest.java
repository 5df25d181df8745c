package com.exorlive.meeting.sfu.sframe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The vectors of `protocol-fixtures/e2ee`, read by a second implementation: what the web client
/// seals can be opened by whoever follows docs/e2ee.md.
class SframeVectorsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final Path FOLDER = Path.of("..", "protocol-fixtures", "e2ee");
    private static final JsonNode OWN = file("exorlive-frames.json");

    private static final SealedMedia PAIRING =
            new SealedMedia(
                    hex(OWN, "baseKey"),
                    OWN.get("generation").intValue(),
                    OWN.get("meetingId").stringValue(),
                    hex(OWN, "pairingId"));

    @Test
    void headersAreWrittenAndReadAsInRfc9605() throws RefusedException {
        var vectors = file("rfc9605-header.json").get("header");
        assertThat(vectors.size()).isEqualTo(289);
        for (var vector : vectors) {
            var header = new SframeHeader(number(vector, "kid"), number(vector, "ctr"));
            byte[] encoded = hex(vector, "encoded");
            assertThat(header.encoded()).isEqualTo(encoded);
            assertThat(SframeHeader.read(ByteBuffer.wrap(encoded))).isEqualTo(header);
        }
    }

    @Test
    void framesAreSealedAndOpenedAsInRfc9605() throws RefusedException {
        for (var vector : file("rfc9605-sframe.json").get("sframe")) {
            var ctr = number(vector, "ctr");
            var key =
                    SframeKey.derive(
                            vector.get("cipher_suite").intValue(),
                            hex(vector, "base_key"),
                            number(vector, "kid"));
            byte[] header = new SframeHeader(number(vector, "kid"), ctr).encoded();
            byte[] sealed = key.seal(ctr, hex(vector, "aad"), hex(vector, "pt"));

            assertThat(key.key()).isEqualTo(hex(vector, "sframe_key"));
            assertThat(key.salt()).isEqualTo(hex(vector, "sframe_salt"));
            assertThat(HEX.formatHex(header) + HEX.formatHex(sealed))
                    .isEqualTo(vector.get("ct").stringValue());
            assertThat(key.open(ctr, hex(vector, "aad"), sealed)).isEqualTo(hex(vector, "pt"));
        }
    }

    @ParameterizedTest(name = "ctx {0} of sender {1}")
    @MethodSource("keys")
    void everyKidHasItsOwnKeyAndSalt(int ctx, int sender, JsonNode vector) {
        assertThat(PAIRING.kid(ctx, sender)).isEqualTo(vector.get("kid").intValue());
        assertThat(PAIRING.key(ctx, sender).key()).isEqualTo(hex(vector, "key"));
        assertThat(PAIRING.key(ctx, sender).salt()).isEqualTo(hex(vector, "salt"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("sealed")
    void whatThePageSealsIsOpened(int ctx, int sender, JsonNode vector, String name)
            throws RefusedException {
        assertThat(PAIRING.open(ctx, sender, hex(vector, "sealed")))
                .as(name)
                .isEqualTo(hex(vector, "plaintext"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("sealed")
    void sealingGivesTheSameBytes(int ctx, int sender, JsonNode vector, String name) {
        byte[] sealed =
                PAIRING.seal(ctx, sender, vector.get("ctr").longValue(), hex(vector, "plaintext"));
        assertThat(HEX.formatHex(sealed)).as(name).isEqualTo(vector.get("sealed").stringValue());
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("refused")
    void whatWasTamperedWithIsRefused(int ctx, int sender, JsonNode vector, String name) {
        assertThatThrownBy(() -> PAIRING.open(ctx, sender, hex(vector, "sealed")))
                .as(name)
                .isInstanceOf(RefusedException.class)
                .hasMessage(vector.get("why").stringValue());
    }

    static Stream<Arguments> keys() {
        return all("keys").map(vector -> Arguments.of(ctx(vector), sender(vector), vector));
    }

    static Stream<Arguments> sealed() {
        return named("sealed");
    }

    static Stream<Arguments> refused() {
        return named("refused");
    }

    private static Stream<Arguments> named(String list) {
        return all(list)
                .map(
                        vector ->
                                Arguments.of(
                                        ctx(vector),
                                        sender(vector),
                                        vector,
                                        vector.get("name").stringValue()));
    }

    private static Stream<JsonNode> all(String list) {
        return OWN.get(list).valueStream();
    }

    private static int ctx(JsonNode vector) {
        return vector.get("ctx").intValue();
    }

    private static int sender(JsonNode vector) {
        return vector.get("sender").intValue();
    }

    private static BigInteger number(JsonNode vector, String name) {
        return vector.get(name).bigIntegerValue();
    }

    private static byte[] hex(JsonNode vector, String name) {
        return HEX.parseHex(vector.get(name).stringValue());
    }

    private static JsonNode file(String name) {
        try {
            return JsonMapper.shared().readTree(Files.readString(FOLDER.resolve(name)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
