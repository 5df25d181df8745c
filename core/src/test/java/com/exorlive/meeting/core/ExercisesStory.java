package com.exorlive.meeting.core;

import com.exorlive.meeting.core.exercise.ManyExercises;
import com.exorlive.meeting.core.exercise.SamplePictures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The library, custom exercises, their pictures and videos.
final class ExercisesStory implements ApiStory {
    private static final String ALL = "/core/v1/exercises";
    private static final byte[] NOTHING = {};

    static final Map<String, Object> EXERCISE =
            Map.of(
                    "name", "Ingrid's stretch",
                    "area", "knee",
                    "equipment", "mat",
                    "dose", dose(),
                    "sharing", "unit");

    static Map<String, Object> dose() {
        var dose = new HashMap<String, Object>();
        dose.put("sets", 3);
        dose.put("reps", 10);
        dose.put("holdSeconds", null);
        dose.put("restSeconds", null);
        dose.put("loadKg", 2.5);
        dose.put("perSide", true);
        return dose;
    }

    @Override
    public void tell(CheckedCalls api) {
        var ingrid = api.core.signedIn("ingrid");
        var jonas = api.core.signedIn("jonas").accessToken();
        var ola = api.core.signedIn("ola").accessToken();
        var service = api.core.signaling().accessToken();
        var token = ingrid.accessToken();
        var body = new HashMap<>(EXERCISE);
        body.put("description", null);
        var text = Http.json(body);
        api.call("GET", ALL + "?q=kne&area=knee", token, "");
        api.unchecked("GET", ALL + "?area=nonsense", "text/plain", token, "");
        api.call("GET", ALL, ola, "");
        api.call("GET", ALL, "nonsense", "");
        api.call("POST", ALL, token, text);
        api.call("POST", ALL, ola, text);
        api.call("POST", ALL, "nonsense", text);
        wrong(api, "POST", ALL, token);
        var id = own(ingrid);
        var one = ALL + "/" + id;
        for (var path : List.of(one, ALL + "/squat", ALL + "/unknown")) {
            api.call("GET", path, token, "");
        }
        api.call("GET", one, ola, "");
        api.call("GET", one, "nonsense", "");
        for (var who : List.of(token, jonas, ola, "nonsense")) {
            api.call("PUT", one, who, text);
        }
        api.call("PUT", ALL + "/unknown", token, text);
        wrong(api, "PUT", one, token);
        media(api, one, token, jonas, service);
        for (var who : List.of(jonas, ola, "nonsense", token, token)) {
            api.call("DELETE", one, who, "");
        }
        ManyExercises.make(api.core.database(), ingrid.api("GET", "/me").text("sub"));
        api.call("POST", ALL, token, text);
    }

    private static void media(
            CheckedCalls api, String one, String token, String jonas, String service) {
        var picture = one + "/picture";
        var video = one + "/video";
        for (var path : List.of(picture, video)) {
            boolean still = path.equals(picture);
            var good = still ? SamplePictures.jpeg(40, 30) : SamplePictures.webm(1_000);
            var type = still ? "image/jpeg" : "video/webm";
            var ticked = path + "?responsible=true";
            api.bytes(path, type, token, good, "");
            api.bytes(
                    ticked,
                    type,
                    token,
                    "no picture".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    "");
            var large = new byte[still ? 13_000_000 : 64_000_000];
            System.arraycopy(good, 0, large, 0, Math.min(good.length, 900));
            api.bytes(ticked, type, token, large, "");
            api.bytes(ticked, type, token, good, "");
            api.bytes(ticked, type, jonas, good, "");
            api.bytes(ticked, type, "nonsense", good, "");
            api.bytes(ticked.replace(one, ALL + "/unknown"), type, token, good, "");
            api.bytes(path, type, token, NOTHING, "");
            api.bytes(path, type, service, NOTHING, "");
            api.bytes(path, type, "nonsense", NOTHING, "");
            api.bytes(path.replace(one, ALL + "/unknown"), type, token, NOTHING, "");
        }
        api.bytes(video, "", token, NOTHING, "bytes=10-19");
        api.bytes(video, "", token, NOTHING, "bytes=2000-");
    }

    private static void wrong(CheckedCalls api, String method, String path, String token) {
        api.unchecked(method, path, "application/json", token, "[]");
        api.unchecked(method, path, "text/plain", token, "x");
    }

    static String own(Browser instructor) {
        return instructor
                .api("POST", "/exercises", EXERCISE)
                .json()
                .path("exercise")
                .path("id")
                .asString();
    }
}
