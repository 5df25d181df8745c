package com.exorlive.meeting.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.exorlive.meeting.core.CoreSettings.Limits;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds the published description against the code: the same paths, and each documented answer of
/// each operation, had over real HTTP and checked with what was sent.
final class OpenApiTest {
    private static final String TEXT = new OpenApiDocument().text();
    private static final JsonNode DOCUMENT = JsonMapper.shared().readTree(TEXT);
    private static final OpenApiInteractionValidator VALIDATOR =
            OpenApiInteractionValidator.createForInlineApiSpecification(TEXT).build();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /// Asked for too often on purpose, elsewhere.
    private static final String ONLY_WHEN_TOO_OFTEN = "429";

    private static CoreUnderTest core;

    @BeforeAll
    static void start() throws Exception {
        core = CoreUnderTest.start();
    }

    @AfterAll
    static void stop() {
        core.close();
    }

    @Test
    void theDocumentedPathsAreTheRoutes() {
        var documented = new TreeMap<String, Set<String>>();
        for (var path : DOCUMENT.path("paths").properties()) {
            var methods = new TreeSet<String>();
            path.getValue().propertyNames().stream()
                    .filter(METHODS::contains)
                    .map(it -> it.toUpperCase(java.util.Locale.ROOT))
                    .forEach(methods::add);
            documented.put(path.getKey(), methods);
        }
        assertThat(documented).isEqualTo(new TreeMap<>(core.routes()));
    }

    @Test
    void theDocumentIsServed() {
        assertThat(core.newBrowser().get("/core/v1/openapi.json").raw().body()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200 | application/json | {\"id\":\"x\",\"name\":\"y\"}",
                "200 | application/json | []",
                "404 | application/problem+json | {\"type\":\"about:blank\",\"title\":\"t\","
                        + "\"status\":404,\"code\":\"not-documented\",\"correlationId\":\"c\"}",
                "409 | application/problem+json | {}",
            })
    void aWrongAnswerWouldBeFound(int status, String type, String body) {
        var response =
                SimpleResponse.Builder.status(status).withContentType(type).withBody(body).build();
        assertThat(
                        VALIDATOR
                                .validateResponse(
                                        "/core/v1/contacts/x", Request.Method.GET, response)
                                .hasErrors())
                .isTrue();
    }

    @Test
    void everyDocumentedAnswerIsGivenAsDocumented() {
        var story = new Story(core);
        story.signIn();
        story.people();
        story.contacts();
        story.assertions();
        story.meetings();
        story.service();
        assertThat(story.seen).containsExactlyInAnyOrderElementsOf(documentedAnswers());
    }

    @Test
    void whoAsksTooOftenIsToldAsDocumented() throws Exception {
        try (var strict = CoreUnderTest.start(new Limits(1, 3, 2, 2, 2))) {
            var story = new Story(strict);
            var browser = strict.signedIn("ola");
            var assertion = Http.json(Map.of("meetingId", "x", "jkt", "A".repeat(43)));
            for (var i = 0; i < 3; i++) {
                story.call("GET", "/core/v1/me", browser.accessToken(), "");
                story.call("POST", "/oidc/meeting-assertion", browser.accessToken(), assertion);
                story.token(Map.of("grant_type", "refresh_token", "refresh_token", "x"));
                story.browse("GET", authorize(browser), browser, "");
                story.browse("POST", "/oidc/login", browser, login("x", "x", "x"));
            }
            assertThat(story.seen)
                    .contains(
                            "GET /core/v1/me 429",
                            "POST /oidc/token 429",
                            "GET /oidc/authorize 429",
                            "POST /oidc/login 429",
                            "POST /oidc/meeting-assertion 429");
        }
    }

    private static Set<String> documentedAnswers() {
        var answers = new TreeSet<String>();
        for (var path : DOCUMENT.path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                for (var status : method.getValue().path("responses").propertyNames()) {
                    if (!status.equals(ONLY_WHEN_TOO_OFTEN)) {
                        answers.add(
                                method.getKey().toUpperCase(java.util.Locale.ROOT)
                                        + " "
                                        + path.getKey()
                                        + " "
                                        + status);
                    }
                }
            }
        }
        return answers;
    }

    private static String authorize(Browser browser) {
        return "/oidc/authorize?" + Http.form(browser.authorization());
    }

    private static String login(String transaction, String user, String password) {
        return Http.json(Map.of("tx", transaction, "username", user, "password", password));
    }

    /// Calls everything, and checks each exchange as it goes.
    private static final class Story {
        private static final String FORM = "application/x-www-form-urlencoded";

