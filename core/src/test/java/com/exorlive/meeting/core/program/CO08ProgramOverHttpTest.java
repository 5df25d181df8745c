package com.exorlive.meeting.core.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Signing, striking, sharing and merging as people meet them, kept in a real database (CO-06 to
/// CO-09, CO-12, CO-16).
@OnBothDatabases
final class CO08ProgramOverHttpTest {
    private static final String SQUAT = "the-squat-of-the-test";
    private static CoreUnderTest core;
    private static Browser ingrid;
    private static Browser jonas;
    private static Browser ola;

    @BeforeDatabase
    static void start() throws Exception {
        core = CoreUnderTest.start();
        ingrid = core.signedIn("ingrid");
        jonas = core.signedIn("jonas");
        ola = core.signedIn("ola");
    }

    @AfterDatabase
    static void stop() {
        core.close();
    }

    private static String contact() {
        return ingrid.api("GET", "/contacts")
                .json()
                .path("contacts")
                .valueStream()
                .filter(it -> it.path("name").asString().equals("Ola Nordmann"))
                .map(it -> it.path("id").asString())
                .findFirst()
                .orElseThrow();
    }

    private static String made(Http.Answer answer) {
        return answer.json().path("program").path("id").asString();
    }

    private static String program() {
        var path = "/contacts/" + contact() + "/programs";
        return withSquat(made(ingrid.api("POST", path, Map.of("name", "Knee"))));
    }

    private static String template() {
        return withSquat(made(ingrid.api("POST", "/templates", Map.of("name", "Knee"))));
    }

    private static String withSquat(String id) {
        var add = Map.of("kind", "add", "exercise", "squat", "id", SQUAT);
        assertThat(change(ingrid, id, 1, add).status()).isEqualTo(200);
        return id;
    }

    private static Http.Answer change(Browser who, String id, int base, Map<String, ?> change) {
        return who.api(
                "POST",
                "/programs/" + id + "/changes",
                Map.of("baseVersion", base, "changes", List.of(change)));
    }

    private static Map<String, Object> dose(String field, Object value) {
        return Map.of("kind", "dose", "entry", SQUAT, "field", field, "value", value);
    }

    private static Http.Answer sign(String id, int version) {
        return ingrid.api("POST", "/programs/" + id + "/sign", Map.of("version", version));
    }

    @Test
    void aStruckProgramStaysInTheListWithWhoWhenAndWhy() {
        var id = program();
        sign(id, 2);
        assertThat(ingrid.api("DELETE", "/programs/" + id).code()).isEqualTo("program-signed");
        ingrid.api("POST", "/programs/" + id + "/strike", Map.of("reason", "Wrong person"));

        var line =
                ingrid.api("GET", "/contacts/" + contact() + "/programs")
                        .json()
                        .path("programs")
                        .valueStream()
                        .filter(it -> it.path("id").asString().equals(id))
                        .findFirst()
                        .orElseThrow();
        assertThat(line.path("state").asString()).isEqualTo("struck");
        assertThat(line.path("signed").path("by").asString()).isEqualTo("Ingrid Berg");
        assertThat(line.path("struck").path("by").asString()).isEqualTo("Ingrid Berg");
        assertThat(line.path("struck").path("reason").asString()).isEqualTo("Wrong person");
        assertThat(ola.api("GET", "/me/program").text("id")).isNotEqualTo(id);
    }

    @Test
    void everyVersionIsKept() {
        var id = program();
        change(ingrid, id, 2, dose("reps", 12));
        change(ingrid, id, 3, dose("reps", 14));
        sign(id, 4);

        var old = ingrid.api("GET", "/programs/" + id + "/versions/3").json();
        assertThat(old.path("exercises").path(0).path("dose").path("reps").asInt()).isEqualTo(12);
        var steps = ingrid.api("GET", "/programs/" + id + "/versions").json().path("steps");
        assertThat(
                        steps.valueStream()
                                .map(it -> it.path("changes").path(0).path("kind").asString()))
                .containsExactly("sign", "dose", "dose", "add", "made");
    }

    @Test
    void whatIsStaleIsAnsweredWithTheProgramAndWhoChangedWhat() {
        var id = template();
        var jonasIs = jonas.api("GET", "/me").text("sub");
        var share = Map.of("subject", jonasIs, "editable", true);
        ingrid.api(
                "PUT",
                "/templates/" + id + "/sharing",
                Map.of("unit", "none", "people", List.of(share)));
        change(ingrid, id, 2, dose("reps", 12));

        var merged = change(jonas, id, 2, dose("sets", 4));
        var refused = change(jonas, id, 2, dose("reps", 8));

        assertThat(merged.status()).isEqualTo(200);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("version-stale");
        var conflict = refused.json().path("conflicts").path(0);
        assertThat(conflict.path("by").path("name").asString()).isEqualTo("Ingrid Berg");
        assertThat(conflict.path("theirs").path("from").asInt()).isEqualTo(10);
        assertThat(conflict.path("theirs").path("to").asInt()).isEqualTo(12);
        var now = refused.json().path("program");
        assertThat(now.path("version").asInt()).isEqualTo(4);
        var dose = now.path("exercises").path(0).path("dose");
        assertThat(dose.path("sets").asInt()).isEqualTo(4);
        assertThat(dose.path("reps").asInt()).isEqualTo(12);
    }

    @Test
    void aTemplateIsSeenAndEditedByWhomTheCreatorChose() {
        var id = template();
        assertThat(jonas.api("GET", "/programs/" + id).code()).isEqualTo("program-unknown");
        ingrid.api(
                "PUT",
                "/templates/" + id + "/sharing",
                Map.of("unit", "visible", "people", List.of()));
        assertThat(jonas.api("GET", "/programs/" + id).status()).isEqualTo(200);
        assertThat(change(jonas, id, 2, dose("reps", 8)).code()).isEqualTo("program-not-yours");
        assertThat(ola.api("GET", "/programs/" + id).code()).isEqualTo("program-unknown");
        assertThat(core.signedIn("signe").api("GET", "/programs/" + id).code())
                .isEqualTo("program-unknown");
    }

    @Test
    void aSignedTemplateIsUnlockedByItsCreatorAndNotByWhoMayEditIt() {
        var id = template();
        ingrid.api(
                "PUT",
                "/templates/" + id + "/sharing",
                Map.of("unit", "editable", "people", List.of()));
        sign(id, 2);
        assertThat(change(jonas, id, 3, dose("reps", 8)).code()).isEqualTo("program-signed");
        assertThat(jonas.api("POST", "/programs/" + id + "/unlock").code())
                .isEqualTo("program-not-yours");
        assertThat(jonas.api("DELETE", "/programs/" + id).code()).isEqualTo("program-not-yours");
        assertThat(ingrid.api("POST", "/programs/" + id + "/unlock").status()).isEqualTo(200);
        assertThat(ingrid.api("DELETE", "/programs/" + id).status()).isEqualTo(204);
    }

    @Test
    void aTemplateBecomesAProgramOfAContact() {
        var id = template();
        var made =
                ingrid.api("POST", "/contacts/" + contact() + "/programs", Map.of("from", id))
                        .json()
                        .path("program");
        assertThat(made.path("name").asString()).isEqualTo("Knee");
        assertThat(made.path("contactId").asString()).isEqualTo(contact());
        assertThat(made.path("copyOf").path("id").asString()).isEqualTo(id);
        assertThat(made.path("exercises").path(0).path("id").asString()).isNotEqualTo(SQUAT);
    }

    @Test
    void ofManyWhoChangeTheSameFieldAtOnceOneComesFirstAndNoStepIsLost() throws Exception {
        var id = program();
        List<Callable<Http.Answer>> all =
                IntStream.range(0, 8)
                        .<Callable<Http.Answer>>mapToObj(
                                i -> () -> change(ingrid, id, 2, dose("reps", 50 + i)))
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Http.Answer> answer : threads.invokeAll(all)) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
        }
        assertThat(
                        ingrid.api("GET", "/programs/" + id)
                                .json()
                                .path("program")
                                .path("version")
                                .asInt())
                .isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"baseVersion\":2,\"changes\":[{\"kind\":\"dose\",\"entry\":\"e\",\"field\":\"reps\",\"value\":\"ten\"}]}",
                "{\"baseVersion\":2,\"changes\":[{\"kind\":\"dose\",\"entry\":\"e\",\"field\":\"reps\",\"value\":0}]}",
                "{\"baseVersion\":2,\"changes\":[{\"kind\":\"dose\",\"entry\":\"e\",\"field\":\"reps\",\"value\":1e9}]}",
                "{\"baseVersion\":2,\"changes\":[{\"kind\":\"dose\",\"entry\":\"e\",\"field\":\"loadKg\",\"value\":1.001}]}",
                "{\"baseVersion\":2,\"changes\":[{\"kind\":\"dose\",\"entry\":\"e\",\"field\":\"perSide\",\"value\":null}]}",
                "{\"baseVersion\":2,\"changes\":[{\"kind\":\"dose\",\"entry\":\"e\",\"field\":\"reps\",\"value\":{}}]}",
                "{\"baseVersion\":2,\"changes\":[{\"kind\":\"dose\",\"entry\":\"e\",\"field\":\"toes\",\"value\":1}]}",
                "{\"baseVersion\":2,\"changes\":[{\"kind\":\"add\",\"exercise\":\"squat\",\"id\":\"short\"}]}",
                "{\"baseVersion\":2,\"changes\":[{\"kind\":\"rename\",\"name\":\" \"}]}",
                "{\"baseVersion\":2,\"changes\":[{\"kind\":\"rename\"}]}",
                "{\"baseVersion\":2,\"changes\":[{\"kind\":\"unheard-of\"}]}",
                "{\"baseVersion\":2,\"changes\":[{}]}",
                "{\"baseVersion\":2,\"changes\":[null]}",
                "{\"baseVersion\":2,\"changes\":[]}",
                "{\"baseVersion\":2,\"changes\":null}",
                "{\"baseVersion\":0,\"changes\":[{\"kind\":\"remove\",\"entry\":\"e\"}]}",
                "{\"baseVersion\":\"x\",\"changes\":[{\"kind\":\"remove\",\"entry\":\"e\"}]}",
                "{}"
            })
    void wrongTypesAndSizesAreRefused(String body) {
        var uri = core.origin().resolve("/core/v1/programs/" + program() + "/changes");
        var headers =
                Map.of(
                        "Authorization",
                        "Bearer " + ingrid.accessToken(),
                        "Content-Type",
                        "application/json");
        assertThat(Http.send("POST", uri, headers, body).status()).isEqualTo(400);
    }

    @Test
    void whatHappenedIsInTheAuditLogWithTheContact() {
        var id = program();
        sign(id, 2);
        change(ingrid, id, 3, dose("reps", 8));
        var lines =
                core.audit().stream()
                        .map(it -> it.line())
                        .filter(it -> it.target().equals(id))
                        .toList();
        assertThat(lines.stream().map(it -> it.event() + " " + it.outcome()))
                .containsExactly(
                        "program-make ok",
                        "program-change ok",
                        "program-sign ok",
                        "program-change program-signed");
        assertThat(lines).allMatch(it -> it.about().equals(contact()));
    }
}
