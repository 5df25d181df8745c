package com.exorlive.meeting.core;

import java.util.List;
import java.util.Map;

/// What a client did.
final class TrainingStory implements ApiStory {
    private static final String MINE = "/core/v1/me/training";

    @Override
    public void tell(CheckedCalls api) {
        var ola = api.core.signedIn("ola");
        var ingrid = api.core.signedIn("ingrid");
        var set = set(api.core, ola, "a-set-of-the-story");
        for (var token : List.of(ola.accessToken(), ola.accessToken(), ingrid.accessToken(), "x")) {
            api.call("POST", MINE, token, set);
            api.call("GET", MINE, token, "");
        }
        api.unchecked("GET", MINE + "?days=x", "text/plain", ola.accessToken(), "");
        api.call("POST", MINE, ola.accessToken(), set.replace("\"program\":\"", "\"program\":\"x"));
        api.unchecked("POST", MINE, "application/json", ola.accessToken(), "[]");
        api.unchecked("POST", MINE, "text/plain", ola.accessToken(), "x");
        var own =
                "/core/v1/contacts/" + ProgramsStory.contact(ingrid, "Ola Nordmann") + "/training";
        var foreign = CheckedCalls.contactIds(api.core.signedIn("jonas")).getFirst();
        for (var path :
                List.of(
                        own,
                        own.replaceAll("contacts/[^/]+", "contacts/" + foreign),
                        "/core/v1/contacts/unknown/training")) {
            api.call("GET", path, ingrid.accessToken(), "");
        }
        api.call("GET", own, "nonsense", "");
        api.call("GET", own, ola.accessToken(), "");
        api.unchecked("GET", own + "?days=0", "text/plain", ingrid.accessToken(), "");
        for (var token : List.of(ola.accessToken(), ingrid.accessToken(), "nonsense")) {
            api.call("DELETE", MINE + "/a-set-of-the-story", token, "");
        }
        api.call("POST", MINE, ola.accessToken(), set);
    }

    static String set(CoreUnderTest core, Browser client, String id) {
        var program = client.api("GET", "/me/program").json();
        return Http.json(
                Map.of(
                        "id",
                        id,
                        "program",
                        program.path("id").asString(),
                        "entry",
                        program.path("exercises").path(0).path("id").asString(),
                        "set",
                        1,
                        "reps",
                        10,
                        "doneAt",
                        core.clock.instant().toString(),
                        "inMeeting",
                        true));
    }
}
