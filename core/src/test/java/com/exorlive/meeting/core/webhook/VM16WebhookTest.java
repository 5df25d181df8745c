package com.exorlive.meeting.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.notice.Delivery;
import com.exorlive.meeting.core.notice.Notice;
import com.exorlive.meeting.core.notice.Receiver;
import com.exorlive.meeting.core.person.Subject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// VM-16, VM-20: what a gateway for text messages is told, over real HTTP.
final class VM16WebhookTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private record Post(String path, String id, String timestamp, String signature, String body) {}

    private final List<Post> posts = new ArrayList<>();
    private HttpServer gateway;
    private int status = 204;
    private String location = "";

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", this::answer);
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        posts.add(
                new Post(
                        exchange.getRequestURI().getPath(),
                        headers.getFirst("webhook-id"),
                        headers.getFirst("webhook-timestamp"),
                        headers.getFirst("webhook-signature"),
                        body));
        if (!location.isEmpty()) {
            exchange.getResponseHeaders().set("Location", location);
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /// The example of the specification's own libraries.
    @Test
    void theSignatureIsThatOfStandardWebhooks() {
        assertThat(
                        new WebhookSignature(SECRET)
                                .of(
                                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                        1_614_265_330L,
                                        "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void theGatewayIsToldThatAMessageWaitsAndNothingElse() {
        assertThat(deliver(false)).isInstanceOf(Delivery.Sent.class);

        var post = posts.getFirst();
        assertThat(post.path()).isEqualTo("/sms");
        assertThat(JsonMapper.shared().readTree(post.body()))
                .isEqualTo(
                        JsonMapper.shared()
                                .readTree(
                                        """
                                        {"type": "message.waiting",
                                         "timestamp": "2026-11-21T12:00:00Z",
                                         "data": {"receiver": "s1", "language": "nb", "phone": null}}
                                        """));
    }

    @Test
    void itCarriesAnIdATimeAndASignatureOverBothAndTheBody() {
        deliver(false);

        var post = posts.getFirst();
        assertThat(post.id()).isEqualTo("n1");
        assertThat(post.timestamp()).isEqualTo("1795262400");
        assertThat(post.signature())
                .isEqualTo(new WebhookSignature(SECRET).of("n1", 1_795_262_400L, post.body()));
        assertThat(post.signature())
                .isNotEqualTo(
                        new WebhookSignature(SECRET).of("n1", 1_795_262_400L, post.body() + " "));
    }

    @Test
    void theNumberIsToldOnlyWhereTheOperatorWantsIt() {
        deliver(true);
        assertThat(posts.getFirst().body()).contains("+4700000001");

        var nobody = new Receiver(new Subject("s1"), "nb", null, null);
        assertThat(channel(true).deliver("n1", Notice.MESSAGE, nobody, NOW))
                .isInstanceOf(Delivery.NotReachable.class);
        assertThat(posts).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"200, Sent", "202, Sent", "400, Later", "410, Never", "429, Later", "503, Later"})
    void whatTheGatewayAnswersDecidesWhetherItIsTriedAgain(int answered, String delivery) {
        status = answered;
        assertThat(deliver(false).getClass().getSimpleName()).isEqualTo(delivery);
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "307", "308"})
    void noRedirectLeadsElsewhere(int answered) {
        status = answered;
        location = "http://127.0.0.1:" + gateway.getAddress().getPort() + "/inside";

        assertThat(deliver(false)).isInstanceOf(Delivery.Later.class);
        assertThat(posts).extracting(Post::path).containsExactly("/sms");
    }

    @Test
    void aGatewayThatIsAwayIsTriedLater() {
        gateway.stop(0);
        assertThat(deliver(false)).isInstanceOf(Delivery.Later.class);
    }

    @ParameterizedTest
    @CsvSource({
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, true",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, true",
        "whsec_c2hvcnQ=, false",
        "not base64 at all, false"
    })
    void aSecretIsBase64OfAtLeast24Bytes(String secret, boolean isOne) {
        assertThat(WebhookChannel.isSecret(secret)).isEqualTo(isOne);
    }

    private Delivery deliver(boolean withPhone) {
        var receiver = new Receiver(new Subject("s1"), "nb", "ola@x.example", "+4700000001");
        return channel(withPhone).deliver("n1", Notice.MESSAGE, receiver, NOW);
    }

    private WebhookChannel channel(boolean withPhone) {
        var url = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort() + "/sms");
        return new WebhookChannel(url, SECRET, withPhone);
    }
}
