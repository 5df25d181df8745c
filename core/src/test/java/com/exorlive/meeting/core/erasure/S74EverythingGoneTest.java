package com.exorlive.meeting.core.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.audit.Chains;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.database.TestDatabase;
import com.exorlive.meeting.core.exercise.SamplePictures;
import com.exorlive.meeting.core.seal.SealedPlaces;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// S-74: after an erasure every table is read, as it is and with every key that is left: nothing
/// that was the person's is found. Before it, all of that is in the export.
@OnBothDatabases
final class S74EverythingGoneTest {
    private static final Map<String, Object> YES = Map.of("confirmed", true);
    private static final String COMMENT = "Careful with the left knee, Ola";

    private CoreUnderTest core;
    private Browser ingrid;
    private Browser astrid;
    private String ola;
    private Browser client;
    private String program;

    @BeforeEach
    void start() throws Exception {
        core = CoreUnderTest.start();
        ingrid = core.signedIn("ingrid");
        astrid = core.signedIn("astrid");
        ola = contact("Ola Nordmann");
        client = core.signedIn("ola");
        program = client.api("GET", "/me/program").text("id");
    }

    @AfterEach
    void stop() {
        core.close();
    }

    private String contact(String name) {
        return ingrid.api("GET", "/contacts")
                .json()
                .path("contacts")
                .valueStream()
                .filter(it -> it.path("name").asString("").equals(name))
                .map(it -> it.path("id").asString())
                .findFirst()
                .orElseThrow();
    }

    /// The exercise comes first in the program, with a comment.
    private void addToProgram(String exercise, String comment) {
        change(Map.of("kind", "add", "exercise", exercise, "id", "entry-of-this-test"));
        change(Map.of("kind", "comment", "entry", "entry-of-this-test", "text", comment));
    }

    private int version() {
        return client.api("GET", "/me/program").json().path("version").asInt();
    }

    private void change(Map<String, Object> change) {
        var body = Map.of("baseVersion", version(), "changes", List.of(change));
        var answer = ingrid.api("POST", "/programs/" + program + "/changes", body);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    }

    private static String exercise(Browser who, String name, String sharing) {
        var body =
                Map.of(
                        "name",
                        name,
                        "description",
                        "As " + name + " shows it",
                        "area",
                        "knee",
                        "equipment",
                        "mat",
                        "dose",
                        Map.of("sets", 3, "perSide", false),
                        "sharing",
                        sharing);
        return who.api("POST", "/exercises", body).json().path("exercise").path("id").asString();
    }

    private void upload(Browser who, String exercise) {
        for (var kind : List.of("picture", "video")) {
            var bytes =
                    kind.equals("picture")
                            ? SamplePictures.jpeg(20, 20)
                            : SamplePictures.webm(300_000);
            var uri = "/core/v1/exercises/" + exercise + "/" + kind + "?responsible=true";
            var token = Map.of("Authorization", "Bearer " + who.accessToken());
            assertThat(Http.sendBytes(core.origin().resolve(uri), token, bytes).status())
                    .isEqualTo(200);
        }
    }

    /// Everything in the database that anybody who has it and all its keys can read.
    private String readable() {
        return TestDatabase.everything(core.database())
                + core.database().inTransaction(SealedPlaces::opened);
    }

