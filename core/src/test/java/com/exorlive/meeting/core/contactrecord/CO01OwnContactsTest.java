package com.exorlive.meeting.core.contactrecord;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// CO-01, CO-02, CO-17: one's own contacts are there at once, with as much or as little as is known
/// of them.
@OnBothDatabases
final class CO01OwnContactsTest {
    private static Practice practice;

    @BeforeDatabase
    static void open() throws Exception {
        practice = Practice.open();
    }

    @AfterDatabase
    static void close() {
        practice.close();
    }

    @Test
    void anInstructorSeesTheOwnContactsAndNobodyElses() {
        assertThat(Practice.names(practice.ingrid.api("GET", "/contacts")))
                .contains("Ola Nordmann", "Kari Dahl")
                .doesNotContain("Amina Yusuf", "Erik Strand");
    }

    @Test
    void aContactIsMadeAndChanged() {
        var made =
                practice.jonas.api(
                        "POST",
                        "/contacts",
                        Map.of("name", " Åse Øye ", "birthDate", "1990-02-28", "phone", ""));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("name")).isEqualTo("Åse Øye");
        assertThat(made.json().path("phone").isNull()).isTrue();

        var changed =
                practice.jonas.api(
                        "PUT",
                        "/contacts/" + made.text("id"),
                        Map.of("version", 1, "name", "Åse Lie", "email", "ase@example.org"));
        assertThat(changed.text("name")).isEqualTo("Åse Lie");
        assertThat(changed.json().path("version").asInt()).isEqualTo(2);
        assertThat(changed.json().path("birthDate").isNull()).isTrue();
        assertThat(Practice.names(practice.jonas.api("GET", "/contacts"))).contains("Åse Lie");
    }

    @Test
    void aChangeOfAnOlderVersionChangesNothing() {
        var id = practice.jonas.api("POST", "/contacts", Map.of("name", "First")).text("id");
        var path = "/contacts/" + id;
        practice.jonas.api("PUT", path, Map.of("version", 1, "name", "Second"));

        var late = practice.jonas.api("PUT", path, Map.of("version", 1, "name", "Third"));

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("version-stale");
        assertThat(practice.jonas.api("GET", path).text("name")).isEqualTo("Second");
    }

    @Test
    void aContactWithoutAnyPersonalDataWorksByItsNumber() {
        var made = practice.jonas.api("POST", "/contacts", Map.of());
        var number = made.json().path("number").asLong();

        assertThat(made.json().path("name").isNull()).isTrue();
        assertThat(number).isPositive();
        assertThat(Practice.search(practice.jonas, "#" + number).text("hasMore"))
                .isEqualTo("false");
        assertThat(
                        Practice.search(practice.jonas, Long.toString(number))
                                .json()
                                .path("contacts")
                                .path(0)
                                .path("id")
                                .asString())
                .isEqualTo(made.text("id"));
    }

    @Test
    void aHandedOverContactIsTheColleaguesAlone() {
        var id = practice.ingrid.api("POST", "/contacts", Map.of("name", "Moving")).text("id");
        var path = "/contacts/" + id;
        var jonas = practice.jonas.api("GET", "/me").text("sub");

        var done =
                practice.ingrid.api("POST", path + "/hand-over", Map.of("version", 1, "to", jonas));

        assertThat(done.status()).isEqualTo(204);
        assertThat(practice.ingrid.api("GET", path).code()).isEqualTo("basis-needed");
        assertThat(practice.jonas.api("GET", path).status()).isEqualTo(200);
    }

    @Test
    void nobodyHandsOverToAnotherOrganisationOrToAClient() {
        var id = practice.ingrid.api("POST", "/contacts", Map.of()).text("id");
        var signe = practice.signe.api("GET", "/me").text("sub");
        var ola = practice.core.signedIn("ola").api("GET", "/me").text("sub");

        for (var to : new String[] {signe, ola, "unknown"}) {
            var answer =
                    practice.ingrid.api(
                            "POST",
                            "/contacts/" + id + "/hand-over",
                            Map.of("version", 1, "to", to));
            assertThat(answer.code()).isEqualTo("colleague-unknown");
        }
    }

    @Test
    void whatCanNotBeTrueIsRefused() {
        for (var field :
                new String[][] {
                    {"birthDate", "2026-11-22"},
                    {"birthDate", "1899-12-31"},
                    {"birthDate", "2026-02-30"},
                    {"phone", "call me"},
                    {"email", "nowhere"},
                    {"name", "a\u0000b"},
                    {"name", "x".repeat(201)}
                }) {
            assertThat(practice.ingrid.api("POST", "/contacts", Map.of(field[0], field[1])).code())
                    .as(field[0])
                    .isEqualTo("bad-request");
        }
    }
}
