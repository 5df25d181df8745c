package com.exorlive.meeting.core;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Reports, and a meeting's receipt.
final class ReportsStory implements ApiStory {
    @Override
    public void tell(CheckedCalls api) {
        reports(api);
        proof(api);
        looks(api);
        receipt(api);
    }

    private static void proof(CheckedCalls api) {
        var astrid = api.core.signedIn("astrid");
        var newest = astrid.api("GET", "/reports/access").json().path("lines").path(0).path("seq");
        var path = "/core/v1/reports/lines/" + newest.asLong() + "/proof";
        api.call("GET", path, astrid.accessToken(), "");
        api.call("GET", "/core/v1/reports/lines/999999/proof", astrid.accessToken(), "");
        api.call("GET", path, api.core.signedIn("ingrid").accessToken(), "");
        api.call("GET", path, "nonsense", "");
    }

    private static void reports(CheckedCalls api) {
        var astrid = api.core.signedIn("astrid").accessToken();
        var ingrid = api.core.signedIn("ingrid").accessToken();
        for (var kind : List.of("activity", "access", "activity.csv", "access.csv")) {
            var path = "/core/v1/reports/" + kind;
            api.call("GET", path, astrid, "");
            api.call("GET", path + "?about=nobody-at-all", astrid, "");
            api.call("GET", path, ingrid, "");
            api.call("GET", path, "nonsense", "");
            api.unchecked("GET", path + "?from=yesterday", "application/json", astrid, "");
        }
    }

    private static void looks(CheckedCalls api) {
        var ola = api.core.signedIn("ola").accessToken();
        api.call("GET", "/core/v1/me/looks?limit=3", ola, "");
        api.unchecked("GET", "/core/v1/me/looks?limit=0", "application/json", ola, "");
        api.call("GET", "/core/v1/me/looks", api.core.signedIn("ingrid").accessToken(), "");
        api.call("GET", "/core/v1/me/looks", "nonsense", "");
    }

    private static void receipt(CheckedCalls api) {
        var kari = api.core.signedIn("kari");
        var ingrid = api.core.signedIn("ingrid");
        var contact =
                ingrid.api("GET", "/contacts")
                        .json()
                        .path("contacts")
                        .valueStream()
                        .filter(it -> it.path("name").asString("").equals("Kari Dahl"))
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asString();
        var id = ingrid.api("POST", "/meetings", Map.of("contactId", contact)).text("id");
        var compared = "/core/v1/meetings/" + id + "/compared";
        var same = Http.json(Map.of("same", true));
        api.call("POST", compared, kari.accessToken(), same);
        api.call("POST", compared, "nonsense", same);
        api.call("POST", compared, api.core.signaling().accessToken(), same);
        api.call("POST", compared, api.core.signedIn("jonas").accessToken(), same);
        api.unchecked("POST", compared, "application/json", kari.accessToken(), "{}");
        api.unchecked("POST", compared, "text/plain", kari.accessToken(), "x");
        var service = api.core.signaling();
        var at = api.core.clock.instant();
        api.call("GET", "/core/v1/meetings/" + id + "/receipt", kari.accessToken(), "");
        service.report(id, "started", "receipt-1", at.toString(), Map.of());
        service.report(
                id,
                "ended",
                "receipt-2",
                at.plus(Duration.ofMinutes(26)).toString(),
                Map.of("by", "invitee", "reason", "ended-by-invitee"));
        for (var form : List.of("receipt", "receipt.pdf", "receipt.fhir")) {
            var path = "/core/v1/meetings/" + id + "/" + form;
            api.call("GET", path, kari.accessToken(), "");
            api.call("GET", path, api.core.signedIn("jonas").accessToken(), "");
            api.call("GET", path, service.accessToken(), "");
            api.call("GET", path, "nonsense", "");
        }
    }
}
