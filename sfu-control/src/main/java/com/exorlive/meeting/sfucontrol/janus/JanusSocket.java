package com.exorlive.meeting.sfucontrol.janus;

import com.exorlive.meeting.sfucontrol.room.ServerGoneException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One WebSocket to Janus. Thread-safe; messages come on a thread of the HTTP client, one at a
/// time.
final class JanusSocket {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_MESSAGE = 512 * 1024;

    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final WebSocket socket;
    private CompletionStage<?> sent = CompletableFuture.completedStage(null);

    private JanusSocket(WebSocket socket, Incoming incoming) {
        this.socket = socket;
        var _ = incoming.gone.whenComplete((_, _) -> gone.complete(null));
    }

    /// @throws ServerGoneException if it can't be had within that time
    static JanusSocket connect(
            HttpClient http, URI address, Duration patience, Consumer<JsonNode> messages)
            throws ServerGoneException, InterruptedException {
        var incoming = new Incoming(messages);
        var connecting =
                http.newWebSocketBuilder()
                        .subprotocols("janus-protocol")
                        .buildAsync(address, incoming);
        try {
            return new JanusSocket(
                    connecting.get(patience.toNanos(), TimeUnit.NANOSECONDS), incoming);
        } catch (TimeoutException e) {
            var _ = connecting.thenAccept(WebSocket::abort);
            throw new ServerGoneException("no connection in time", e);
        } catch (ExecutionException e) {
            throw new ServerGoneException("no connection", e);
        }
    }

    synchronized void send(Object message) {
        var text = JSON.writeValueAsString(message);
        sent =
                sent.thenCompose(_ -> socket.sendText(text, true))
                        .whenComplete(
                                (_, failure) -> {
                                    if (failure != null) {
                                        gone.complete(null);
                                    }
                                });
    }

    /// Completes when nothing can come or go any more.
    CompletableFuture<Void> whenGone() {
        return gone;
    }

    void abort() {
        socket.abort();
        gone.complete(null);
    }

    /// Janus has no word of good-bye for its sockets; what was sent before still goes out.
    synchronized void close() {
        sent =
                sent.thenCompose(_ -> socket.sendClose(WebSocket.NORMAL_CLOSURE, ""))
                        .whenComplete((_, _) -> gone.complete(null));
    }

    private static final class Incoming implements WebSocket.Listener {
        private final Consumer<JsonNode> messages;
        private final CompletableFuture<Void> gone = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        Incoming(Consumer<JsonNode> messages) {
            this.messages = messages;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
            text.append(data);
            if (text.length() > MAX_MESSAGE) {
                from.abort();
                gone.complete(null);
                return CompletableFuture.completedStage(null);
            }
            if (isLast) {
                var whole = text.toString();
                text.setLength(0);
                take(from, whole);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        private void take(WebSocket from, String whole) {
            try {
                messages.accept(JSON.readTree(whole));
            } catch (JacksonException _) {
                from.abort();
                gone.complete(null);
            }
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            gone.complete(null);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            gone.complete(null);
        }
    }
}