    private long count(String sql) {
        return core.database()
                .inTransaction(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    @Test
    void theExportOfAContactHoldsEveryVersionOfThePrograms() {
        addToProgram("squat", COMMENT);

        var export = astrid.api("GET", "/contacts/" + ola + "/export");

        assertThat(export.raw().body()).contains(COMMENT);
        var versions = export.json().path("contact").path("programs").path(0).path("versions");
        assertThat(versions.size()).isGreaterThan(2);
        assertThat(versions.path(0).toString()).doesNotContain(COMMENT).contains("sets");
        assertThat(export.json().path("contact").path("rows").propertyNames())
                .doesNotContain("program", "program_version");
    }

    @Test
    void nothingOfAnErasedContactIsReadableInAnyTable() {
        addToProgram("squat", COMMENT);
        var sign =
                ingrid.api("POST", "/programs/" + program + "/sign", Map.of("version", version()));
        assertThat(sign.status()).isEqualTo(200);
        assertThat(readable()).contains(COMMENT, "Ola Nordmann", "1984-05-17");

        assertThat(astrid.api("POST", "/contacts/" + ola + "/erasure", YES).status())
                .isEqualTo(204);

        assertThat(readable()).doesNotContain(COMMENT, "Ola Nordmann", "1984-05-17");
        assertThat(ingrid.api("GET", "/programs/" + program).status()).isEqualTo(404);
        chainVerifies();
    }

    @Test
    void theExportOfAColleagueHoldsExercisesAndTemplates() {
        var jonas = core.signedIn("jonas");
        var id = exercise(jonas, "Jonas' lunge", "unit");
        upload(jonas, id);
        template(jonas, "Jonas' template");
        var sub = jonas.api("GET", "/me").text("sub");

        var export = astrid.api("GET", "/people/" + sub + "/export");

        assertThat(export.raw().body())
                .contains("Jonas' lunge", "As Jonas' lunge shows it", "Jonas' template")
                .doesNotContain("hash", "wrapped");
        var media = export.json().path("person").path("exercises").path(0).path("media");
        assertThat(media.size()).isEqualTo(2);
        var video =
                core.origin()
                        .resolve(
                                "/core/v1/people/%s/export/media/%s"
                                        .formatted(sub, media.path(1).path("id").asString()));
        var bytes =
                Http.sendBytes(
                        video,
                        Map.of("Authorization", "Bearer " + astrid.accessToken()),
                        new byte[0]);
        assertThat(bytes.raw().body()).hasSize(300_000);
        assertThat(core.signedIn("signe").api("GET", "/people/" + sub + "/export").status())
                .isIn(403, 404);
    }

    @Test
    void whatAnErasedColleagueMadeGoesUnlessOthersUseIt() {
        var jonas = core.signedIn("jonas");
        var used = exercise(jonas, "Used by others", "organisation");
        var unused = exercise(jonas, "Used by nobody", "organisation");
        upload(jonas, used);
        upload(jonas, unused);
        addToProgram(used, COMMENT);
        template(jonas, "Jonas' template");
        var sub = jonas.api("GET", "/me").text("sub");
        var name = jonas.api("GET", "/me").text("name");
        assertThat(astrid.api("POST", "/people/" + sub + "/erasure", YES).code())
                .isEqualTo("person-active");
        core.leaves("jonas");

        assertThat(astrid.api("POST", "/people/" + sub + "/erasure", YES).status()).isEqualTo(204);

        assertThat(readable())
                .doesNotContain(name, "Jonas' template", "Used by nobody")
                .contains("Used by others", COMMENT);
        var left = ingrid.api("GET", "/exercises/" + used).json().path("exercise");
        assertThat(left.path("custom").path("owner").asString()).isEmpty();
        assertThat(left.path("picture").asBoolean()).isFalse();
        assertThat(count("select count(*) from exercise_media_piece")).isZero();
        assertThat(ingrid.api("GET", "/exercises/" + unused).status()).isEqualTo(404);
        assertThat(astrid.api("POST", "/people/" + sub + "/erasure", YES).code())
                .isEqualTo("person-unknown");
        chainVerifies();
    }

    @Test
    void picturesThatOthersUseStayIfTheAdministratorSaysSo() {
        var jonas = core.signedIn("jonas");
        var used = exercise(jonas, "Used by others", "me");
        upload(jonas, used);
        // Shown in a client's program, and offered to nobody else.
        core.database()
                .run(
                        handle ->
                                handle.createUpdate(
                                                "update exercise set sharing = 'unit' where id = :id")
                                        .bind("id", used)
                                        .execute());
        addToProgram(used, COMMENT);
        core.leaves("jonas");
        var sub = jonasSubject();

        var body = Map.<String, Object>of("confirmed", true, "keepMedia", true);
        assertThat(astrid.api("POST", "/people/" + sub + "/erasure", body).status()).isEqualTo(204);

        assertThat(count("select count(*) from exercise_media")).isEqualTo(2);
        assertThat(ingrid.api("GET", "/exercises/" + used).status()).isEqualTo(404);
        var shown =
                Http.sendBytes(
                        core.origin().resolve("/core/v1/exercises/" + used + "/picture"),
                        Map.of("Authorization", "Bearer " + core.signedIn("ola").accessToken()),
                        new byte[0]);
        assertThat(shown.status()).isEqualTo(200);
    }

    @Test
    void anErasedOrganisationLeavesNoNameAndNoFile() {
        upload(ingrid, exercise(ingrid, "Ingrid's stretch", "organisation"));
        addToProgram("squat", COMMENT);
        template(ingrid, "Ingrid's template");
        var people =
                astrid.api("GET", "/people")
                        .json()
                        .path("people")
                        .valueStream()
                        .map(it -> it.path("name").asString())
                        .toList();
        assertThat(people).isNotEmpty();
        var body =
                Map.<String, Object>of(
                        "confirmed", true, "organisationName", "Fjellvik fysioterapi");

        assertThat(astrid.api("POST", "/organisation/erasure", body).status()).isEqualTo(204);

        assertThat(readable())
                .doesNotContain(people)
                .doesNotContain(
                        COMMENT,
                        "Ingrid's stretch",
                        "Ingrid's template",
                        "Ola Nordmann",
                        "Fjellvik");
        assertThat(count("select count(*) from exercise_media_piece")).isZero();
        chainVerifies();
    }

    private String jonasSubject() {
        return astrid.api("GET", "/people")
                .json()
                .path("people")
                .valueStream()
                .filter(it -> it.path("name").asString().startsWith("Jonas"))
                .map(it -> it.path("sub").asString())
                .findFirst()
                .orElseThrow();
    }

    private static void template(Browser who, String name) {
        var answer = who.api("POST", "/templates", Map.of("name", name));
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
    }

    private void chainVerifies() {
        core.sealAudit();
        assertThat(core.audit()).isNotEmpty();
        assertThat(Chains.holds(core.database())).isTrue();
    }
}
