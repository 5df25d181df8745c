package com.exorlive.meeting.core;

import com.exorlive.meeting.core.program.ManyPrograms;
import java.util.List;
import java.util.Map;

/// Programs and templates, from nothing to struck, and each refusal.
final class ProgramsStory implements ApiStory {
    private static final String PROGRAMS = "/core/v1/programs/";

    @Override
    public void tell(CheckedCalls api) {
        var ingrid = api.core.signedIn("ingrid");
        var ola = api.core.signedIn("ola");
        var service = api.core.signaling().accessToken();
        lists(api, ingrid, ola, service);
        one(api, ingrid, ola, service);
        steps(api, ingrid, ola);
        templates(api, ingrid, ola);
        tooMany(api);
        listening(api, ingrid, service);
    }

    private static void lists(CheckedCalls api, Browser ingrid, Browser ola, String service) {
        var own = "/core/v1/contacts/" + contact(ingrid, "Ola Nordmann") + "/programs";
        var foreign = CheckedCalls.contactIds(api.core.signedIn("jonas")).getFirst();
        var unknown = "/core/v1/contacts/unknown/programs";
        var name = Http.json(Map.of("name", "Knee, phase 3"));
        for (var path : List.of(own, "/core/v1/contacts/" + foreign + "/programs", unknown)) {
            api.call("GET", path, ingrid.accessToken(), "");
            api.call("POST", path, ingrid.accessToken(), name);
        }
        for (var token : List.of("nonsense", ola.accessToken(), service)) {
            api.call("GET", own, token, "");
            api.call("POST", own, token, name);
        }
        wrong(api, "POST", own, ingrid);
        for (var token : List.of(ola.accessToken(), ingrid.accessToken(), service, "nonsense")) {
            api.call("GET", "/core/v1/me/programs", token, "");
            api.call("GET", "/core/v1/me/colleagues", token, "");
        }
    }

    private static void one(CheckedCalls api, Browser ingrid, Browser ola, String service) {
        var id = make(ingrid, "Ola Nordmann");
        var pdf = PROGRAMS + id + "/pdf";
        for (var token : List.of(ola.accessToken(), service, "nonsense")) {
            api.bytes(pdf, "", token, new byte[0], "");
        }
        api.unchecked("GET", pdf + "?lang=xx", "text/plain", ola.accessToken(), "");
        api.call("GET", PROGRAMS + "unknown/pdf", ola.accessToken(), "");
        for (var path :
                List.of(
                        PROGRAMS + id,
                        PROGRAMS + id + "/versions",
                        PROGRAMS + id + "/versions/1")) {
            api.call("GET", path, ingrid.accessToken(), "");
            api.call("GET", path, ola.accessToken(), "");
            api.call("GET", path, service, "");
            api.call("GET", path, "nonsense", "");
            api.call("GET", path.replace(id, "unknown"), ingrid.accessToken(), "");
        }
    }

    private static void steps(CheckedCalls api, Browser ingrid, Browser ola) {
        var id = make(ingrid, "Ola Nordmann");
        var token = ingrid.accessToken();
        var add =
                Map.of(
                        "kind", "add",
                        "exercise", "squat",
                        "id", "an-entry-of-the-story");
        var change = Http.json(Map.of("baseVersion", 1, "changes", List.of(add)));
        var dose =
                Map.of(
                        "kind", "dose",
                        "entry", "an-entry-of-the-story",
                        "field", "reps",
                        "value", 12);
        var sign = Http.json(Map.of("version", 3));
        var reason = Http.json(Map.of("reason", "Wrong person"));
        refused(api, ola, PROGRAMS + id + "/changes", PROGRAMS + "unknown/changes", change);
        refused(api, ola, PROGRAMS + id + "/sign", PROGRAMS + "unknown/sign", sign);
        refused(api, ola, PROGRAMS + id + "/strike", PROGRAMS + "unknown/strike", reason);
        refused(api, ola, PROGRAMS + id + "/unlock", PROGRAMS + "unknown/unlock", "");
        refused(api, ola, PROGRAMS + id + "/copy", PROGRAMS + "unknown/copy", "{}");
        for (var step : List.of("changes", "sign", "strike", "copy")) {
            wrong(api, "POST", PROGRAMS + id + "/" + step, ingrid);
        }
        api.call("POST", PROGRAMS + id + "/changes", token, change);
        api.call("POST", PROGRAMS + id + "/changes", token, change);
        api.call(
                "POST",
                PROGRAMS + id + "/changes",
                token,
                Http.json(Map.of("baseVersion", 2, "changes", List.of(dose))));
        api.call("POST", PROGRAMS + id + "/sign", token, sign);
        api.call("POST", PROGRAMS + id + "/sign", token, sign);
        api.call("POST", PROGRAMS + id + "/changes", token, change);
        api.call("POST", PROGRAMS + id + "/unlock", token, "");
        api.call("DELETE", PROGRAMS + id, token, "");
        api.call("POST", PROGRAMS + id + "/copy", token, "{}");
        api.call("POST", PROGRAMS + id + "/strike", token, reason);
        api.call("POST", PROGRAMS + id + "/strike", token, reason);
        api.call("GET", PROGRAMS + id, token, "");
        api.call("GET", "/core/v1/me/programs", ola.accessToken(), "");
        api.call("DELETE", PROGRAMS + id, ola.accessToken(), "");
        api.call("DELETE", PROGRAMS + id, "nonsense", "");
        api.call("DELETE", PROGRAMS + "unknown", token, "");
        api.call("DELETE", PROGRAMS + make(ingrid, "Ola Nordmann"), token, "");
    }

