package com.exorlive.meeting.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What an instructor sees of contacts and does with them.
final class ContactsStory implements ApiStory {
    private static final String CONTACTS = "/core/v1/contacts";
    private static final String COVER =
            Http.json(
                    Map.of(
                            "confirmed", true,
                            "reason", "cover",
                            "comment", "Covering for Jonas this week"));

    @Override
    public void tell(CheckedCalls api) {
        var ingrid = api.core.signedIn("ingrid");
        var jonas = api.core.signedIn("jonas");
        var ola = api.core.signedIn("ola").accessToken();
        looks(api, ingrid, jonas, ola);
        searches(api, ingrid.accessToken(), jonas, ola);
        changes(api, ingrid, jonas, ola);
        accounts(api, ingrid, jonas, ola);
    }

    private static void accounts(CheckedCalls api, Browser ingrid, Browser jonas, String ola) {
        var token = ingrid.accessToken();
        var mine = ingrid.api("POST", "/contacts", Map.of()).text("id");
        var theirs = jonas.api("POST", "/contacts", Map.of()).text("id");
        var body = Http.json(Map.of("username", "nora.dahl", "language", "sv"));
        for (var rest : List.of("/account", "/account/code", "/account/withdraw")) {
            var sent = rest.equals("/account") ? body : "";
            var path = CONTACTS + "/" + mine + rest;
            api.call("POST", path, token, sent);
            api.call("POST", path, ola, sent);
            api.call("POST", path, "nonsense", sent);
            api.call("POST", CONTACTS + "/" + theirs + rest, token, sent);
            api.call("POST", CONTACTS + "/unknown" + rest, token, sent);
            api.call("GET", CONTACTS + "/" + mine, token, "");
        }
        var account = CONTACTS + "/" + mine + "/account";
        api.call("POST", account + "/code", token, "");
        api.call("POST", account + "/withdraw", token, "");
        api.call("POST", account, token, "{}");
        api.call("POST", account, token, "{}");
        api.unchecked("POST", account, "application/json", token, "{\"username\":\" \"}");
        api.unchecked("POST", account, "text/plain", token, "x");
    }

    private static void looks(CheckedCalls api, Browser ingrid, Browser jonas, String ola) {
        api.call("GET", CONTACTS, ingrid.accessToken(), "");
        api.call("GET", CONTACTS, ola, "");
        api.call("GET", CONTACTS, "nonsense", "");
        for (var contact : CheckedCalls.contactIds(ingrid)) {
            api.call("GET", CONTACTS + "/" + contact, ingrid.accessToken(), "");
            api.call("GET", CONTACTS + "/" + contact, ola, "");
        }
        var foreign = CheckedCalls.contactIds(jonas).getFirst();
        api.call("GET", CONTACTS + "/" + foreign, ingrid.accessToken(), "");
        api.call("GET", CONTACTS + "/unknown", ingrid.accessToken(), "");
        api.call("GET", CONTACTS + "/unknown", "nonsense", "");
    }

    private static void searches(CheckedCalls api, String token, Browser jonas, String ola) {
        api.call("GET", CONTACTS + "/search?q=amina", token, "");
        api.call("GET", CONTACTS + "/search?q=am", token, "");
        var ids = CheckedCalls.contactIds(jonas).getFirst() + ",unknown";
        api.call("GET", CONTACTS + "/search?ids=" + ids, token, "");
        api.call("GET", CONTACTS + "/search?q=amina", ola, "");
        api.call("GET", CONTACTS + "/search?q=amina", "nonsense", "");
        var amina = CONTACTS + "/" + CheckedCalls.contactIds(jonas).getFirst();
        api.call("POST", amina + "/access", token, COVER);
        api.call("POST", amina + "/access", ola, COVER);
        api.call("POST", amina + "/access", "nonsense", COVER);
        api.call("POST", CONTACTS + "/unknown/access", token, COVER);
        api.unchecked("POST", amina + "/access", "application/json", token, "{}");
        api.unchecked("POST", amina + "/access", "text/plain", token, "x");
        api.call("GET", amina, token, "");
        api.call("GET", CONTACTS, token, "");
    }

    private static void changes(CheckedCalls api, Browser ingrid, Browser jonas, String ola) {
        var token = ingrid.accessToken();
        api.call("POST", CONTACTS, token, "{\"name\":\"Nils Nilsen\",\"atLeast16\":true}");
        api.call("POST", CONTACTS, ola, "{}");
        api.call("POST", CONTACTS, "nonsense", "{}");
        api.unchecked("POST", CONTACTS, "application/json", token, "{\"birthDate\":\"x\"}");
        api.unchecked("POST", CONTACTS, "text/plain", token, "x");
        var mine = ingrid.api("POST", "/contacts", Map.of()).text("id");
        var theirs = jonas.api("POST", "/contacts", Map.of()).text("id");
        var jonasHimself = jonas.api("GET", "/me").text("sub");
        var changed = Map.<String, Object>of("name", "Nora", "birthDate", "1990-01-31");
        var handedOver = Map.<String, Object>of("to", jonasHimself);
        tryAll(api, "PUT", List.of(mine, theirs), "", changed, token, ola);
        tryAll(api, "POST", List.of(mine, theirs), "/hand-over", handedOver, token, ola);
        api.call("GET", "/core/v1/colleagues", token, "");
        api.call("GET", "/core/v1/colleagues", ola, "");
        api.call("GET", "/core/v1/colleagues", "nonsense", "");
    }

    /// Stale, right, and everything that is refused.
    private static void tryAll(
            CheckedCalls api,
            String method,
            List<String> mineAndTheirs,
            String rest,
            Map<String, Object> body,
            String token,
            String ola) {
        var mine = CONTACTS + "/" + mineAndTheirs.getFirst() + rest;
        var theirs = CONTACTS + "/" + mineAndTheirs.getLast() + rest;
        var right = new HashMap<String, Object>(body);
        right.put("version", rest.isEmpty() ? 1 : 2);
        var stale = new HashMap<String, Object>(body);
        stale.put("version", 77);
        api.call(method, mine, token, Http.json(stale));
        api.call(method, mine, token, Http.json(right));
        api.call(method, theirs, token, Http.json(right));
        api.call(method, mine, ola, Http.json(right));
        api.call(method, mine, "nonsense", Http.json(right));
        api.call(method, CONTACTS + "/unknown" + rest, token, Http.json(right));
        api.unchecked(method, mine, "application/json", token, "{\"version\":\"x\"}");
        api.unchecked(method, mine, "text/plain", token, "x");
    }
}
