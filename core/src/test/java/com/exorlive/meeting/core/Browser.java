package com.exorlive.meeting.core;

import java.net.HttpCookie;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A browser with our page in it: keeps cookies, signs in by code and PKCE, calls the API.
public final class Browser {
    /// RFC 7636 appendix B.
    public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    public static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String PROBLEM = "no token: sign in first";

    public final Map<String, String> cookies = new TreeMap<>();
    private final URI origin;
    private String accessToken = PROBLEM;
    private String refreshToken = PROBLEM;
    private String idToken = PROBLEM;

    Browser(URI origin) {
        this.origin = origin;
    }

    public String accessToken() {
        return accessToken;
    }

    public String refreshToken() {
        return refreshToken;
    }

    public String idToken() {
        return idToken;
    }

    /// The parameters of a good authorization request; tests spoil one of them.
    public Map<String, String> authorization() {
        return new HashMap<>(
                Map.of(
                        "response_type", "code",
                        "client_id", "exorlive-web",
                        "redirect_uri", redirectUri(),
                        "scope", "openid profile core meeting",
                        "state", "the-state",
                        "nonce", "the-nonce",
                        "code_challenge", CHALLENGE,
                        "code_challenge_method", "S256"));
    }

    public String redirectUri() {
        return origin + "/callback";
    }

    public Http.Answer authorize(Map<String, String> parameters) {
        return get("/oidc/authorize?" + Http.form(parameters));
    }

    /// Begins a sign-in.
    ///
    /// @return the transaction
    public String begin() {
        var location = authorize(authorization()).header("Location");
        if (!location.startsWith("/sign-in?tx=")) {
            throw new AssertionError("no sign-in page but " + location);
        }
        return location.substring("/sign-in?tx=".length());
    }

    public Http.Answer login(String transaction, String user, String password) {
        return post(
                "/oidc/login", Map.of("tx", transaction, "username", user, "password", password));
    }

    /// The whole way, from nothing to tokens.
    public void signIn(String user, String password) {
        var answer = login(begin(), user, password);
        if (answer.status() != 200) {
            throw new AssertionError("sign-in refused: " + answer.raw().body());
        }
        take(redeem(codeIn(answer.text("redirect"))));
    }

    public static String codeIn(String redirect) {
        var code = Http.parameters(URI.create(redirect).getRawQuery()).get("code");
        if (code == null) {
            throw new AssertionError("no code in " + redirect);
        }
        return code;
    }

    public Map<String, String> redemption(String code) {
        return new HashMap<>(
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        "exorlive-web",
                        "code",
                        code,
                        "redirect_uri",
                        redirectUri(),
                        "code_verifier",
                        VERIFIER));
    }

    public Http.Answer redeem(String code) {
        return token(redemption(code));
    }

    public Http.Answer refresh(String token) {
        return token(
                Map.of(
                        "grant_type", "refresh_token",
                        "client_id", "exorlive-web",
                        "refresh_token", token));
    }

    /// Renews the tokens for a part of what they were granted.
    public void narrowTo(String scope) {
        var answer =
                token(
                        Map.of(
                                "grant_type",
                                "refresh_token",
                                "client_id",
                                "exorlive-web",
                                "refresh_token",
                                refreshToken,
                                "scope",
                                scope));
        accessToken = answer.text("access_token");
        refreshToken = answer.text("refresh_token");
    }

    public Http.Answer token(Map<String, String> parameters) {
        return Http.send(
                "POST",
                origin.resolve("/oidc/token"),
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                Http.form(parameters));
    }

    public void take(Http.Answer tokens) {
        accessToken = tokens.text("access_token");
        refreshToken = tokens.text("refresh_token");
        idToken = tokens.text("id_token");
    }

    /// Calls the API with the access token.
    public Http.Answer api(String method, String path) {
        return Http.send(method, origin.resolve("/core/v1" + path), bearer(), "");
    }

    public Http.Answer api(String method, String path, Object body) {
        var headers = bearer();
        headers.put("Content-Type", "application/json");
        return Http.send(method, origin.resolve("/core/v1" + path), headers, Http.json(body));
    }

    private Map<String, String> bearer() {
        return new HashMap<>(Map.of("Authorization", "Bearer " + accessToken));
    }

    public Http.Answer get(String path) {
        return keepingCookies("GET", path, new HashMap<>(), "");
    }

    public Http.Answer post(String path, Object body) {
        return post(path, body, origin.toString());
    }

    public Http.Answer post(String path, Object body, String fromOrigin) {
        var headers = new HashMap<String, String>();
        headers.put("Origin", fromOrigin);
        headers.put("Content-Type", "application/json");
        return keepingCookies("POST", path, headers, Http.json(body));
    }

    private Http.Answer keepingCookies(
            String method, String path, Map<String, String> headers, String body) {
        if (!cookies.isEmpty()) {
            headers.put(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(it -> it.getKey() + "=" + it.getValue())
                            .collect(Collectors.joining("; ")));
        }
        var answer = Http.send(method, origin.resolve(path), headers, body);
        for (var line : answer.raw().headers().allValues("Set-Cookie")) {
            for (var cookie : HttpCookie.parse(line)) {
                if (cookie.getMaxAge() == 0) {
                    cookies.remove(cookie.getName());
                } else {
                    cookies.put(cookie.getName(), cookie.getValue());
                }
            }
        }
        return answer;
    }
}