    private static void templates(CheckedCalls api, Browser ingrid, Browser ola) {
        var token = ingrid.accessToken();
        var all = "/core/v1/templates";
        var name = Http.json(Map.of("name", "Knee"));
        for (var who : List.of(token, ola.accessToken(), "nonsense")) {
            api.call("POST", all, who, name);
            api.call("GET", all, who, "");
        }
        api.call("POST", all, token, Http.json(Map.of("from", "unknown")));
        wrong(api, "POST", all, ingrid);
        var id =
                ingrid.api("GET", "/templates")
                        .json()
                        .path("templates")
                        .path(0)
                        .path("id")
                        .asString();
        var sharing = all + "/" + id + "/sharing";
        var unit = Http.json(Map.of("unit", "visible", "people", List.of()));
        api.call("PUT", sharing, token, unit);
        api.call("PUT", sharing, ola.accessToken(), unit);
        api.call("PUT", sharing, "nonsense", unit);
        api.call("PUT", all + "/unknown/sharing", token, unit);
        wrong(api, "PUT", sharing, ingrid);
        var add = Map.of("kind", "add", "exercise", "squat", "id", "an-entry-of-the-story");
        ingrid.api(
                "POST",
                "/programs/" + id + "/changes",
                Map.of("baseVersion", 1, "changes", List.of(add)));
        ingrid.api("POST", "/programs/" + id + "/sign", Map.of("version", 2));
        api.call("POST", PROGRAMS + id + "/unlock", token, "");
    }

    private static void tooMany(CheckedCalls api) {
        var ingrid = api.core.signedIn("ingrid");
        var tor = contact(ingrid, "Tor Haugen");
        var id = newest(ingrid, "Tor Haugen");
        ManyPrograms.make(api.core.database(), id, true);
        var name = Http.json(Map.of("name", "One more"));
        api.call("POST", "/core/v1/contacts/" + tor + "/programs", ingrid.accessToken(), name);
        api.call("POST", PROGRAMS + id + "/copy", ingrid.accessToken(), "{}");
        ManyPrograms.make(api.core.database(), id, false);
        api.call("POST", "/core/v1/templates", ingrid.accessToken(), name);
    }

    /// What comes is tried elsewhere: it does not end by itself.
    private static void listening(CheckedCalls api, Browser ingrid, String service) {
        var path = PROGRAMS + newest(ingrid, "Ola Nordmann") + "/events";
        api.call("GET", path, "nonsense", "");
        api.call("GET", path, service, "");
        api.call("GET", PROGRAMS + "unknown/events", ingrid.accessToken(), "");
        try (var page = ListeningPage.open(api.core.origin(), path, ingrid.accessToken())) {
            page.next("step");
            api.seen.add("GET /core/v1/programs/{id}/events 200");
        }
    }

    private static void refused(
            CheckedCalls api, Browser ola, String path, String unknown, String body) {
        api.call("POST", path, ola.accessToken(), body);
        api.call("POST", path, "nonsense", body);
        api.call("POST", unknown, api.core.signedIn("ingrid").accessToken(), body);
    }

    private static void wrong(CheckedCalls api, String method, String path, Browser who) {
        api.unchecked(method, path, "application/json", who.accessToken(), "[]");
        api.unchecked(method, path, "text/plain", who.accessToken(), "x");
    }

    static String contact(Browser instructor, String name) {
        return instructor
                .api("GET", "/contacts")
                .json()
                .path("contacts")
                .valueStream()
                .filter(it -> it.path("name").asString().equals(name))
                .map(it -> it.path("id").asString())
                .findFirst()
                .orElseThrow();
    }

    static String newest(Browser instructor, String name) {
        return instructor
                .api("GET", "/contacts/" + contact(instructor, name))
                .json()
                .path("program")
                .path("id")
                .asString();
    }

    static String make(Browser instructor, String name) {
        var path = "/contacts/" + contact(instructor, name) + "/programs";
        return instructor
                .api("POST", path, Map.of("name", "Made by the story"))
                .json()
                .path("program")
                .path("id")
                .asString();
    }
}
