package com.exorlive.meeting.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Server-sent events over a real socket.
class EventStreamTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    private final Source source = new Source();
    private HttpServer server;

    /// Tells what the test puts in.
    private static final class Source implements EventSource {
        final BlockingQueue<Next> events = new LinkedBlockingQueue<>();
        final CompletableFuture<Boolean> closed = new CompletableFuture<>();
        final CompletableFuture<Runnable> cut = new CompletableFuture<>();

        @Override
        public Next next(Duration patience) throws InterruptedException {
            var next = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            return next == null ? new Next.Quiet() : next;
        }

        @Override
        public void onCut(Runnable how) {
            cut.complete(how);
        }

        @Override
        public void close() {
            closed.complete(true);
        }
    }

    @BeforeEach
    void start() throws Exception {
        server =
                HttpServer.start(
                        "test",
                        new HttpServer.Address("127.0.0.1", 0, Optional.empty()),
                        HttpRoutes.builder()
                                .get("/events", _ -> Reply.events(source))
                                .get("/lively", _ -> Reply.events(source, SHORT))
                                .build());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Socket ask(String method) throws IOException {
        return ask(method, "/events");
    }

    private Socket ask(String method, String path) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        var request = method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void readUntil(BufferedReader lines, String wanted) throws IOException {
        for (var line = lines.readLine(); !wanted.equals(line); line = lines.readLine()) {
            assertThat(line).as("the answer ended before %s", wanted).isNotNull();
        }
    }

    @Test
    void anEventIsSentWhenItHappensAndNotLater() throws Exception {
        try (var socket = ask("GET")) {
            var lines = lines(socket);
            readUntil(lines, "Content-Type: text/event-stream");
            readUntil(lines, ":");
            source.events.add(new EventSource.Next.Event("7", "step", "{\"a\":\"å\"}"));
            readUntil(lines, "id: 7");
            assertThat(lines.readLine()).isEqualTo("event: step");
            assertThat(lines.readLine()).isEqualTo("data: {\"a\":\"å\"}");
            assertThat(lines.readLine()).isEmpty();
        }
    }

    @Test
    void aSilentLineIsTriedSoThatADeadOneIsFound() throws Exception {
        try (var socket = ask("GET", "/lively")) {
            var lines = lines(socket);
            readUntil(lines, ":");
            readUntil(lines, ":");
        }
        assertThat(source.closed.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whenTheSourceEndsTheAnswerEnds() throws Exception {
        try (var socket = ask("GET")) {
            source.events.add(new EventSource.Next.Event("", "end", "{}"));
            source.events.add(new EventSource.Next.End());
            var lines = lines(socket);
            readUntil(lines, "event: end");
            assertThat(lines.lines().toList()).contains("data: {}");
        }
        assertThat(source.closed.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aReaderThatTakesNothingIsCutOff() throws Exception {
        try (var socket = ask("GET")) {
            var flood = new EventSource.Next.Event("", "step", "x".repeat(1_000_000));
            for (int i = 0; i < 40; i++) {
                source.events.add(flood);
            }
            assertThat(source.closed).isNotDone();
            assertThat(socket.isConnected()).isTrue();
            source.cut.get(20, TimeUnit.SECONDS).run();
            assertThat(source.closed.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whoAsksForTheHeadersAloneGetsThemAlone() throws Exception {
        try (var socket = ask("HEAD")) {
            assertThat(lines(socket).lines().toList())
                    .contains("Content-Type: text/event-stream")
                    .doesNotContain(":");
        }
    }
}
