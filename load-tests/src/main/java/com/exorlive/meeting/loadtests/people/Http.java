package com.exorlive.meeting.loadtests.people;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks HTTP as a page of the server's origin does. Waits as long as a 429 or 503 asks, within
/// reason. Thread-safe; blocks.
public final class Http implements AutoCloseable {
    public static final JsonMapper JSON = JsonMapper.shared();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TRIES = 4;
    private static final long LONGEST_WAIT_SECONDS = 20;

    private final String origin;
    private final String way;
    private final ExecutorService executor;
    private final HttpClient client;

    public Http(String origin) {
        this(origin, origin);
    }

    /// Where people come in by another way than the one in the address bar: a load balancer.
    ///
    /// @param way such as `http://127.0.0.1:8090`
    public Http(String origin, String way) {
        this.origin = origin;
        this.way = way;
        this.executor =
                Executors.newFixedThreadPool(
                        2, Thread.ofPlatform().name("http-", 0).daemon().factory());
        this.client = HttpClient.newBuilder().executor(executor).connectTimeout(PATIENCE).build();
    }

    public String origin() {
        return origin;
    }

    /// Where people come in: the origin, or another way to it.
    public String way() {
        return way;
    }

    /// A socket's address by the same way.
    String socketAddress(String url) {
        var prefix = origin.replaceFirst("^http", "ws");
        return url.startsWith(prefix)
                ? way.replaceFirst("^http", "ws") + url.substring(prefix.length())
                : url;
    }

    public HttpClient client() {
        return client;
    }

    /// A request of this origin's page, to be completed.
    HttpRequest.Builder request(String path, Map<String, String> headers) {
        var request =
                HttpRequest.newBuilder(URI.create(way + path))
                        .timeout(PATIENCE)
                        .header("Origin", origin);
        headers.forEach(request::header);
        return request;
    }

    HttpResponse<String> get(String path, Map<String, String> headers) throws InterruptedException {
        return send(request(path, headers).GET().build());
    }

    HttpResponse<String> post(String path, Map<String, String> headers, Object body)
            throws InterruptedException {
        return send(
                request(path, headers)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build());
    }

    HttpResponse<String> postForm(String path, Map<String, String> form)
            throws InterruptedException {
        return send(
                request(path, Map.of())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form(form)))
                        .build());
    }

    /// @throws RefusedException unless the answer is 200 or 201, or a redirection
    private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            var answer = sendOnce(request);
            int status = answer.statusCode();
            if (status < 400) {
                return answer;
            }
            boolean isBusy = status == 429 || status == 503;
            if (!isBusy || tries == TRIES) {
                throw new RefusedException(request.uri().getPath(), status, codeOf(answer));
            }
            Thread.sleep(Duration.ofSeconds(waitOf(answer)));
        }
    }

    private HttpResponse<String> sendOnce(HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new RefusedException(request.uri().getPath(), 0, "unreachable", e);
        }
    }

    private static long waitOf(HttpResponse<String> answer) {
        long asked = answer.headers().firstValueAsLong("Retry-After").orElse(1);
        return Math.clamp(asked, 1, LONGEST_WAIT_SECONDS);
    }

    private static String codeOf(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body()).path("code").asString("");
        } catch (RuntimeException _) {
            return "";
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(it -> it.getKey() + "=" + encoded(it.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.shutdownNow();
        executor.shutdownNow();
    }
}
