package com.exorlive.meeting.core.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.video.Elements;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Own exercises with picture and video: whose they are, who sees them, who answers for what they
/// show (CO-10, CO-11).
@OnBothDatabases
final class CO10CustomExerciseTest {
    private static CoreUnderTest core;
    private static Browser ingrid;
    private static Browser jonas;
    private static Browser ola;
    private static Browser signe;

    @BeforeDatabase
    static void start() throws Exception {
        core = CoreUnderTest.start();
        ingrid = core.signedIn("ingrid");
        jonas = core.signedIn("jonas");
        ola = core.signedIn("ola");
        signe = core.signedIn("signe");
    }

    @AfterDatabase
    static void stop() {
        core.close();
    }

    private static String make(String name, String sharing) {
        return ingrid.api("POST", "/exercises", body(name, sharing))
                .json()
                .path("exercise")
                .path("id")
                .asString();
    }

    private static Map<String, Object> body(String name, String sharing) {
        return Map.of(
                "name",
                name,
                "area",
                "knee",
                "equipment",
                "mat",
                "dose",
                Map.of("sets", 3, "perSide", false),
                "sharing",
                sharing);
    }

    private static Http.Answer put(Browser who, String path, byte[] bytes) {
        return Http.sendBytes(
                core.origin().resolve("/core/v1/exercises/" + path),
                Map.of("Authorization", "Bearer " + who.accessToken()),
                bytes);
    }

    private static Http.Answer get(Browser who, String path, String... header) {
        var headers = new HashMap<String, String>();
        headers.put("Authorization", "Bearer " + who.accessToken());
        for (int i = 0; i < header.length; i += 2) {
            headers.put(header[i], header[i + 1]);
        }
        return Http.sendBytes(
                core.origin().resolve("/core/v1/exercises/" + path), headers, new byte[0]);
    }

