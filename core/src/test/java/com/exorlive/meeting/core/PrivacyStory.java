package com.exorlive.meeting.core;

import com.exorlive.meeting.core.exercise.SamplePictures;
import java.util.List;
import java.util.Map;

/// What an administrator does with everybody's data. Signs in the other organisation's people, so
/// that the demo clinic is there for the next story.
final class PrivacyStory implements ApiStory {
    private static final String CONFIRMED = "{\"confirmed\":true}";
    private static final String PDS = "/core/v1/organisation/pds";

    @Override
    public void tell(CheckedCalls api) {
        var astrid = api.core.signedIn("astrid").accessToken();
        var lars = api.core.signedIn("lars");
        var contact = lars.api("POST", "/contacts", Map.of("name", "Leaving")).text("id");
        for (var it : new String[] {contact, "unknown"}) {
            api.call("GET", "/core/v1/contacts/" + it + "/export", astrid, "");
            api.call("POST", "/core/v1/contacts/" + it + "/erasure", astrid, CONFIRMED);
        }
        var erasure = "/core/v1/contacts/" + contact + "/erasure";
        var all = "/core/v1/organisation/erasure";
        api.call("GET", "/core/v1/organisation/export?after=0", astrid, "");
        api.unchecked("GET", "/core/v1/organisation/export?after=x", "text/plain", astrid, "");
        api.call("POST", "/core/v1/organisation/key-rotation", astrid, "");
        api.call("PUT", PDS, astrid, "{\"address\":\"https://pds.example.org\"}");
        api.call("PUT", PDS, astrid, "{\"address\":null}");
        for (var path : new String[] {erasure, all, PDS}) {
            var method = path.equals(PDS) ? "PUT" : "POST";
            api.unchecked(method, path, "application/json", astrid, "{\"address\":\"x\"}");
            api.unchecked(method, path, "text/plain", astrid, "x");
        }
        for (var token : new String[] {lars.accessToken(), "nonsense"}) {
            api.call("GET", "/core/v1/contacts/x/export", token, "");
            api.call("POST", "/core/v1/contacts/x/erasure", token, CONFIRMED);
            api.call("GET", "/core/v1/organisation/export", token, "");
            api.call("POST", all, token, "{\"confirmed\":true,\"organisationName\":\"x\"}");
            api.call("POST", "/core/v1/organisation/key-rotation", token, "");
            api.call("PUT", PDS, token, "{\"address\":null}");
        }
        people(api, astrid);
        whenNothingIsHeld(api, astrid, all, lars);
    }

    /// Jonas leaves, with an exercise of his own.
    private static void people(CheckedCalls api, String astrid) {
        var jonas = api.core.signedIn("jonas");
        var own = ExercisesStory.own(jonas);
        api.bytes(
                "/core/v1/exercises/" + own + "/picture?responsible=true",
                "image/jpeg",
                jonas.accessToken(),
                SamplePictures.jpeg(20, 10),
                "");
        var sub = jonas.api("GET", "/me").text("sub");
        var person = "/core/v1/people/" + sub;
        var told = api.call("GET", person + "/export", astrid, "").json();
        var medium =
                told.path("person")
                        .path("exercises")
                        .valueStream()
                        .flatMap(it -> it.path("media").valueStream())
                        .map(it -> it.path("id").asString())
                        .findFirst()
                        .orElseThrow();
        for (var token : List.of(astrid, jonas.accessToken(), "nonsense")) {
            for (var who : List.of(person, "/core/v1/people/unknown")) {
                if (!(token.equals(astrid) && who.equals(person))) {
                    api.call("GET", who + "/export", token, "");
                    api.call("POST", who + "/erasure", token, CONFIRMED);
                }
                api.bytes(who + "/export/media/" + medium, "", token, new byte[0], "");
            }
        }
        api.call("POST", person + "/erasure", astrid, CONFIRMED);
        api.unchecked("POST", person + "/erasure", "application/json", astrid, "{}");
        api.unchecked("POST", person + "/erasure", "text/plain", astrid, "x");
        var left = api.core.leaves("jonas");
        api.call("POST", "/core/v1/people/" + left + "/erasure", astrid, CONFIRMED);
    }

    /// At the end: nobody of the clinic is there afterwards.
    private static void whenNothingIsHeld(
            CheckedCalls api, String astrid, String all, Browser lars) {
        var contacts = api.core.signedIn("astrid").api("GET", "/organisation/export").json();
        for (var it : contacts.path("contacts")) {
            var id = it.path("id").asString();
            api.call("POST", "/core/v1/contacts/" + id + "/erasure", astrid, CONFIRMED);
        }
        api.call("PUT", PDS, astrid, "{\"address\":\"https://pds.example.org\"}");
        api.call("POST", "/core/v1/contacts", lars.accessToken(), "{\"name\":\"Refused\"}");
        var name = "{\"confirmed\":true,\"organisationName\":\"Fjellvik fysioterapi\"}";
        api.call("POST", all, astrid, name);
    }
}
