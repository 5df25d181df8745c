package com.exorlive.meeting.core;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A page that listens to server-sent events: a thread reads, the test takes.
public final class ListeningPage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// One event, and when it was read by this machine's clock.
    public record Event(String id, String name, JsonNode data, long readAtNanos) {}

    private final HttpClient client;
    private final int status;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    private ListeningPage(HttpClient client, int status, java.io.InputStream in) {
        this.client = client;
        this.status = status;
        Thread.ofVirtual().start(() -> read(in));
    }

    public static ListeningPage open(URI origin, String path, String token) {
        return open(origin, path, token, "");
    }

    /// @param lastEventId empty for none
    public static ListeningPage open(URI origin, String path, String token, String lastEventId) {
        var request =
                HttpRequest.newBuilder(origin.resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        var client = HttpClient.newHttpClient();
        try {
            var answer = client.send(request.build(), BodyHandlers.ofInputStream());
            return new ListeningPage(client, answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public int status() {
        return status;
    }

    private void read(java.io.InputStream in) {
        var id = "";
        var name = "";
        try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    var data = JsonMapper.shared().readTree(line.substring(6));
                    events.add(new Event(id, name, data, System.nanoTime()));
                    id = "";
                }
            }
        } catch (IOException _) {
            // The test has gone, or the server.
        }
        events.add(new Event("", "closed", JsonMapper.shared().nullNode(), System.nanoTime()));
    }

    /// The next event, which must be of this name.
    public Event next(String name) {
        try {
            var event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (event == null || !event.name().equals(name)) {
                throw new AssertionError("no event " + name + " but " + event);
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
