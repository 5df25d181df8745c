package com.exorlive.meeting.core;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Meetings, from the assertion for the other browser to the report of the end.
final class MeetingsStory implements ApiStory {
    @Override
    public void tell(CheckedCalls api) {
        assertions(api);
        meetings(api);
        service(api);
        appointments(api);
        listening(api);
    }

    /// What comes is tried elsewhere: it does not end by itself.
    private static void listening(CheckedCalls api) {
        var path = "/core/v1/me/events";
        api.call("GET", path, "nonsense", "");
        api.call("GET", path, api.core.signaling().accessToken(), "");
        var ola = api.core.signedIn("ola").accessToken();
        try (var page = ListeningPage.open(api.core.origin(), path, ola)) {
            page.next("meetings");
            api.seen.add("GET " + path + " 200");
        }
    }

    private static void appointments(CheckedCalls api) {
        var ingrid = api.core.signedIn("ingrid");
        var token = ingrid.accessToken();
        var kari = api.core.signedIn("kari").accessToken();
        var service = api.core.signaling().accessToken();
        var contact = CheckedCalls.contactIds(ingrid).getFirst();
        var plan = plan(api, contact, 2);
        api.call("POST", "/core/v1/meetings", token, plan);
        api.call("POST", "/core/v1/meetings", token, plan);
        api.call("POST", "/core/v1/meetings", token, plan(api, contact, -2));
        for (var bearer : List.of(token, kari, "nonsense")) {
            api.call("GET", "/core/v1/meetings", bearer, "");
        }
        var planned = ingrid.api("GET", "/meetings").json().path("meetings").path(0);
        var path = "/core/v1/meetings/" + planned.path("id").asString();
        for (var bearer : List.of(token, kari, service, "nonsense")) {
            api.call("GET", path + "/calendar", bearer, "");
        }
        for (var bearer : List.of(kari, "nonsense", token)) {
            api.call("POST", path + "/reschedule", bearer, move(api, 2));
            api.call("POST", path + "/reschedule", bearer, move(api, 3));
            api.call("POST", path + "/reschedule", bearer, move(api, 4));
        }
        api.call("GET", "/core/v1/meetings/unknown/calendar", token, "");
        var moved = ingrid.api("GET", "/meetings").json().path("meetings").path(0);
        var cancel = "/core/v1/meetings/" + moved.path("id").asString() + "/cancel";
        for (var bearer : List.of(kari, "nonsense", token)) {
            api.call("POST", cancel, bearer, Http.json(Map.of("version", 1)));
            api.call("POST", cancel, bearer, Http.json(Map.of("version", 2)));
        }
        for (var change : List.of("/cancel", "/reschedule")) {
            var unknown = "/core/v1/meetings/unknown" + change;
            var body = change.equals("/cancel") ? Http.json(Map.of("version", 1)) : move(api, 3);
            api.call("POST", unknown, token, body);
            api.unchecked("POST", unknown, "application/json", token, "{}");
            api.unchecked("POST", unknown, "text/plain", token, "x");
        }
    }

    private static String plan(CheckedCalls api, String contact, int days) {
        return Http.json(Map.of("contactId", contact, "startsAt", in(api, days)));
    }

    private static String move(CheckedCalls api, int days) {
        return Http.json(Map.of("startsAt", in(api, days), "version", 1));
    }

    private static String in(CheckedCalls api, int days) {
        return api.core.clock.instant().plus(Duration.ofDays(days)).toString();
    }

    private static void assertions(CheckedCalls api) {
        var ingrid = api.core.signedIn("ingrid");
        var wide = ingrid.accessToken();
        ingrid.narrowTo("openid profile core");
        var ola = CheckedCalls.contactIds(ingrid).getFirst();
        var meeting = ingrid.api("POST", "/meetings", Map.of("contactId", ola)).text("id");
        var path = "/oidc/meeting-assertion";
        var body = Http.json(Map.of("meetingId", meeting, "jkt", "A".repeat(43)));
        api.call("POST", path, ingrid.accessToken(), body);
        api.call("POST", path, wide, body);
        api.call("POST", path, api.core.signaling().accessToken(), body);
        var jonas = api.core.signedIn("jonas");
        jonas.narrowTo("core");
        api.call("POST", path, jonas.accessToken(), body);
        api.unchecked("POST", path, "application/json", ingrid.accessToken(), "{}");
        api.unchecked("POST", path, "text/plain", ingrid.accessToken(), "x");
    }

