package com.exorlive.meeting.core;

import com.exorlive.meeting.core.identityprovider.FakeProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/// Identity providers of an organisation, by its administrator and by who signs in with them.
final class IdentityProvidersStory implements ApiStory {
    private static final String PROVIDERS = "/core/v1/identity-providers";
    private static final String FORM = "application/x-www-form-urlencoded";

    @Override
    public void tell(CheckedCalls api) {
        try (var there = new FakeProvider(api.core.clock)) {
            tell(api, there);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tell(CheckedCalls api, FakeProvider there) {
        var astrid = api.core.signedIn("astrid");
        var token = astrid.accessToken();
        var before = astrid.api("GET", "/organisation");
        astrid.api(
                "PUT",
                "/organisation",
                Map.of(
                        "name",
                        before.text("name"),
                        "modules",
                        Map.of("video", true, "sso", true, "eid", true),
                        "version",
                        before.json().path("version").asInt()));
        var id = administer(api, token, there);
        var ingrid = api.core.signedIn("ingrid").api("GET", "/me").text("sub");
        identities(api, token, ingrid, id);
        for (int i = 0; i < 9; i++) {
            var other = Http.json(Map.of("provider", id, "subject", "other-" + i));
            api.call("POST", "/core/v1/people/" + ingrid + "/identities", token, other);
        }
        invited(api, astrid, id);
        signIn(api, there, id);
        down(api, astrid);
        api.call("DELETE", PROVIDERS + "/" + id, token, "");
        for (int i = 0; i <= 20; i++) {
            api.call("POST", PROVIDERS, token, Http.json(asked(there.issuer())));
        }
    }

    private static Map<String, Object> asked(String issuer) {
        return new HashMap<>(
                Map.of(
                        "name",
                        "BankID",
                        "kind",
                        "eid",
                        "issuer",
                        issuer,
                        "clientId",
                        FakeProvider.CLIENT,
                        "clientSecret",
                        FakeProvider.SECRET,
                        "levels",
                        Map.of("loa4", "high"),
                        "maxAgeSeconds",
                        300,
                        "signOutThere",
                        true));
    }

    private static void refusedToOthers(CheckedCalls api, String method, String path, String body) {
        api.call(method, path, api.core.signedIn("ola").accessToken(), body);
        api.call(method, path, "nonsense", body);
    }

    private static String administer(CheckedCalls api, String token, FakeProvider there) {
        var good = asked(there.issuer());
        check(api, token, there);
        refusedToOthers(api, "GET", PROVIDERS, "");
        refusedToOthers(api, "POST", PROVIDERS, Http.json(good));
        var id = api.call("POST", PROVIDERS, token, Http.json(good)).text("id");
        api.call("POST", PROVIDERS, token, Http.json(asked("http://idp.example")));
        api.call("GET", PROVIDERS, token, "");
        api.unchecked("POST", PROVIDERS, "application/json", token, "{}");
        api.unchecked("POST", PROVIDERS, "text/plain", token, "x");
        var one = PROVIDERS + "/" + id;
        good.put("version", 1);
        refusedToOthers(api, "PUT", one, Http.json(good));
        api.call("PUT", one, token, Http.json(good));
        api.call("PUT", one, token, Http.json(good));
        api.call("PUT", PROVIDERS + "/unknown", token, Http.json(good));
        api.unchecked("PUT", one, "application/json", token, "{}");
        api.unchecked("PUT", one, "text/plain", token, "x");
        refusedToOthers(api, "DELETE", one, "");
        api.call("DELETE", PROVIDERS + "/unknown", token, "");
        return id;
    }

    private static void check(CheckedCalls api, String token, FakeProvider there) {
        var path = "/core/v1/identity-provider-check";
        var good = Http.json(Map.of("issuer", there.issuer()));
        refusedToOthers(api, "POST", path, good);
        api.call("POST", path, token, good);
        api.call("POST", path, token, Http.json(Map.of("issuer", there.issuer() + "/other")));
        api.unchecked("POST", path, "application/json", token, "{}");
        api.unchecked("POST", path, "text/plain", token, "x");
    }

    private static void identities(CheckedCalls api, String token, String person, String provider) {
        var people = "/core/v1/people/";
        var path = people + person + "/identities";
        var body = Http.json(Map.of("provider", provider, "subject", "ingrid-there"));
        refusedToOthers(api, "GET", path, "");
        refusedToOthers(api, "POST", path, body);
        api.call("GET", "/core/v1/me/identities", token, "");
        api.call("GET", "/core/v1/me/identities", "nonsense", "");
        api.call("GET", people + "unknown/identities", token, "");
        api.call("POST", people + "unknown/identities", token, body);
        var made = api.call("POST", path, token, body).text("id");
        api.call("POST", path, token, body);
        api.call("GET", path, token, "");
        api.unchecked("POST", path, "application/json", token, "{}");
        api.unchecked("POST", path, "text/plain", token, "x");
        refusedToOthers(api, "DELETE", path + "/" + made, "");
        api.call("DELETE", path + "/unknown", token, "");
        api.call("DELETE", path + "/" + made, token, "");
        api.call("POST", path, token, body);
    }

    private static void signIn(CheckedCalls api, FakeProvider there, String id) {
        var path = "/oidc/provider-sign-in";
        var browser = api.core.newBrowser();
        api.browse("GET", "/oidc/providers", browser, "");
        var good = Http.json(Map.of("tx", browser.begin(), "provider", id));
        var sent = api.browse("POST", path, browser, good).text("redirect");
        var unknown = Http.json(Map.of("tx", browser.begin(), "provider", "idp-unknown"));
        api.browse("POST", path, browser, unknown);
        api.browse("POST", path, browser, Http.json(Map.of("tx", "old", "provider", id)));
        api.elsewhere(path, good);
        api.unchecked("POST", path, "application/json", "", "{}");
        api.unchecked("POST", path, "text/plain", "", "x");
        var from = "/oidc/from/" + id + "?" + Http.form(there.signIn(sent, "ingrid-there"));
        api.browse("GET", "/oidc/from/" + id + "?state=unknown", browser, "");
        browser.get(from);
        logout(api, there, browser, id);
    }

    private static void down(CheckedCalls api, Browser astrid) {
        try (var there = new FakeProvider(api.core.clock)) {
            there.isDown = true;
            var made = astrid.api("POST", "/identity-providers", asked(there.issuer()));
            var id = made.text("id");
            var browser = api.core.newBrowser();
            var signIn = Http.json(Map.of("tx", browser.begin(), "provider", id));
            api.browse("POST", "/oidc/provider-sign-in", browser, signIn);
            var link = Http.json(Map.of("code", invitation(api, astrid), "provider", id));
            api.browse("POST", "/oidc/provider-link", browser, link);
            logoutToken(api, there, id);
            astrid.api("DELETE", "/identity-providers/" + id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void logout(CheckedCalls api, FakeProvider there, Browser browser, String id) {
        api.browse("POST", "/oidc/logout", browser, "");
        logoutToken(api, there, id);
        var path = "/oidc/back-channel-logout/" + id;
        api.unchecked("POST", path, FORM, "", "logout_token=nonsense");
        api.unchecked("POST", path, "text/plain", "", "x");
    }

    private static void logoutToken(CheckedCalls api, FakeProvider there, String id) {
        var token = there.signed(there.logout().subject("ingrid-there").build(), "logout+jwt");
        var body = Http.form(Map.of("logout_token", token));
        api.unchecked("POST", "/oidc/back-channel-logout/" + id, FORM, "", body);
    }

    private static String invitation(CheckedCalls api, Browser astrid) {
        var jonas = api.core.signedIn("jonas").api("GET", "/me").text("sub");
        return astrid.api("POST", "/people/" + jonas + "/invitation", Map.of()).text("code");
    }

    private static void invited(CheckedCalls api, Browser astrid, String id) {
        var path = "/oidc/provider-link";
        var good = Http.json(Map.of("code", invitation(api, astrid), "provider", id));
        api.browse("POST", path, api.core.newBrowser(), good);
        var wrong = Http.json(Map.of("code", "wrong", "provider", id));
        api.browse("POST", path, api.core.newBrowser(), wrong);
        api.elsewhere(path, good);
        api.unchecked("POST", path, "application/json", "", "{}");
        api.unchecked("POST", path, "text/plain", "", "x");
    }
}
