package com.exorlive.meeting.signaling;

import com.exorlive.meeting.edge.HttpServer;
import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.signaling.room.FakeSfu;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/// A signalling node on a free port of this machine, with everything around it faked.
final class TestNode implements AutoCloseable {
    static final String ORIGIN = "https://meet.example";
    static final SignalingSettings.Turn TURN =
            new SignalingSettings.Turn(
                    List.of("turn:turn.example:3478?transport=tcp"),
                    "a secret of coturn's",
                    Duration.ofMinutes(10),
                    true);
    static final JsonMapper JSON = JsonMapper.builder().build();
    static final HttpClient CLIENT = HttpClient.newHttpClient();
    static final String VERIFIER = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE";

    final FakeCore core;
    final FakeSfu sfu = new FakeSfu();
    final MutableClock clock = new MutableClock();
    final PrometheusRegistry metrics = new PrometheusRegistry();
    final Signaling signaling;
    final HttpServer server;

    TestNode(FakeCore core, Path data, SignalingSettings.Limits limits) throws Exception {
        this(core, data, limits, Optional.empty());
    }

    /// @param media a real media server instead of the fake
    TestNode(FakeCore core, Path data, SignalingSettings.Limits limits, Optional<SfuControl> media)
            throws Exception {
        this(core, data, limits, media, SignalingSettings.Tokens.ofCore());
    }

    TestNode(
            FakeCore core,
            Path data,
            SignalingSettings.Limits limits,
            Optional<SfuControl> media,
            SignalingSettings.Tokens tokens)
            throws Exception {
        this.core = core;
        signaling =
                new Signaling(
                        new SignalingSettings(
                                Set.of(ORIGIN),
                                "ws://unused.example/api/ws",
                                FakeCore.ISSUER,
                                new SignalingSettings.Core(
                                        core.uri("/oidc/jwks"),
                                        core.uri("/oidc/token"),
                                        core.uri("/core/v1"),
                                        "signaling-id",
                                        "s3cret"),
                                data,
                                SignalingSettings.Meetings.defaults(),
                                limits,
                                TURN,
                                Optional.empty(),
                                tokens),
                        media.orElse(sfu),
                        metrics,
                        clock);
        server =
                HttpServer.start(
                        "node",
                        new HttpServer.Address("127.0.0.1", 0, Optional.empty()),
                        signaling.handler());
    }

    /// Limits that no test trips over by accident.
    static SignalingSettings.Limits generous() {
        return new SignalingSettings.Limits(
                Duration.ofSeconds(5),
                Duration.ofSeconds(12),
                Duration.ofSeconds(1_000),
                Duration.ofSeconds(1_000),
                Duration.ofSeconds(30),
                10_000,
                10_000,
                1_000,
                1_000);
    }

    HttpResponse<String> ticketAnswer(String meeting, String token, String body) throws Exception {
        var request =
                HttpRequest.newBuilder(http("/api/meetings/" + meeting + "/ticket"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .header("Origin", ORIGIN)
                        .POST(BodyPublishers.ofString(body))
                        .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    HttpResponse<String> ticketAnswer(String meeting, String subject) throws Exception {
        return ticketAnswer(meeting, core.tokenOf(subject), challenge());
    }

    static String challenge() {
        var hash = new com.exorlive.meeting.signaling.protocol.Secret(VERIFIER).hash().value();
        return "{\"challenge\":\"" + hash + "\"}";
    }

    String ticket(String meeting, String subject) throws Exception {
        var answer = ticketAnswer(meeting, subject);
        if (answer.statusCode() != 200) {
            throw new AssertionError("no ticket: " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body()).get("ticket").stringValue();
    }

    /// A page with an open socket that has said nothing.
    TestPage page() throws Exception {
        return TestPage.open(ws(), ORIGIN, "meet.v1");
    }

    /// A page that has been welcomed.
    TestPage join(String meeting, String subject) throws Exception {
        var page = page();
        page.hello(ticket(meeting, subject));
        page.welcome();
        return page;
    }

    URI ws() {
        return URI.create("ws://127.0.0.1:" + server.port() + "/api/ws");
    }

    URI http(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    @Override
    public void close() {
        // To close takes time.
        clock.goOn();
        signaling.close();
        server.close();
    }
}
