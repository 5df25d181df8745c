package com.exorlive.meeting.loadtests.people;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Somebody who signed in with a password, by authorization code and PKCE as the web client does,
/// and who renews the access token in time. Thread-safe; blocks.
public final class SignedInPerson implements Person {
    private static final long RENEW_BEFORE_NANOS = 120_000_000_000L;

    private final Http http;
    private String accessToken = "";
    private String refreshToken = "";
    private long renewAtNanos;

    private SignedInPerson(Http http) {
        this.http = http;
    }

    public static SignedInPerson signIn(Http http, String user, String password)
            throws InterruptedException {
        var person = new SignedInPerson(http);
        var proof = Proof.make();
        var redirect = http.origin() + "/callback";
        var asked = new LinkedHashMap<String, String>();
        asked.put("response_type", "code");
        asked.put("client_id", "exorlive-web");
        asked.put("redirect_uri", redirect);
        asked.put("scope", "openid profile core meeting");
        asked.put("state", "load");
        asked.put("nonce", "load");
        asked.put("code_challenge", proof.challenge());
        asked.put("code_challenge_method", "S256");
        var begun = http.get("/oidc/authorize?" + Http.form(asked), Map.of());
        var location = begun.headers().firstValue("Location").orElse("");
        var transaction = after(location, "tx=");
        var login =
                http.post(
                        "/oidc/login",
                        Map.of("Cookie", cookiesOf(begun)),
                        Map.of("tx", transaction, "username", user, "password", password));
        var code = after(Http.json(login).path("redirect").asString(""), "code=");
        person.take(
                Http.json(
                        http.postForm(
                                "/oidc/token",
                                Map.of(
                                        "grant_type",
                                        "authorization_code",
                                        "client_id",
                                        "exorlive-web",
                                        "code",
                                        code,
                                        "redirect_uri",
                                        redirect,
                                        "code_verifier",
                                        proof.verifier()))));
        return person;
    }

    private static String cookiesOf(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .collect(Collectors.joining("; "));
    }

    private static String after(String url, String name) {
        int at = url.indexOf(name);
        if (at < 0) {
            throw new RefusedException("sign-in", 200, "no " + name + " in the answer");
        }
        return url.substring(at + name.length()).split("&", 2)[0];
    }

    private synchronized void take(JsonNode tokens) {
        accessToken = tokens.path("access_token").asString("");
        refreshToken = tokens.path("refresh_token").asString("");
        long lives = tokens.path("expires_in").asLong(600) * 1_000_000_000L;
        renewAtNanos = System.nanoTime() + Math.max(lives / 2, lives - RENEW_BEFORE_NANOS);
    }

    @Override
    public synchronized String accessToken() throws InterruptedException {
        if (System.nanoTime() - renewAtNanos >= 0) {
            take(
                    Http.json(
                            http.postForm(
                                    "/oidc/token",
                                    Map.of(
                                            "grant_type", "refresh_token",
                                            "client_id", "exorlive-web",
                                            "refresh_token", refreshToken))));
        }
        return accessToken;
    }

    @Override
    public String toString() {
        return "SignedInPerson[redacted]";
    }
}
