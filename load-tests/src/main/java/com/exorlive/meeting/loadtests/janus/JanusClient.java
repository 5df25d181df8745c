package com.exorlive.meeting.loadtests.janus;

import com.exorlive.meeting.loadtests.load.StepFailedException;
import com.exorlive.meeting.loadtests.load.Waiting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One session of Janus over its WebSocket. Thread-safe.
final class JanusClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long KEEP_ALIVE_SECONDS = 10;

    private final AtomicLong transactions = new AtomicLong();
    private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<Void>> connected = new ConcurrentHashMap<>();
    private final WebSocket socket;
    private final String secret;
    private final long session;
    private CompletionStage<?> sent = CompletableFuture.completedStage(null);

    /// @param secret of Janus's API
    JanusClient(HttpClient http, URI address, String secret, ScheduledExecutorService timers)
            throws InterruptedException {
        this.secret = secret;
        this.socket =
                Waiting.await(
                        http.newWebSocketBuilder()
                                .subprotocols("janus-protocol")
                                .buildAsync(address, new Incoming()),
                        "connection to Janus");
        this.session = request(Map.of("janus", "create"), "session of Janus").data("id");
        var _ =
                timers.scheduleAtFixedRate(
                        () -> send(Map.of("janus", "keepalive")),
                        KEEP_ALIVE_SECONDS,
                        KEEP_ALIVE_SECONDS,
                        TimeUnit.SECONDS);
    }

    /// A new handle of the VideoRoom.
    long attach() throws InterruptedException {
        long handle =
                request(
                                Map.of("janus", "attach", "plugin", "janus.plugin.videoroom"),
                                "handle of Janus")
                        .data("id");
        connected.put(handle, new CompletableFuture<>());
        return handle;
    }

    /// Resolves when ICE and DTLS of this handle are there.
    CompletableFuture<Void> whenConnected(long handle) {
        return connected.computeIfAbsent(handle, _ -> new CompletableFuture<>());
    }

    void detach(long handle) {
        connected.remove(handle);
        send(Map.of("janus", "detach", "handle_id", handle));
    }

    /// Says something to the VideoRoom, and waits for what it says.
    Reply say(long handle, Map<String, Object> body) throws InterruptedException {
        return request(message(handle, body), String.valueOf(body.get("request")));
    }

    /// The same with an offer or an answer.
    Reply say(long handle, Map<String, Object> body, String type, String sdp)
            throws InterruptedException {
        var message = new LinkedHashMap<>(message(handle, body));
        // Every candidate is in it. What the packets hold is noise to Janus.
        message.put("jsep", Map.of("type", type, "sdp", sdp, "trickle", false, "e2ee", true));
        return request(message, String.valueOf(body.get("request")));
    }

    private static Map<String, Object> message(long handle, Map<String, Object> body) {
        return Map.of("janus", "message", "handle_id", handle, "body", body);
    }

    private Reply request(Map<String, Object> message, String name) throws InterruptedException {
        var answer = new CompletableFuture<JsonNode>();
        send(message, answer);
        return Reply.of(Waiting.await(answer, name), name);
    }

    /// Nobody looks at the answer.
    private void send(Map<String, Object> message) {
        transmit(message, Long.toString(transactions.incrementAndGet()));
    }

    private void send(Map<String, Object> message, CompletableFuture<JsonNode> answer) {
        var transaction = Long.toString(transactions.incrementAndGet());
        waiting.put(transaction, answer);
        transmit(message, transaction);
    }

    private synchronized void transmit(Map<String, Object> message, String transaction) {
        var complete = new LinkedHashMap<>(message);
        complete.put("transaction", transaction);
        complete.put("apisecret", secret);
        if (session != 0) {
            complete.put("session_id", session);
        }
        var text = JSON.writeValueAsString(complete);
        sent = sent.thenCompose(_ -> socket.sendText(text, true));
    }

    private void onMessage(JsonNode message) {
        var type = message.path("janus").asString("");
        var handle = message.path("sender").asLong(0);
        switch (type) {
            case "ack" -> {
                // What was asked for is still to come.
            }
            case "webrtcup" -> whenConnected(handle).complete(null);
            case "hangup" ->
                    whenConnected(handle)
                            .completeExceptionally(
                                    new StepFailedException(
                                            "Janus hung up: "
                                                    + message.path("reason").asString("")));
            default -> {
                var asked = waiting.remove(message.path("transaction").asString(""));
                if (asked != null) {
                    asked.complete(message);
                }
            }
        }
    }

    @Override
    public void close() {
        if (!socket.isOutputClosed()) {
            send(Map.of("janus", "destroy"));
        }
    }

    private final class Incoming implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
            text.append(data);
            if (isLast) {
                var message = JSON.readTree(text.toString());
                text.setLength(0);
                onMessage(message);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            failAll(new StepFailedException("Janus closed the socket"));
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            failAll(error);
        }

        private void failAll(Throwable why) {
            waiting.values().forEach(it -> it.completeExceptionally(why));
            connected.values().forEach(it -> it.completeExceptionally(why));
        }
    }
}
