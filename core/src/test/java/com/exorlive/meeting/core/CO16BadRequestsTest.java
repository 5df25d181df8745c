package com.exorlive.meeting.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// CO-15, CO-16: every operation of the published description is sent what is wrong: types, sizes,
/// ids of another organisation and of nobody, stale versions. Each answer is one that it has for
/// the operation, with one of its codes, and never an error of ours. Driven by the description
/// alone, so that a new endpoint is tried without a new line here.
@Tag("long")
final class CO16BadRequestsTest {
    private static final JsonNode DOCUMENT =
            JsonMapper.shared().readTree(new OpenApiDocument().text());
    private static final String JSON = "application/json";

    /// The same answer needs to be looked at once.
    private static final Set<String> SEEN = new HashSet<>();

    private static CoreUnderTest core;
    private static List<String> tokens;
    private static List<String> foreign;

    @BeforeAll
    static void start() throws Exception {
        core = CoreUnderTest.start();
        var signe = core.signedIn("signe");
        var me = signe.api("GET", "/me").json();
        foreign =
                List.of(
                        me.path("sub").asString(),
                        me.path("unit").path("id").asString(),
                        CheckedCalls.contactIds(signe).getFirst());
        tokens = new ArrayList<>();
        for (var user : List.of("ingrid", "astrid", "ola")) {
            tokens.add(core.signedIn(user).accessToken());
        }
        var narrow = core.signedIn("jonas");
        narrow.narrowTo("core");
        tokens.add(narrow.accessToken());
        tokens.add(core.signaling().accessToken());
        tokens.add(partner());
    }

    private static String partner() {
        var scopes = DOCUMENT.at("/components/schemas/PartnerScope/enum").valueStream().toList();
        return core.signedIn("astrid")
                .api("POST", "/partners", Map.of("name", "P", "kind", "api-key", "scopes", scopes))
                .text("secret");
    }

    @AfterAll
    static void stop() {
        core.close();
    }

    record Operation(String method, String path, JsonNode description) {
        @Override
        public String toString() {
            return method + " " + path;
        }

        /// Never ends by itself.
        boolean isStream() {
            return description
                    .path("responses")
                    .path("200")
                    .path("content")
                    .has("text/event-stream");
        }

        Stream<JsonNode> parameters(String in) {
            return description
                    .path("parameters")
                    .valueStream()
                    .filter(it -> it.path("in").asString().equals(in));
        }
    }

    static Stream<Operation> operations() {
        return DOCUMENT.path("paths").properties().stream()
                .flatMap(
                        path ->
                                path.getValue().properties().stream()
                                        .map(
                                                it ->
                                                        new Operation(
                                                                it.getKey()
                                                                        .toUpperCase(Locale.ROOT),
                                                                path.getKey(),
                                                                it.getValue())))
                .filter(it -> !it.isStream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void aBadRequestIsAnsweredAsTheDescriptionSays(Operation operation) {
        var token = token(operation);
        var offences = new ArrayList<String>();
        for (var path : paths(operation)) {
            send(operation, path, token, JSON, "", "path " + path, offences);
        }
        var some = operation.path().replaceAll("\\{[^}]+}", "x");
        operation
                .parameters("query")
                .forEach(
                        parameter -> {
                            for (var value : queries()) {
                                var query = "?" + parameter.path("name").asString() + "=" + value;
                                send(operation, some + query, token, JSON, "", query, offences);
                            }
                        });
        var content = operation.description().path("requestBody").path("content");
        if (content.has(JSON)) {
            var schema = content.path(JSON).path("schema");
            new BadValues(DOCUMENT, foreign)
                    .bodies(schema)
                    .forEach(
                            (what, body) ->
                                    send(operation, some, token, JSON, body, what, offences));
            send(operation, some, token, "text/plain", "x", "as text", offences);
        }
        send(operation, some, "nonsense", JSON, "", "a bad token", offences);
        assertThat(offences).isEmpty();
    }

    /// The first that gets past the door.
    private static String token(Operation operation) {
        var path = operation.path().replaceAll("\\{[^}]+}", "x");
        return tokens.stream()
                .filter(
                        token -> {
                            var body = operation.method().equals("GET") ? "" : "{}";
                            var answer = exchange(operation.method(), path, token, JSON, body);
                            return answer.status() != 401
                                    && !List.of("not-instructor", "not-client", "scope-missing")
                                            .contains(code(answer))
                                    && !code(answer).equals("not-administrator");
                        })
                .findFirst()
                .orElse(tokens.getFirst());
    }

    private static String code(Http.Answer answer) {
        return answer.header("Content-Type").contains("json") && !answer.raw().body().isEmpty()
                ? answer.json().path("code").asString("")
                : "";
    }

    private static List<String> paths(Operation operation) {
        if (!operation.path().contains("{")) {
            return List.of(operation.path());
        }
        var ids = new ArrayList<>(foreign);
        ids.addAll(List.of("x", "-", "x".repeat(300), "%F0%9F%98%80", "a%20b", "%27", "999"));
        return ids.stream().map(id -> operation.path().replaceAll("\\{[^}]+}", id)).toList();
    }

    private static List<String> queries() {
        var values = new ArrayList<>(foreign);
        values.addAll(List.of("", "x", "-1", "1e9", "99999999999999999999", "%00"));
        values.add("x".repeat(1_000));
        values.add(URLEncoder.encode("😀\u202e", StandardCharsets.UTF_8));
        values.add("2026-13-45");
        return values;
    }

    private static void send(
            Operation operation,
            String pathAndQuery,
            String token,
            String type,
            String body,
            String what,
            List<String> offences) {
        var answer = exchange(operation.method(), pathAndQuery, token, type, body);
        var known = operation.description().path("responses");
        if (!known.has(Integer.toString(answer.status()))) {
            offences.add(what + " → " + answer.status() + " " + answer.raw().body());
            return;
        }
        if (!SEEN.add(kind(operation, answer))) {
            return;
        }
        var report =
                CheckedCalls.VALIDATOR.validateResponse(
                        operation.path().replaceAll("\\{[^}]+}", "x"),
                        Request.Method.valueOf(operation.method()),
                        response(answer));
        report.getMessages().stream()
                .filter(it -> it.getLevel() == ValidationReport.Level.ERROR)
                .forEach(
                        it ->
                                offences.add(
                                        what
                                                + " → "
                                                + answer.raw().body()
                                                + " "
                                                + it.getMessage()));
    }

    /// All that is to be held against the description, but for what differs from answer to answer.
    private static String kind(Operation operation, Http.Answer answer) {
        var headers = new TreeMap<>(answer.raw().headers().map());
        headers.remove("date");
        var kind = operation + " " + answer.status() + " " + headers + " " + answer.raw().body();
        var id = code(answer).isEmpty() ? "" : answer.json().path("correlationId").asString("");
        return id.isEmpty() ? kind : kind.replace(id, "an id of " + id.length());
    }

    private static SimpleResponse response(Http.Answer answer) {
        var response = SimpleResponse.Builder.status(answer.status());
        answer.raw().headers().map().forEach((name, values) -> response.withHeader(name, values));
        var body = answer.raw().body();
        return body.isEmpty() ? response.build() : response.withBody(body).build();
    }

    private static Http.Answer exchange(
            String method, String pathAndQuery, String token, String type, String body) {
        var headers = new HashMap<String, String>();
        headers.put("Authorization", "Bearer " + token);
        headers.put("Origin", core.origin().toString());
        if (!method.equals("GET")) {
            headers.put("Content-Type", type);
        }
        return Http.send(method, URI.create(core.origin() + pathAndQuery), headers, body);
    }
}