        final Set<String> seen = new TreeSet<>();
        private final CoreUnderTest core;

        Story(CoreUnderTest core) {
            this.core = core;
        }

        void signIn() {
            browse("GET", "/.well-known/openid-configuration", core.newBrowser(), "");
            browse("GET", "/oidc/jwks", core.newBrowser(), "");
            browse("GET", "/core/v1/openapi.json", core.newBrowser(), "");
            var browser = core.newBrowser();
            browse("GET", authorize(browser), browser, "");
            var wrong = browser.authorization();
            wrong.put("redirect_uri", "https://evil.example/callback");
            browse("GET", "/oidc/authorize?" + Http.form(wrong), browser, "");

            var transaction = browser.begin();
            browse("POST", "/oidc/login", browser, login(transaction, "ola", "wrong"));
            var login =
                    browse(
                            "POST",
                            "/oidc/login",
                            browser,
                            login(transaction, "ola", CoreUnderTest.DEMO_PASSWORD));
            browse("POST", "/oidc/login", browser, login(transaction, "ola", "again"));
            unchecked("POST", "/oidc/login", "application/json", "", "{\"tx\":1");
            unchecked("POST", "/oidc/login", "text/plain", "", "x");
            elsewhere("/oidc/login", login("x", "x", "x"));

            token(browser.redemption(Browser.codeIn(login.text("redirect"))));
            token(browser.redemption("used-up-or-never-there"));
            token(Map.of("grant_type", "client_credentials", "client_id", "exorlive-signaling"));
            unchecked("POST", "/oidc/token", "application/json", "", "{}");
            browse("POST", "/oidc/logout", browser, "");
            elsewhere("/oidc/logout", "");
        }

        void people() {
            var ola = core.signedIn("ola").accessToken();
            var ingrid = core.signedIn("ingrid").accessToken();
            var service = core.signaling().accessToken();
            for (var path : List.of("/core/v1/me", "/core/v1/me/program")) {
                call("GET", path, ola, "");
                call("GET", path, ingrid, "");
                call("GET", path, service, "");
                call("GET", path, "nonsense", "");
            }
        }

        void contacts() {
            var ingrid = core.signedIn("ingrid");
            var ola = core.signedIn("ola").accessToken();
            call("GET", "/core/v1/contacts", ingrid.accessToken(), "");
            call("GET", "/core/v1/contacts", ola, "");
            call("GET", "/core/v1/contacts", "nonsense", "");
            for (var contact : ids(ingrid)) {
                call("GET", "/core/v1/contacts/" + contact, ingrid.accessToken(), "");
                call("GET", "/core/v1/contacts/" + contact, ola, "");
            }
            var foreign = ids(core.signedIn("jonas")).getFirst();
            call("GET", "/core/v1/contacts/" + foreign, ingrid.accessToken(), "");
            call("GET", "/core/v1/contacts/unknown", ingrid.accessToken(), "");
            call("GET", "/core/v1/contacts/unknown", "nonsense", "");
        }

        void meetings() {
            var ingrid = core.signedIn("ingrid");
            var token = ingrid.accessToken();
            for (var contact : ids(ingrid)) {
                call("POST", "/core/v1/meetings", token, contact(contact));
                call("POST", "/core/v1/meetings", token, contact(contact));
            }
            call("POST", "/core/v1/meetings", token, contact("unknown"));
            call(
                    "POST",
                    "/core/v1/meetings",
                    token,
                    contact(ids(core.signedIn("jonas")).getFirst()));
            call("POST", "/core/v1/meetings", "nonsense", contact("x"));
            var signe = core.signedIn("signe");
            call("POST", "/core/v1/meetings", signe.accessToken(), contact(ids(signe).getFirst()));
            unchecked("POST", "/core/v1/meetings", "application/json", token, "[]");
            unchecked("POST", "/core/v1/meetings", "text/plain", token, "x");

            var ola = core.signedIn("ola");
            var id = invitation(ola);
            for (var path : List.of("/core/v1/invitations", "/core/v1/meetings/" + id)) {
                call("GET", path, ola.accessToken(), "");
                call("GET", path, token, "");
                call("GET", path, core.signaling().accessToken(), "");
                call("GET", path, "nonsense", "");
            }
            var decline = "/core/v1/invitations/" + id + "/decline";
            call("POST", decline, token, "");
            call("POST", decline, "nonsense", "");
            call("POST", decline, core.signedIn("kari").accessToken(), "");
            call("POST", decline, ola.accessToken(), "");
            call("GET", "/core/v1/meetings/" + id, ola.accessToken(), "");
            call("GET", "/core/v1/meetings/unknown", ola.accessToken(), "");
        }