    private static void meetings(CheckedCalls api) {
        var ingrid = api.core.signedIn("ingrid");
        var token = ingrid.accessToken();
        for (var contact : CheckedCalls.contactIds(ingrid)) {
            api.call("POST", "/core/v1/meetings", token, contact(contact));
            api.call("POST", "/core/v1/meetings", token, contact(contact));
        }
        api.call("POST", "/core/v1/meetings", token, contact("unknown"));
        api.call(
                "POST",
                "/core/v1/meetings",
                token,
                contact(CheckedCalls.contactIds(api.core.signedIn("jonas")).getFirst()));
        api.call("POST", "/core/v1/meetings", "nonsense", contact("x"));
        var signe = api.core.signedIn("signe");
        api.call(
                "POST",
                "/core/v1/meetings",
                signe.accessToken(),
                contact(CheckedCalls.contactIds(signe).getFirst()));
        api.unchecked("POST", "/core/v1/meetings", "application/json", token, "[]");
        api.unchecked("POST", "/core/v1/meetings", "text/plain", token, "x");

        var ola = api.core.signedIn("ola");
        var id = invitation(ola);
        for (var path : List.of("/core/v1/invitations", "/core/v1/meetings/" + id)) {
            api.call("GET", path, ola.accessToken(), "");
            api.call("GET", path, token, "");
            api.call("GET", path, api.core.signaling().accessToken(), "");
            api.call("GET", path, "nonsense", "");
        }
        var decline = "/core/v1/invitations/" + id + "/decline";
        api.call("POST", decline, token, "");
        api.call("POST", decline, "nonsense", "");
        api.call("POST", decline, api.core.signedIn("kari").accessToken(), "");
        api.call("POST", decline, ola.accessToken(), "");
        api.call("GET", "/core/v1/meetings/" + id, ola.accessToken(), "");
        api.call("GET", "/core/v1/meetings/unknown", ola.accessToken(), "");
    }

    private static void service(CheckedCalls api) {
        var kari = api.core.signedIn("kari");
        var id = invitation(kari);
        var service = api.core.signaling().accessToken();
        var subject = kari.api("GET", "/me").text("sub");
        var admission = Http.json(Map.of("meetingId", id, "subject", subject));
        var events = "/core/v1/meetings/" + id + "/events";
        for (var token : List.of(service, kari.accessToken(), "nonsense")) {
            api.call("POST", "/core/v1/admissions", token, admission);
            api.call("POST", events, token, event(api, "joined", Map.of("seat", "invitee")));
            api.call("POST", events, token, event(api, "started", Map.of()));
        }
        api.call("GET", "/core/v1/meetings/" + id, kari.accessToken(), "");
        api.call("GET", "/core/v1/invitations", kari.accessToken(), "");
        api.call("POST", events, service, event(api, "left", Map.of("seat", "invitee")));
        api.call("POST", events, service, event(api, "refused", Map.of()));
        var ended = event(api, "ended", Map.of("by", "host", "reason", "ended-by-host"));
        api.call("POST", events, service, ended);
        api.call("POST", "/core/v1/admissions", service, admission);
        api.call("POST", "/core/v1/meetings/unknown/events", service, ended);
        for (var path : List.of("/core/v1/admissions", events)) {
            api.unchecked("POST", path, "application/json", service, "{}");
            api.unchecked("POST", path, "text/plain", service, "x");
        }
    }

    private static String event(CheckedCalls api, String event, Map<String, String> details) {
        var body = new HashMap<String, String>(details);
        body.put("event", event);
        body.put("eventId", event);
        body.put("at", api.core.clock.instant().plus(Duration.ofSeconds(1)).toString());
        return Http.json(body);
    }

    private static String contact(String id) {
        return Http.json(Map.of("contactId", id));
    }

    private static String invitation(Browser client) {
        var all = client.api("GET", "/invitations").json().path("invitations");
        return all.path(0).path("meetingId").asString();
    }
}
