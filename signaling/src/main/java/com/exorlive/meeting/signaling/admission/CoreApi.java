package com.exorlive.meeting.signaling.admission;

import com.exorlive.meeting.edge.Json;
import com.exorlive.meeting.edge.outbound.BoundedHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import tools.jackson.databind.json.JsonMapper;

/// Speaks to core's published HTTP API as a service. Thread-safe; blocks.
public final class CoreApi {
    private final URI base;
    private final BoundedHttp http;
    private final ServiceToken token;
    private final JsonMapper json = Json.strictMapper();

    /// @param base such as `http://localhost:8080/core/v1`
    public CoreApi(
            URI base,
            URI tokenEndpoint,
            String clientId,
            String clientSecret,
            BoundedHttp http,
            InstantSource clock) {
        this.base = base;
        this.http = http;
        this.token = new ServiceToken(tokenEndpoint, clientId, clientSecret, http, clock);
    }

    /// Posts `body` as JSON; once more with a fresh token if the first was refused.
    ///
    /// @throws IOException if core can't be asked
    BoundedHttp.Answer post(String path, Object body) throws IOException {
        var text = json.writeValueAsString(body);
        var answer = postOnce(path, text);
        if (answer.status() == 401) {
            token.forget();
            answer = postOnce(path, text);
        }
        return answer;
    }

    /// Gets; once more with a fresh token if the first was refused.
    ///
    /// @throws IOException if core can't be asked
    BoundedHttp.Answer get(String path) throws IOException {
        var answer = http.send(request(path).GET().build());
        if (answer.status() == 401) {
            token.forget();
            answer = http.send(request(path).GET().build());
        }
        return answer;
    }

    private HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + token.get())
                .header("Accept", "application/json");
    }

    private BoundedHttp.Answer postOnce(String path, String body) throws IOException {
        var request =
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return http.send(request);
    }
}
