package com.exorlive.meeting.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.exorlive.meeting.core.CoreSettings.Limits;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds the published description against the code: the same paths, and each documented answer of
/// each operation, had over real HTTP and checked with what was sent.
@OnBothDatabases
final class OpenApiTest {
    private static final String TEXT = new OpenApiDocument().text();
    private static final JsonNode DOCUMENT = JsonMapper.shared().readTree(TEXT);
    private static final List<ApiStory> STORIES =
            List.of(
                    new SignInStory(),
                    new PeopleStory(),
                    new AdministrationStory(),
                    new ContactsStory(),
                    new TrainingStory(),
                    new ProgramsStory(),
                    new ExercisesStory(),
                    new JumpOutStory(),
                    new MeetingsStory(),
                    new ReportsStory(),
                    new IdentityProvidersStory(),
                    new PrivacyStory());
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /// Asked for too often on purpose, elsewhere.
    private static final String ONLY_WHEN_TOO_OFTEN = "429";

    private static CoreUnderTest core;

    @BeforeDatabase
    static void start() throws Exception {
        core = CoreUnderTest.start();
    }

    @AfterDatabase
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
                        CheckedCalls.VALIDATOR
                                .validateResponse(
                                        "/core/v1/contacts/x", Request.Method.GET, response)
                                .hasErrors())
                .isTrue();
    }

    @Test
    void everyDocumentedAnswerIsGivenAsDocumented() {
        var api = new CheckedCalls(core);
        STORIES.forEach(story -> story.tell(api));
        assertThat(api.seen).containsExactlyInAnyOrderElementsOf(documentedAnswers());
    }

    @Test
    void whoAsksTooOftenIsToldAsDocumented() throws Exception {
        try (var strict = CoreUnderTest.start(new Limits(1, 3, 2, 2, 2))) {
            var api = new CheckedCalls(strict);
            var browser = strict.signedIn("ola");
            var assertion = Http.json(Map.of("meetingId", "x", "jkt", "A".repeat(43)));
            for (var i = 0; i < 3; i++) {
                api.call("GET", "/core/v1/me", browser.accessToken(), "");
                api.call("POST", "/oidc/meeting-assertion", browser.accessToken(), assertion);
                api.token(Map.of("grant_type", "refresh_token", "refresh_token", "x"));
                api.browse("GET", authorize(browser), browser, "");
                api.browse("POST", "/oidc/login", browser, login("x", "x", "x"));
            }
            assertThat(api.seen)
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

    static String authorize(Browser browser) {
        return "/oidc/authorize?" + Http.form(browser.authorization());
    }

    static String login(String transaction, String user, String password) {
        return Http.json(Map.of("tx", transaction, "username", user, "password", password));
    }
}
