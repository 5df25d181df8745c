package com.exorlive.meeting.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Calls core over real HTTP, and holds each exchange against its published description as it goes.
final class CheckedCalls {
    static final OpenApiInteractionValidator VALIDATOR =
            OpenApiInteractionValidator.createForInlineApiSpecification(
                            new OpenApiDocument().text())
                    .build();

    private static final String FORM = "application/x-www-form-urlencoded";

    /// What was answered so far: method, path template, status.
    final Set<String> seen = new TreeSet<>();

    final CoreUnderTest core;

    CheckedCalls(CoreUnderTest core) {
        this.core = core;
    }

    /// A call with a token, checked both ways.
    Http.Answer call(String method, String path, String token, String body) {
        var headers = new HashMap<String, String>();
        headers.put("Authorization", "Bearer " + token);
        if (!body.isEmpty()) {
            headers.put("Content-Type", "application/json");
        }
        return check(method, path, headers, body, true);
    }

    Http.Answer browse(String method, String path, Browser browser, String body) {
        var headers = new HashMap<String, String>();
        headers.put("Origin", core.origin().toString());
        browser.cookies.forEach(
                (name, value) ->
                        headers.merge("Cookie", name + "=" + value, (a, b) -> a + "; " + b));
        if (!body.isEmpty()) {
            headers.put("Content-Type", "application/json");
        }
        return check(method, path, headers, body, true);
    }

    void token(Map<String, String> parameters) {
        check("POST", "/oidc/token", Map.of("Content-Type", FORM), Http.form(parameters), true);
    }

    /// A cookie's request that another origin's page sends.
    void elsewhere(String path, String body) {
        var headers = new HashMap<String, String>();
        headers.put("Origin", "https://evil.example");
        if (!body.isEmpty()) {
            headers.put("Content-Type", "application/json");
        }
        check("POST", path, headers, body, true);
    }

    /// A request that is wrong by the description too: only the answer is checked.
    void unchecked(String method, String path, String type, String token, String body) {
        var headers = new HashMap<String, String>();
        headers.put("Origin", core.origin().toString());
        headers.put("Content-Type", type);
        if (!token.isEmpty()) {
            headers.put("Authorization", "Bearer " + token);
        }
        check(method, path, headers, body, false);
    }

    /// Bytes there or back, which the validator has no eye for: only that the answer is documented
    /// is looked at, by its status and type.
    Http.Answer bytes(String path, String type, String token, byte[] body, String range) {
        var headers = new HashMap<String, String>();
        headers.put("Authorization", "Bearer " + token);
        if (body.length > 0) {
            headers.put("Content-Type", type);
        }
        if (!range.isEmpty()) {
            headers.put("Range", range);
        }
        var uri = core.origin().resolve(path);
        var answer = Http.sendBytes(uri, headers, body);
        var method = body.length > 0 ? "PUT" : "GET";
        if (answer.header("Content-Type").endsWith("json")) {
            var report =
                    VALIDATOR.validateResponse(
                            uri.getPath(), Request.Method.valueOf(method), response(answer));
            assertThat(errors(report)).as("%s → %s", uri, answer.raw().body()).isEmpty();
        }
        seen.add(method + " " + template(uri.getPath()) + " " + answer.status());
        return answer;
    }

    private Http.Answer check(
            String method,
            String pathAndQuery,
            Map<String, String> headers,
            String body,
            boolean bothWays) {
        var uri = core.origin().resolve(pathAndQuery);
        var answer = Http.send(method, uri, headers, body);
        var request = request(method, uri, headers, body);
        var response = response(answer);
        var report =
                bothWays
                        ? VALIDATOR.validate(request, response)
                        : VALIDATOR.validateResponse(uri.getPath(), request.getMethod(), response);
        assertThat(errors(report))
                .as("%s %s → %s %s", method, uri, answer.status(), answer.raw().body())
                .isEmpty();
        seen.add(method + " " + template(uri.getPath()) + " " + answer.status());
        return answer;
    }

    private static List<String> errors(ValidationReport report) {
        return report.getMessages().stream()
                .filter(it -> it.getLevel() == ValidationReport.Level.ERROR)
                .map(it -> it.getKey() + ": " + it.getMessage())
                .toList();
    }

    private static SimpleRequest request(
            String method, URI uri, Map<String, String> headers, String body) {
        var request = new SimpleRequest.Builder(Request.Method.valueOf(method), uri.getPath());
        headers.forEach((name, value) -> request.withHeader(name, value));
        if (uri.getRawQuery() != null) {
            Http.parameters(uri.getRawQuery())
                    .forEach((name, value) -> request.withQueryParam(name, value));
        }
        return body.isEmpty() ? request.build() : request.withBody(body).build();
    }

    private static SimpleResponse response(Http.Answer answer) {
        var response = SimpleResponse.Builder.status(answer.status());
        answer.raw().headers().map().forEach((name, values) -> response.withHeader(name, values));
        var body = answer.raw().body();
        return body.isEmpty() ? response.build() : response.withBody(body).build();
    }

    private String template(String path) {
        return core.routes().keySet().stream()
                .filter(it -> path.matches(it.replaceAll("\\{[a-z]+}", "[^/]+")))
                .min((a, b) -> Boolean.compare(a.contains("{"), b.contains("{")))
                .orElseThrow();
    }

    /// The contacts of a signed-in instructor.
    static List<String> contactIds(Browser instructor) {
        return instructor
                .api("GET", "/contacts")
                .json()
                .path("contacts")
                .valueStream()
                .map(it -> it.path("id").asString())
                .toList();
    }
}
