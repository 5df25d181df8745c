package com.exorlive.meeting.signaling.admission;

import com.exorlive.meeting.edge.Json;
import com.exorlive.meeting.edge.SteadyClock;
import com.exorlive.meeting.edge.outbound.BoundedHttp;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// This service's own access token (RFC 6749 section 4.4, client credentials), fetched when needed
/// and kept until shortly before it expires. Thread-safe: callers wait for one fetch.
final class ServiceToken {
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final URI tokenEndpoint;
    private final String authorization;
    private final BoundedHttp http;
    private final InstantSource clock;
    private final JsonMapper json = Json.strictMapper();

    private @Nullable String token;
    private Instant goodUntil = Instant.MIN;

    ServiceToken(
            URI tokenEndpoint,
            String clientId,
            String clientSecret,
            BoundedHttp http,
            InstantSource clock) {
        this.tokenEndpoint = tokenEndpoint;
        this.authorization = "Basic " + basic(clientId, clientSecret);
        this.http = http;
        this.clock = SteadyClock.from(clock);
    }

    /// RFC 6749 section 2.3.1: both are form-encoded first.
    private static String basic(String clientId, String clientSecret) {
        var pair =
                URLEncoder.encode(clientId, StandardCharsets.UTF_8)
                        + ":"
                        + URLEncoder.encode(clientSecret, StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private record TokenAnswer(@Nullable String access_token, long expires_in) {}

    synchronized String get() throws IOException {
        var kept = token;
        if (kept != null && clock.instant().isBefore(goodUntil)) {
            return kept;
        }
        var request =
                HttpRequest.newBuilder(tokenEndpoint)
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                BodyPublishers.ofString(
                                        "grant_type=client_credentials&scope=meeting.admission"))
                        .build();
        var answer = http.send(request);
        if (answer.status() != 200) {
            throw new IOException("no service token: status " + answer.status());
        }
        return keep(answer.body());
    }

    private String keep(String body) throws IOException {
        try {
            var answer = json.readValue(body, TokenAnswer.class);
            var fresh = answer.access_token();
            if (fresh == null || fresh.isEmpty()) {
                throw new IOException("no service token in the answer");
            }
            token = fresh;
            goodUntil = clock.instant().plusSeconds(answer.expires_in()).minus(MARGIN);
            return fresh;
        } catch (JacksonException _) {
            throw new IOException("the token endpoint did not answer JSON");
        }
    }

    /// It was refused: the next call fetches another.
    synchronized void forget() {
        token = null;
    }
}
