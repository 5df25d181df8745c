package com.exorlive.meeting.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRoutesTest {
    record Greeting(String name) {}

    private static final HttpRoutes ROUTES =
            HttpRoutes.builder()
                    .get("/people/{id}", call -> Reply.json(200, Map.of("id", call.path("id"))))
                    .post("/people", call -> Reply.json(201, call.json(Greeting.class)))
                    .post("/unread", _ -> Reply.problem(401, "token-invalid"))
                    .get("/token", call -> Reply.json(200, call.bearerToken().orElse("none")))
                    .get(
                            "/bug",
                            _ -> {
                                throw new IllegalStateException("secret detail");
                            })
                    .get(
                            "/later",
                            _ -> {
                                throw new Away();
                            })
                    .build();

    /// A world that failed, and may be back.
    private static final class Away extends RuntimeException implements TryAgain {
        private static final long serialVersionUID = 1L;

        @Override
        public Optional<Later> later() {
            return Optional.of(new Later("unavailable", 5));
        }
    }

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static HttpServer server;

    @BeforeAll
    static void start() throws Exception {
        var address = new HttpServer.Address("127.0.0.1", 0, Optional.empty());
        server =
                HttpServer.start(
                        "test", address, new SecurityHeaders(ROUTES, "default-src 'none'", false));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aTemplatesNameIsHandedToTheEndpoint() throws Exception {
        var answer = get("/people/17");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"id\":\"17\"}");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void anUnknownPathIsNotFoundAndNothingOfItIsGivenBack() throws Exception {
        var answer = get("/nowhere/%3Cscript%3E");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"not-found\"").doesNotContain("script");
    }

    @Test
    void aMethodThatThePathLacksIsAnsweredWithTheOnesItHas() throws Exception {
        var answer = send(request("/people").DELETE());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void aBugIsAnsweredWithACorrelationIdAndNoDetail() throws Exception {
        var answer = get("/bug");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("\"correlationId\":\"").doesNotContain("secret detail");
    }

    @Test
    void whatMayBeOverSoonSaysWhenToComeBack() throws Exception {
        var answer = get("/later");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"unavailable\"");
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws Exception {
        for (var path : Set.of("/people/1", "/nowhere", "/bug")) {
            var headers = get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy"))
                    .contains("default-src 'none'");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
            assertThat(headers.firstValue("Cross-Origin-Embedder-Policy")).contains("require-corp");
            assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(headers.firstValue("Permissions-Policy").orElseThrow())
                    .contains("camera=(self)")
                    .contains("geolocation=()");
            assertThat(headers.firstValue("Server")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{\"name\":\"a\"",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{\"name\":\"a\"} trailing",
                "{\"name\":{\"is\":\"no string\"}}",
                "{\"n\":1e400000000000000000000000000000000000}"
            })
    void aBodyThatIsNotTheJsonAskedForIsABadRequest(String body) throws Exception {
        var answer = post(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"bad-request\"");
    }

    @Test
    void aMillionOpenBracketsAreABadRequest() throws Exception {
        assertThat(post("[".repeat(60_000)).statusCode()).isEqualTo(400);
        assertThat(post("[".repeat(1_000_000)).statusCode()).isEqualTo(400);
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() throws Exception {
        var sent = request("/people").POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"a\"}"));

        assertThat(send(sent.header("Content-Type", "text/plain")).statusCode()).isEqualTo(415);
    }

    @Test
    void aBearerTokenIsReadWhateverTheCaseOfItsScheme() throws Exception {
        var answer = send(request("/token").header("Authorization", "bearer abc.def").GET());

        assertThat(answer.body()).isEqualTo("\"abc.def\"");
    }

    @Test
    void aBrokenRequestLineIsRefusedWithoutAStack() throws Exception {
        var answer = raw("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("Content-Security-Policy: default-src 'none'", "nosniff", "no-referrer")
                .doesNotContain("Exception")
                .doesNotContain("Jetty");
    }

    /// S-29: what two readers could read in two ways, a proxy before us and we ourselves.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /people%2fme HTTP/1.1\r\nHost: a\r\n",
                "GET /%2e%2e/people HTTP/1.1\r\nHost: a\r\n",
                "GET /people/..;/token HTTP/1.1\r\nHost: a\r\n",
                "GET /a/;/token HTTP/1.1\r\nHost: a\r\n",
                "GET //token HTTP/1.1\r\nHost: a\r\n",
                "GET /token HTTP/1.1\r\n",
                "GET /token HTTP/1.1\r\nHost : a\r\n",
                "GET /token HTTP/1.1\r\nHost: a\r\n b\r\n",
                "GET /token HTTP/1.1\r\nHost: a\r\nX\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +2\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n"
            })
    void anAmbiguousRequestIsRefused(String head) throws Exception {
        assertThat(raw(head + "\r\n{}")).startsWith("HTTP/1.1 400");
    }

    @Test
    void whoIsAnsweredBeforeTheirBodyCameIsToldThatTheConnectionCloses() throws Exception {
        var answer = raw("POST /unread HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 401").containsIgnoringCase("connection: close");
    }

    @Test
    void aConnectionWhoseBodyWasThereGoesOn() throws Exception {
        var answer = raw("POST /unread HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}");

        assertThat(answer)
                .startsWith("HTTP/1.1 401")
                .doesNotContainIgnoringCase("connection: close");
    }

    @Test
    void twoRoutesForOneMethodAndPathAreABug() {
        var twice = HttpRoutes.builder().get("/a", _ -> Reply.noContent());

        assertThatThrownBy(() -> twice.get("/a", _ -> Reply.noContent()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theTableNamesEveryRoute() {
        assertThat(ROUTES.table())
                .containsEntry("/people", Set.of("POST"))
                .containsEntry("/people/{id}", Set.of("GET"))
                .hasSize(6);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    private static HttpResponse<String> post(String json) throws IOException, InterruptedException {
        return send(
                request("/people")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private static String header(InputStream in) throws IOException {
        var header = new StringBuilder();
        for (int next = in.read(); next >= 0 && header.indexOf("\r\n\r\n") < 0; next = in.read()) {
            header.append((char) next);
        }
        return header.toString();
    }

    private static String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return header(socket.getInputStream());
        }
    }
}
