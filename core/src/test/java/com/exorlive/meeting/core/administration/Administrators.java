package com.exorlive.meeting.core.administration;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.Http;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The demo's administrators at work.
final class Administrators {
    final Browser astrid;
    final Browser unni;
    final String root;
    final String knee;
    final String training;
    private final CoreUnderTest core;

    Administrators(CoreUnderTest core) {
        this.core = core;
        astrid = core.signedIn("astrid");
        unni = core.signedIn("unni");
        root = unit("Fjellvik fysioterapi");
        knee = unit("Kne og hofte");
        training = unit("Trening");
    }

    private String unit(String name) {
        return units(astrid)
                .filter(it -> it.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }

    private static java.util.stream.Stream<JsonNode> units(Browser who) {
        return who.api("GET", "/units").json().path("units").valueStream();
    }

    List<String> unitNames(Browser who) {
        return units(who).map(it -> it.path("name").asString()).toList();
    }

    private static java.util.stream.Stream<JsonNode> people(Browser who, String query) {
        return who.api("GET", "/people" + query).json().path("people").valueStream();
    }

    List<String> names(Browser who, String query) {
        return people(who, query).map(it -> it.path("name").asString()).toList();
    }

    String sub(Browser who, String name) {
        return people(who, "")
                .filter(it -> it.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .path("sub")
                .asString();
    }

    static Map<String, Object> person(String user, String unit, String role, String at) {
        return Map.of(
                "name",
                user + " Test",
                "title",
                "physiotherapist",
                "language",
                "nb",
                "unit",
                unit,
                "username",
                user,
                "roles",
                List.of(Map.of("role", role, "unit", at)));
    }

    Http.Answer make(Browser who, String user, String unit, String role, String at) {
        return who.api("POST", "/people", person(user, unit, role, at));
    }

    /// Uses the invitation that came with the account.
    void activate(Http.Answer made, String password) {
        var code = made.json().path("invitation").path("code").asString();
        core.newBrowser().post("/oidc/password", Map.of("code", code, "password", password));
    }

    private int version(String sub) {
        return astrid.api("GET", "/people/" + sub).json().path("version").asInt();
    }

    Http.Answer roles(Browser who, String sub, List<Map<String, String>> roles) {
        return who.api(
                "PUT",
                "/people/" + sub + "/roles",
                Map.of("roles", roles, "version", version(sub)));
    }

    Http.Answer deactivate(Browser who, String sub) {
        return who.api("POST", "/people/" + sub + "/deactivate", Map.of("version", version(sub)));
    }

    Http.Answer activateAgain(Browser who, String sub) {
        return who.api("POST", "/people/" + sub + "/activate", Map.of("version", version(sub)));
    }

    Http.Answer modules(Browser who, Http.Answer before, boolean video) {
        return who.api(
                "PUT",
                "/organisation",
                Map.of(
                        "name",
                        before.text("name"),
                        "modules",
                        Map.of("video", video, "sso", false, "eid", false),
                        "version",
                        before.json().path("version").asInt()));
    }

    String contact(Browser instructor, String name) {
        return instructor
                .api("GET", "/contacts")
                .json()
                .path("contacts")
                .valueStream()
                .filter(it -> it.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }
}