    private static byte[] bytes(Http.Answer answer) {
        return answer.raw().body().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<String> found(Browser who, String query) {
        var names = new ArrayList<String>();
        who.api("GET", "/exercises?" + query)
                .json()
                .path("exercises")
                .forEach(it -> names.add(it.path("name").path("en").asString()));
        return names;
    }

    @ParameterizedTest
    @CsvSource({"me, false", "unit, true", "organisation, true"})
    void theOwnerChoosesWhoElseUsesIt(String sharing, boolean jonasToo) {
        var name = "Stretch for " + sharing;
        var id = make(name, sharing);
        assertThat(found(ingrid, "mine=true")).contains(name);
        assertThat(found(jonas, "q=stretch").contains(name)).isEqualTo(jonasToo);
        assertThat(found(signe, "q=stretch")).doesNotContain(name);
        assertThat(signe.api("GET", "/exercises/" + id).code()).isEqualTo("exercise-unknown");
    }

    @Test
    void nobodyButTheOwnerChangesItOrItsPicture() {
        var id = make("Stretch", "organisation");
        assertThat(jonas.api("PUT", "/exercises/" + id, body("Other", "me")).code())
                .isEqualTo("exercise-not-yours");
        assertThat(jonas.api("DELETE", "/exercises/" + id).code()).isEqualTo("exercise-not-yours");
        var picture = SamplePictures.jpeg(10, 10);
        assertThat(put(jonas, id + "/picture?responsible=true", picture).code())
                .isEqualTo("exercise-not-yours");
    }

    @Test
    void withoutTheTickOfResponsibilityNothingIsKept() {
        var id = make("Stretch", "me");
        assertThat(put(ingrid, id + "/picture", SamplePictures.jpeg(10, 10)).code())
                .isEqualTo("responsibility-missing");
        assertThat(get(ingrid, id + "/picture").status()).isEqualTo(404);
    }

    @Test
    void whoTookTheResponsibilityIsKeptWithTheTime() {
        var id = make("Stretch", "me");
        put(ingrid, id + "/picture?responsible=true", SamplePictures.jpeg(10, 10));
        var row =
                core.database()
                        .inTransaction(
                                handle ->
                                        handle.createQuery(
                                                        "select m.responsible from exercise_media m"
                                                                + " where m.exercise_id = :id"
                                                                + " and m.responsible_at = :now")
                                                .bind("id", id)
                                                .bind(
                                                        "now",
                                                        core.clock
                                                                .instant()
                                                                .atOffset(java.time.ZoneOffset.UTC))
                                                .mapTo(String.class)
                                                .list());
        assertThat(row).containsExactly(ingrid.api("GET", "/me").text("sub"));
    }

    @Test
    void aPictureIsServedSoThatItCantRunAsAPage() {
        var id = make("Stretch", "me");
        assertThat(
                        put(
                                        ingrid,
                                        id + "/picture?responsible=true",
                                        SamplePictures.jpegFromPhone(40, 20, 6))
                                .status())
                .isEqualTo(200);

        var answer = get(ingrid, id + "/picture");

        assertThat(answer.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; sandbox");
        assertThat(SamplePictures.tellsThePlace(bytes(answer))).isFalse();
    }

    @Test
    void aVideoIsServedInPartsAndAsItWas() {
        var id = make("Stretch", "me");
        var video = SamplePictures.webm(700_000);
        put(ingrid, id + "/video?responsible=true", video);

        assertThat(bytes(get(ingrid, id + "/video"))).isEqualTo(video);
        var part = get(ingrid, id + "/video", "Range", "bytes=262100-262199");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.header("Content-Range")).isEqualTo("bytes 262100-262199/700000");
        assertThat(bytes(part)).isEqualTo(java.util.Arrays.copyOfRange(video, 262_100, 262_200));
        var end = get(ingrid, id + "/video", "Range", "bytes=-10");
        assertThat(bytes(end)).isEqualTo(java.util.Arrays.copyOfRange(video, 699_990, 700_000));
        assertThat(get(ingrid, id + "/video", "Range", "bytes=700000-").status()).isEqualTo(416);
    }

    @Test
    void aVideoThatTellsWhereItWasMadeIsKeptWithoutThat() throws Exception {
        var id = make("Stretch", "me");
        byte[] video;
        try (var in = Elements.class.getResourceAsStream("phone.mp4")) {
            video = java.util.Objects.requireNonNull(in).readAllBytes();
        }
        assertThat(new String(video, StandardCharsets.ISO_8859_1)).contains("59.9139");
        assertThat(put(ingrid, id + "/video?responsible=true", video).status()).isEqualTo(200);

        var kept = get(ingrid, id + "/video");

        assertThat(kept.raw().body()).hasSize(video.length).doesNotContain("59.9139", "Nordmann");
        var cut = java.util.Arrays.copyOf(video, video.length / 2);
        assertThat(put(ingrid, id + "/video?responsible=true", cut).code())
                .isEqualTo("media-unsupported");
        assertThat(get(ingrid, id + "/video").raw().body()).isEqualTo(kept.raw().body());
    }

    @Test
    void aNewKeyForTheOrganisationCoversPicturesToo() {
        var id = make("Stretch", "me");
        var picture = SamplePictures.jpeg(10, 10);
        put(ingrid, id + "/picture?responsible=true", picture);
        var before = keysOf(id);
        var shown = bytes(get(ingrid, id + "/picture"));

        core.signedIn("astrid").api("POST", "/organisation/key-rotation");

        assertThat(keysOf(id)).hasSize(1).doesNotContainAnyElementsOf(before);
        assertThat(bytes(get(ingrid, id + "/picture"))).isEqualTo(shown);
    }

    private static List<String> keysOf(String exercise) {
        return core.database()
                .inTransaction(
                        handle ->
                                handle.createQuery(
                                                "select k.wrapped from person_key k"
                                                        + " join exercise_media m on m.id = k.owner"
                                                        + " where m.exercise_id = :id")
                                        .bind("id", exercise)
                                        .mapTo(String.class)
                                        .list());
    }

    @Test
    void aPieceOfOneVideoDoesNotOpenInAnother() {
        var one = make("One", "me");
        var other = make("Other", "me");
        put(ingrid, one + "/video?responsible=true", SamplePictures.webm(5_000));
        put(ingrid, other + "/video?responsible=true", SamplePictures.webm(6_000));
        core.database()
                .run(
                        handle ->
                                handle.createUpdate(
                                                "update exercise_media_piece set sealed = (select"
                                                        + " p.sealed from exercise_media_piece p join"
                                                        + " exercise_media m on m.id = p.media_id"
                                                        + " where m.exercise_id = :one)"
                                                        + " where media_id = (select id from"
                                                        + " exercise_media where exercise_id = :other)")
                                        .bind("one", one)
                                        .bind("other", other)
                                        .execute());

        assertThat(get(ingrid, other + "/video").status()).isEqualTo(500);
    }

    @Test
    void whatLiesInTheDatabaseCantBeRead() {
        var id = make("Stretch", "me");
        put(ingrid, id + "/video?responsible=true", SamplePictures.webm(5_000));
        var pieces =
                core.database()
                        .inTransaction(
                                handle ->
                                        handle.createQuery(
                                                        "select p.sealed from exercise_media_piece p"
                                                                + " join exercise_media m on m.id = p.media_id"
                                                                + " where m.exercise_id = :id")
                                                .bind("id", id)
                                                .map((row, _) -> row.getBytes("sealed"))
                                                .list());
        assertThat(pieces).hasSize(1);
        assertThat(new String(pieces.getFirst(), StandardCharsets.ISO_8859_1))
                .doesNotContain("webm");
    }

    @Test
    void aClientSeesThePictureOfTheOwnProgramAndNoOther() {
        var shown = make("In the program", "me");
        var other = make("Not in the program", "me");
        for (var id : List.of(shown, other)) {
            put(ingrid, id + "/picture?responsible=true", SamplePictures.jpeg(10, 10));
        }
        var program = ola.api("GET", "/me/program").json();
        var add = Map.of("kind", "add", "exercise", shown, "id", "entry-for-" + shown);
        var change =
                Map.of("baseVersion", program.path("version").asInt(), "changes", List.of(add));
        var path = "/programs/" + program.path("id").asString() + "/changes";
        assertThat(ingrid.api("POST", path, change).status()).isEqualTo(200);

        assertThat(get(ola, shown + "/picture").status()).isEqualTo(200);
        assertThat(get(ola, other + "/picture").code()).isEqualTo("exercise-unknown");
        assertThat(get(core.signedIn("kari"), shown + "/picture").code())
                .isEqualTo("exercise-unknown");
        var entries = ola.api("GET", "/me/program").json().path("exercises");
        assertThat(entries.path(0).path("exercise").asString()).isEqualTo(shown);
        assertThat(entries.path(0).path("picture").asBoolean()).isTrue();
    }

    @Test
    void aDeletedExerciseTakesItsPictureWithItAndLeavesItsNameInPrograms() {
        var id = make("Soon gone", "me");
        put(ingrid, id + "/picture?responsible=true", SamplePictures.jpeg(10, 10));
        assertThat(ingrid.api("DELETE", "/exercises/" + id).status()).isEqualTo(204);
        assertThat(get(ingrid, id + "/picture").status()).isEqualTo(404);
        var left =
                core.database()
                        .inTransaction(
                                handle ->
                                        handle.createQuery(
                                                        "select count(*) from exercise_media"
                                                                + " where exercise_id = :id")
                                                .bind("id", id)
                                                .mapTo(Integer.class)
                                                .one());
        assertThat(left).isZero();
        assertThat(keysOf(id)).isEmpty();
    }
}
