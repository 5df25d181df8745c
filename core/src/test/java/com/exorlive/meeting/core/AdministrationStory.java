package com.exorlive.meeting.core;

import java.util.List;
import java.util.Map;

/// Units, people and the organisation, by its administrators.
final class AdministrationStory implements ApiStory {
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static final Map<String, String> PUBLIC_KEY =
            Map.of(
                    "kty", "EC",
                    "crv", "P-256",
                    "kid", "epj-1",
                    "x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                    "y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");

    private String client = "";

    @Override
    public void tell(CheckedCalls api) {
        var astrid = api.core.signedIn("astrid");
        client = api.core.signedIn("ola").accessToken();
        units(api, astrid);
        people(api, astrid);
        organisation(api, astrid.accessToken());
        passwords(api, astrid);
        accessEnds(api);
        partners(api, astrid.accessToken());
    }

    private void partners(CheckedCalls api, String token) {
        var path = "/core/v1/partners";
        var scopes = List.of("meetings.read", "audit.read");
        var asked = Http.json(Map.of("name", "EPJ", "kind", "api-key", "scopes", scopes));
        refusedToOthers(api, "GET", path, "");
        refusedToOthers(api, "POST", path, asked);
        var made = api.call("POST", path, token, asked);
        api.call("GET", path, token, "");
        api.unchecked("POST", path, "application/json", token, "{}");
        api.unchecked("POST", path, "text/plain", token, "x");
        var one = path + "/" + made.json().path("partner").path("id").asString();
        var jwks = Http.json(Map.of("jwks", Map.of("keys", List.of(PUBLIC_KEY))));
        refusedToOthers(api, "PUT", one + "/jwks", jwks);
        api.call("PUT", one + "/jwks", token, jwks);
        api.call("PUT", path + "/unknown/jwks", token, jwks);
        api.unchecked("PUT", one + "/jwks", "application/json", token, "{}");
        api.unchecked("PUT", one + "/jwks", "text/plain", token, "x");

        var key = made.text("secret");
        var narrow = Map.of("name", "EPJ", "kind", "api-key", "scopes", List.of("contacts.write"));
        var other = api.call("POST", path, token, Http.json(narrow)).text("secret");
        for (var data : List.of("/core/v1/partner/meetings", "/core/v1/partner/audit")) {
            api.call("GET", data, key, "");
            api.call("GET", data, other, "");
            api.call("GET", data, "nonsense", "");
        }
        api.call("GET", "/core/v1/partner/meetings?from=2026-11-01T00:00:00Z", key, "");
        api.unchecked("GET", "/core/v1/partner/meetings?from=x", "application/json", key, "");
        api.unchecked("GET", "/core/v1/partner/audit?after=x", "application/json", key, "");

        refusedToOthers(api, "DELETE", one, "");
        api.call("DELETE", one, token, "");
        api.call("DELETE", one, token, "");
        api.call("GET", "/core/v1/partner/audit", key, "");
        for (int i = 2; i <= 100; i++) {
            api.call("POST", path, token, asked);
        }
    }

    private void units(CheckedCalls api, Browser astrid) {
        var token = astrid.accessToken();
        var unni = api.core.signedIn("unni").accessToken();
        var root = astrid.api("GET", "/me").json().path("organisation").path("id").asString();
        var asked = Http.json(Map.of("name", "Basseng", "parent", root));
        var units = "/core/v1/units";
        refusedToOthers(api, "GET", units, "");
        refusedToOthers(api, "POST", units, asked);
        api.call("GET", units, unni, "");
        var made = api.call("POST", units, token, asked).text("id");
        api.call("POST", units, token, Http.json(Map.of("name", "X", "parent", "unknown")));
        api.unchecked("POST", units, "application/json", token, "{}");
        api.unchecked("POST", units, "text/plain", token, "x");
        var parent = made;
        for (int depth = 2; depth <= 9; depth++) {
            var below = Http.json(Map.of("name", "Below", "parent", parent));
            parent = api.call("POST", units, token, below).text("id");
        }
        var one = units + "/" + made;
        var renamed = Http.json(Map.of("name", "Bassenget", "version", 1));
        refusedToOthers(api, "PUT", one, renamed);
        api.call("PUT", one, token, renamed);
        api.call("PUT", one, token, renamed);
        api.call("PUT", units + "/unknown", token, renamed);
        api.unchecked("PUT", one, "application/json", token, "{\"version\":\"x\"}");
        api.unchecked("PUT", one, "text/plain", token, "x");
        refusedToOthers(api, "DELETE", one, "");
        api.call("DELETE", one, token, "");
        api.call("DELETE", units + "/unknown", token, "");
        var empty = api.call("POST", units, token, asked).text("id");
        api.call("DELETE", units + "/" + empty, token, "");
    }

    private void people(CheckedCalls api, Browser astrid) {
        var token = astrid.accessToken();
        var unni = api.core.signedIn("unni");
        var knee = unni.api("GET", "/me").json().path("unit").path("id").asString();
        var people = "/core/v1/people";
        var asked = newPerson("nina", knee, "instructor");
        refusedToOthers(api, "GET", people, "");
        refusedToOthers(api, "POST", people, asked);
        var drafts = people + "/" + unni.api("GET", "/me").text("sub") + "/drafts";
        refusedToOthers(api, "GET", drafts, "");
        api.call("GET", drafts, token, "");
        api.call("GET", people + "/unknown/drafts", token, "");
        api.call("GET", people + "?search=ing&active=true&role=instructor", token, "");
        api.unchecked("GET", people + "?active=maybe", "application/json", token, "");
        var made = api.call("POST", people, token, asked);
        api.call("POST", people, token, asked);
        api.call("POST", people, token, newPerson("nils", "unknown", "instructor"));
        var higher = newPerson("nils", knee, "unit-administrator");
        api.call("POST", people, unni.accessToken(), higher);
        api.unchecked("POST", people, "application/json", token, "{}");
        api.unchecked("POST", people, "text/plain", token, "x");

        var nina = people + "/" + made.json().path("person").path("sub").asString();
        var astridsOwn = people + "/" + astrid.api("GET", "/me").text("sub");
        var unnisOwn = people + "/" + unni.api("GET", "/me").text("sub");
        refusedToOthers(api, "GET", nina, "");
        api.call("GET", nina, token, "");
        api.call("GET", people + "/unknown", token, "");
        var change =
                Http.json(
                        Map.of(
                                "name",
                                "Nina Nes",
                                "title",
                                "trainer",
                                "language",
                                "nb",
                                "unit",
                                knee,
                                "version",
                                1));
        var roles =
                Http.json(
                        Map.of(
                                "roles",
                                List.of(Map.of("role", "instructor", "unit", knee)),
                                "version",
                                2));
        var version = Http.json(Map.of("version", 3));
        var calls =
                List.of(
                        List.of("PUT", "", change),
                        List.of("PUT", "/roles", roles),
                        List.of("POST", "/deactivate", version),
                        List.of("POST", "/activate", Http.json(Map.of("version", 4))));
        for (var call : calls) {
            var method = call.get(0);
            var body = call.get(2);
            refusedToOthers(api, method, nina + call.get(1), body);
            api.call(method, nina + call.get(1), token, body);
            api.call(method, nina + call.get(1), token, body);
            api.call(method, people + "/unknown" + call.get(1), token, body);
            api.call(method, unnisOwn + call.get(1), unni.accessToken(), body);
            api.unchecked(method, nina + call.get(1), "application/json", token, "[]");
            api.unchecked(method, nina + call.get(1), "text/plain", token, "x");
        }
        api.call("POST", astridsOwn + "/deactivate", token, Http.json(Map.of("version", 1)));
        invitations(api, token, unni, nina);
    }

    private void invitations(CheckedCalls api, String token, Browser unni, String nina) {
        var path = nina + "/invitation";
        refusedToOthers(api, "POST", path, "");
        api.call("POST", path, token, "");
        api.call("POST", "/core/v1/people/unknown/invitation", token, "");
        var own = "/core/v1/people/" + unni.api("GET", "/me").text("sub") + "/invitation";
        api.call("POST", own, unni.accessToken(), "");
        api.call("POST", nina + "/deactivate", token, Http.json(Map.of("version", 5)));
        api.call("POST", path, token, "");
    }

    private void organisation(CheckedCalls api, String token) {
        var path = "/core/v1/organisation";
        var modules = Map.of("video", true, "sso", false, "eid", true);
        var good =
                Http.json(
                        Map.of(
                                "name",
                                "Fjellvik fysioterapi",
                                "modules",
                                modules,
                                "accent",
                                Map.of("light", "#7A1F5C", "dark", "#e9a8d3"),
                                "version",
                                1));
        refusedToOthers(api, "GET", path, "");
        refusedToOthers(api, "PUT", path, good);
        api.call("GET", path, token, "");
        api.call("PUT", path, token, good);
        api.call("PUT", path, token, good);
        api.unchecked("PUT", path, "application/json", token, "{\"name\":[]}");
        api.unchecked("PUT", path, "text/plain", token, "x");
        var logo = Http.json(Map.of("mediaType", "image/png", "content", PNG));
        api.call("GET", path + "/logo", token, "");
        refusedToOthers(api, "PUT", path + "/logo", logo);
        api.call("PUT", path + "/logo", token, logo);
        api.unchecked("PUT", path + "/logo", "application/json", token, "{}");
        api.unchecked("PUT", path + "/logo", "text/plain", token, "x");
        api.call("GET", path + "/logo", token, "");
        api.call("GET", path + "/logo", api.core.signaling().accessToken(), "");
        api.call("GET", path + "/logo", "nonsense", "");
        refusedToOthers(api, "DELETE", path + "/logo", "");
        api.call("DELETE", path + "/logo", token, "");
    }

    private void passwords(CheckedCalls api, Browser astrid) {
        var unit = astrid.api("GET", "/me").json().path("unit").path("id").asString();
        var body = newPerson("nora", unit, "instructor");
        var made = api.call("POST", "/core/v1/people", astrid.accessToken(), body);
        var code = made.json().path("invitation").path("code").asString();
        var set = Http.json(Map.of("code", code, "password", "five green hills"));
        var path = "/oidc/password";
        api.elsewhere(path, set);
        api.browse("POST", path, api.core.newBrowser(), set);
        api.browse("POST", path, api.core.newBrowser(), set);
        api.unchecked("POST", path, "application/json", "", "{}");
        api.unchecked("POST", path, "text/plain", "", "x");
        var nora = api.core.newBrowser();
        nora.signIn("nora", "five green hills");
        var mine = "/core/v1/me/password";
        var change = Map.of("current", "five green hills", "password", "six purple valleys");
        api.call("POST", mine, nora.accessToken(), Http.json(change));
        api.call("POST", mine, nora.accessToken(), Http.json(change));
        api.call(
                "POST",
                mine,
                nora.accessToken(),
                Http.json(Map.of("current", "x", "password", "password1234")));
        api.call("POST", mine, "nonsense", Http.json(change));
        api.unchecked("POST", mine, "text/plain", nora.accessToken(), "x");
    }

    private void accessEnds(CheckedCalls api) {
        var service = api.core.signaling().accessToken();
        var path = "/core/v1/access-ends";
        api.call("GET", path + "?after=0", service, "");
        api.unchecked("GET", path + "?after=x", "application/json", service, "");
        api.call("GET", path, api.core.signedIn("astrid").accessToken(), "");
        api.call("GET", path, "nonsense", "");
    }

    private void refusedToOthers(CheckedCalls api, String method, String path, String body) {
        api.call(method, path, client, body);
        api.call(method, path, "nonsense", body);
    }

    private static String newPerson(String username, String unit, String role) {
        return Http.json(
                Map.of(
                        "name",
                        "Nina Nes",
                        "title",
                        "physiotherapist",
                        "language",
                        "nb",
                        "unit",
                        unit,
                        "username",
                        username,
                        "email",
                        username + "@fjellvik.example",
                        "roles",
                        List.of(Map.of("role", role, "unit", unit))));
    }
}