        void assertions() {
            var ingrid = core.signedIn("ingrid");
            var wide = ingrid.accessToken();
            ingrid.narrowTo("openid profile core");
            var ola = ids(ingrid).getFirst();
            var meeting = ingrid.api("POST", "/meetings", Map.of("contactId", ola)).text("id");
            var path = "/oidc/meeting-assertion";
            var body = Http.json(Map.of("meetingId", meeting, "jkt", "A".repeat(43)));
            call("POST", path, ingrid.accessToken(), body);
            call("POST", path, wide, body);
            call("POST", path, core.signaling().accessToken(), body);
            var jonas = core.signedIn("jonas");
            jonas.narrowTo("core");
            call("POST", path, jonas.accessToken(), body);
            unchecked("POST", path, "application/json", ingrid.accessToken(), "{}");
            unchecked("POST", path, "text/plain", ingrid.accessToken(), "x");
        }

        void service() {
            var kari = core.signedIn("kari");
            var id = invitation(kari);
            var service = core.signaling().accessToken();
            var subject = kari.api("GET", "/me").text("sub");
            var admission = Http.json(Map.of("meetingId", id, "subject", subject));
            var events = "/core/v1/meetings/" + id + "/events";
            for (var token : List.of(service, kari.accessToken(), "nonsense")) {
                call("POST", "/core/v1/admissions", token, admission);
                call("POST", events, token, event("joined", Map.of("seat", "invitee")));
                call("POST", events, token, event("started", Map.of()));
            }
            call("GET", "/core/v1/meetings/" + id, kari.accessToken(), "");
            call("GET", "/core/v1/invitations", kari.accessToken(), "");
            call("POST", events, service, event("left", Map.of("seat", "invitee")));
            call("POST", events, service, event("refused", Map.of()));
            var ended = event("ended", Map.of("by", "host", "reason", "ended-by-host"));
            call("POST", events, service, ended);
            call("POST", "/core/v1/admissions", service, admission);
            call("POST", "/core/v1/meetings/unknown/events", service, ended);
            for (var path : List.of("/core/v1/admissions", events)) {
                unchecked("POST", path, "application/json", service, "{}");
                unchecked("POST", path, "text/plain", service, "x");
            }
        }

        private String event(String event, Map<String, String> details) {
            var body = new HashMap<String, String>(details);
            body.put("event", event);
            body.put("eventId", event);
            body.put("at", core.clock.instant().plus(Duration.ofSeconds(1)).toString());
            return Http.json(body);
        }

        private static String contact(String id) {
            return Http.json(Map.of("contactId", id));
        }

        private static List<String> ids(Browser instructor) {
            return instructor
                    .api("GET", "/contacts")
                    .json()
                    .path("contacts")
                    .valueStream()
                    .map(it -> it.path("id").asString())
                    .toList();
        }

        private static String invitation(Browser client) {
            var all = client.api("GET", "/invitations").json().path("invitations");
            return all.path(0).path("meetingId").asString();
        }

        /// A call with a token, checked both ways.
        void call(String method, String path, String token, String body) {
            var headers = new HashMap<String, String>();
            headers.put("Authorization", "Bearer " + token);
            if (!body.isEmpty()) {
                headers.put("Content-Type", "application/json");
            }
            check(method, path, headers, body, true);
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
        private void elsewhere(String path, String body) {
            var headers = new HashMap<String, String>();
            headers.put("Origin", "https://evil.example");
            if (!body.isEmpty()) {
                headers.put("Content-Type", "application/json");
            }
            check("POST", path, headers, body, true);
        }

        /// A request that is wrong by the description too: only the answer is checked.
        private void unchecked(String method, String path, String type, String token, String body) {
            var headers = new HashMap<String, String>();
            headers.put("Origin", core.origin().toString());
            headers.put("Content-Type", type);
            if (!token.isEmpty()) {
                headers.put("Authorization", "Bearer " + token);
            }
            check(method, path, headers, body, false);
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
                            : VALIDATOR.validateResponse(
                                    uri.getPath(), request.getMethod(), response);
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
            answer.raw()
                    .headers()
                    .map()
                    .forEach((name, values) -> response.withHeader(name, values));
            var body = answer.raw().body();
            return body.isEmpty() ? response.build() : response.withBody(body).build();
        }

        private String template(String path) {
            return core.routes().keySet().stream()
                    .filter(it -> path.matches(it.replaceAll("\\{[a-z]+}", "[^/]+")))
                    .min((a, b) -> Boolean.compare(a.contains("{"), b.contains("{")))
                    .orElseThrow();
        }
    }
}
