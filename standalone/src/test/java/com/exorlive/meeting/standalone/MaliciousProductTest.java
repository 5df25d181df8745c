package com.exorlive.meeting.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.room.ForgedFrames;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// That the dishonest product attacks and sees everything, so that browsers that withstand it have
/// withstood something.
class MaliciousProductTest {
    private static final byte[] SOUND = "a sound in clear".getBytes(UTF_8);

    @TempDir Path data;

    @Test
    void itLiesOnOrderAndWritesDownAllThatItHandles() throws Exception {
        try (var product = MaliciousProduct.start(TestStandalone.overrides(data, Map.of()));
                var ingrid = new Caller(product.origin(), 1);
                var ola = new Caller(product.origin(), 2)) {
            meet(ingrid, ola);
            ola.media.sendFrame("0", 1, 960, SOUND);
            ingrid.media.awaitPacket(SOUND);

            assertThat(order(product, "POST", "/attack/plaintext?target=host").get("attack"))
                    .hasToString("\"plaintext\"");
            ola.media.sendFrame("0", 2, 1920, SOUND);
            var tone = ForgedFrames.tone();
            ingrid.media.awaitPacket(Arrays.copyOfRange(tone, tone.length - 20, tone.length));
            assertThat(order(product, "GET", "/status").get("forged").asLong()).isPositive();

            var captured = order(product, "GET", "/captured");
            assertThat(read(captured, "media", "bytes")).contains(text(SOUND));
            assertThat(read(captured, "media", "lines"))
                    .contains("\"from\":\"invitee\"", "\"mid\":\"0\"");
            assertThat(read(captured, "messages", "lines"))
                    .contains("hello", "welcome", "describe", "\"way\":\"in\"", "\"way\":\"out\"");
            assertThat(read(captured, "messages", "bytes")).contains("said between the two");
            assertThat(read(captured, "http", "bytes")).contains("/ticket");
        }
    }

    @Test
    void anUnknownOrderIsRefused() throws Exception {
        try (var product = MaliciousProduct.start(TestStandalone.overrides(data, Map.of()))) {
            assertThat(order(product, "POST", "/attack/nonsense?target=host").has("error"))
                    .isTrue();
            assertThat(order(product, "POST", "/attack/replay?target=nobody").has("error"))
                    .isTrue();
        }
    }

    private static void meet(Caller ingrid, Caller ola) throws Exception {
        ingrid.signIn("ingrid");
        ola.signIn("ola");
        var meeting = ingrid.startMeeting("Ola Nordmann");
        ingrid.join(meeting);
        ola.join(meeting);
        ingrid.answerOffer(UnaryOperator.identity());
        var other = ingrid.next("presence").get("conn").stringValue();
        ola.answerOffer(UnaryOperator.identity());
        ingrid.media.awaitConnected();
        ola.media.awaitConnected();
        // Each is offered the other's streams now.
        ingrid.answerOffer(UnaryOperator.identity());
        ola.answerOffer(UnaryOperator.identity());
        var said =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("said between the two".getBytes(UTF_8));
        ingrid.say(Map.of("t", "e2ee", "to", other, "data", said));
        ola.next("e2ee");
    }

    private static JsonNode order(MaliciousProduct product, String method, String path)
            throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(product.controlOrigin() + path))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return JsonMapper.shared().readTree(answer.body());
        }
    }

    private static String read(JsonNode captured, String what, String form) throws Exception {
        var file = Path.of(captured.get(what).get(form).stringValue());
        return new String(Files.readAllBytes(file), ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
