package com.exorlive.meeting.loadtests.people;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A sign-in each step of which another node answers, as behind a load balancer that remembers
/// nobody.
public final class HoppingSignIn {
    private static final String CLIENT = "exorlive-web";

    private final Http one;
    private final Http other;
    private final String redirect;
    private final Proof proof = Proof.make();
    private String code = "";
    private String accessToken = "";

    public HoppingSignIn(Http one, Http other) {
        this.one = one;
        this.other = other;
        this.redirect = one.origin() + "/callback";
    }

    /// Begins at one, gives the password at the other, gets the tokens at the first and new ones
    /// at the other.
    public void signIn(String user, String password) throws InterruptedException {
        var begun = one.get("/oidc/authorize?" + Http.form(authorization()), Map.of());
        var cookies =
                begun.headers().allValues("Set-Cookie").stream()
                        .map(cookie -> cookie.split(";", 2)[0])
                        .collect(Collectors.joining("; "));
        var transaction = after(begun.headers().firstValue("Location").orElse(""), "tx=");
        var login =
                other.post(
                        "/oidc/login",
                        Map.of("Cookie", cookies),
                        Map.of("tx", transaction, "username", user, "password", password));
        code = after(Http.json(login).path("redirect").asString(""), "code=");
        var tokens = Http.json(one.postForm("/oidc/token", exchange()));
        var renewed =
                Http.json(
                        other.postForm(
                                "/oidc/token",
                                Map.of(
                                        "grant_type",
                                        "refresh_token",
                                        "client_id",
                                        CLIENT,
                                        "refresh_token",
                                        tokens.path("refresh_token").asString(""))));
        accessToken = renewed.path("access_token").asString("");
    }

    private Map<String, String> authorization() {
        var asked = new LinkedHashMap<String, String>();
        asked.put("response_type", "code");
        asked.put("client_id", CLIENT);
        asked.put("redirect_uri", redirect);
        asked.put("scope", "openid profile core meeting");
        asked.put("state", "hopping");
        asked.put("nonce", "hopping");
        asked.put("code_challenge", proof.challenge());
        asked.put("code_challenge_method", "S256");
        return asked;
    }

    private Map<String, String> exchange() {
        return Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                CLIENT,
                "code",
                code,
                "redirect_uri",
                redirect,
                "code_verifier",
                proof.verifier());
    }

    private static String after(String url, String name) {
        return url.substring(url.indexOf(name) + name.length()).split("&", 2)[0];
    }

    /// What each of the two says to a question that needs the token.
    public List<Integer> askBoth(String path) throws InterruptedException {
        return List.of(ask(one, path), ask(other, path));
    }

    private int ask(Http node, String path) throws InterruptedException {
        try {
            return node.get(path, Map.of("Authorization", "Bearer " + accessToken)).statusCode();
        } catch (RefusedException e) {
            return e.status();
        }
    }

    /// What the other says when the code, which the first has taken, is shown to it.
    public int showCodeAgain() throws InterruptedException {
        try {
            return other.postForm("/oidc/token", exchange()).statusCode();
        } catch (RefusedException e) {
            return e.status();
        }
    }

    /// The keys that each of the two publishes.
    public List<String> keysOfBoth() throws InterruptedException {
        var jwks = "/oidc/jwks";
        return List.of(one.get(jwks, Map.of()).body(), other.get(jwks, Map.of()).body());
    }
}
