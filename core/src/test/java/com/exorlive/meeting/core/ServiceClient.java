package com.exorlive.meeting.core;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// Signaling as core sees it: a client with a secret.
public final class ServiceClient {
    private final URI origin;
    private final String accessToken;

    private ServiceClient(URI origin, String accessToken) {
        this.origin = origin;
        this.accessToken = accessToken;
    }

    static ServiceClient signedIn(URI origin, String secret) {
        var answer = token(origin, secret, "meeting.admission");
        if (answer.status() != 200) {
            throw new AssertionError("service refused: " + answer.raw().body());
        }
        return new ServiceClient(origin, answer.text("access_token"));
    }

    public static Http.Answer token(URI origin, String secret, String scope) {
        var credentials =
                Base64.getEncoder()
                        .encodeToString(
                                ("exorlive-signaling:" + secret).getBytes(StandardCharsets.UTF_8));
        return Http.send(
                "POST",
                origin.resolve("/oidc/token"),
                Map.of(
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Authorization",
                        "Basic " + credentials),
                Http.form(Map.of("grant_type", "client_credentials", "scope", scope)));
    }

    public String accessToken() {
        return accessToken;
    }

    public Http.Answer api(String method, String path, Object body) {
        return Http.send(
                method,
                origin.resolve("/core/v1" + path),
                Map.of(
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer " + accessToken),
                Http.json(body));
    }

    public Http.Answer admit(String meeting, String subject) {
        return api("POST", "/admissions", Map.of("meetingId", meeting, "subject", subject));
    }

    /// Reports an event; `details` are its further fields.
    public Http.Answer report(
            String meeting, String event, String eventId, String at, Map<String, String> details) {
        var body = new HashMap<String, Object>(details);
        body.put("event", event);
        body.put("eventId", eventId);
        body.put("at", at);
        return api("POST", "/meetings/" + meeting + "/events", body);
    }
}
