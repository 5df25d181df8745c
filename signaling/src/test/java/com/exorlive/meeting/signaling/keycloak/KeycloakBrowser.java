package com.exorlive.meeting.signaling.keycloak;

import com.exorlive.meeting.signaling.DpopKey;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A browser that signs in at Keycloak's own page. Keeps cookies whatever they say, as browsers do
/// on loopback.
final class KeycloakBrowser {
    /// RFC 7636 appendix B.
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]*)\"");

    private final Keycloak keycloak;
    private final String publicOrigin;
    private final Map<String, String> cookies = new TreeMap<>();
    private final String user;
    private final String password;

    KeycloakBrowser(Keycloak keycloak, String publicOrigin, String user, String password) {
        this.keycloak = keycloak;
        this.publicOrigin = publicOrigin;
        this.user = user;
        this.password = password;
    }

    /// What a page that shows signaling its own token gets.
    HttpResponse<String> signInToWeb(DpopKey key) throws Exception {
        var redirect = publicOrigin + "/callback";
        var code = code("exorlive-web", redirect, "openid meeting", "S256");
        return redeem(
                Map.of(
                        "client_id",
                        "exorlive-web",
                        "code",
                        parameter(code, "code"),
                        "redirect_uri",
                        redirect),
                key.sign(key.claims(keycloak.endpoint("token").toString(), "")));
    }

    /// What core gets as relying party.
    HttpResponse<String> signInToCore() throws Exception {
        var redirect = publicOrigin + "/oidc/from/keycloak";
        var code = code("exorlive-core", redirect, "openid", "S256");
        return redeem(
                Map.of(
                        "client_id",
                        "exorlive-core",
                        "client_secret",
                        Keycloak.SECRET,
                        "code",
                        parameter(code, "code"),
                        "redirect_uri",
                        redirect),
                "");
    }

    /// Where the browser is sent with another challenge method, or none.
    URI refused(String method) throws Exception {
        return code("exorlive-web", publicOrigin + "/callback", "openid meeting", method);
    }

    private HttpResponse<String> redeem(Map<String, String> what, String proof) throws Exception {
        var form = new HashMap<>(what);
        form.put("grant_type", "authorization_code");
        form.put("code_verifier", VERIFIER);
        return Keycloak.post(
                keycloak.endpoint("token"),
                proof.isEmpty() ? Map.of() : Map.of("DPoP", proof),
                form);
    }

    private URI code(String client, String redirect, String scope, String method) throws Exception {
        var asked = new HashMap<String, String>();
        asked.put("response_type", "code");
        asked.put("client_id", client);
        asked.put("redirect_uri", redirect);
        asked.put("scope", scope);
        asked.put("state", "the-state");
        asked.put("nonce", "the-nonce");
        if (!method.isEmpty()) {
            asked.put("code_challenge", method.equals("plain") ? VERIFIER : CHALLENGE);
            asked.put("code_challenge_method", method);
        }
        var page = keep(ask(keycloak.endpoint("auth") + "?" + Keycloak.form(asked)));
        if (page.statusCode() == 302) {
            return URI.create(page.headers().firstValue("Location").orElseThrow());
        }
        var action = ACTION.matcher(page.body());
        if (!action.find()) {
            throw new AssertionError("no form: " + page.statusCode() + " " + page.body());
        }
        var answer =
                keep(
                        Keycloak.post(
                                URI.create(action.group(1).replace("&amp;", "&")),
                                Map.of("Cookie", cookieLine()),
                                Map.of("username", user, "password", password)));
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    private HttpResponse<String> ask(String uri) throws Exception {
        return Keycloak.get(uri, cookies.isEmpty() ? Map.of() : Map.of("Cookie", cookieLine()));
    }

    private HttpResponse<String> keep(HttpResponse<String> answer) {
        for (var line : answer.headers().allValues("Set-Cookie")) {
            var pair = line.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        return answer;
    }

    private String cookieLine() {
        return cookies.entrySet().stream()
                .map(it -> it.getKey() + "=" + it.getValue())
                .collect(Collectors.joining("; "));
    }

    static String parameter(URI uri, String name) {
        var found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(uri.toString());
        if (!found.find()) {
            throw new AssertionError("no " + name + " in " + uri);
        }
        return found.group(1);
    }
}
