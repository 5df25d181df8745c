package com.exorlive.meeting.signaling;

import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// A page, as the server sees one. It numbers what it sends and keeps what it gets.
final class TestPage implements WebSocket.Listener {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile WebSocket socket;
    String sid = "";
    String conn = "";
    String resumeToken = "";
    String seat = "";
    long sent;
    long seen;

    static TestPage open(URI uri, String origin, String subprotocol) throws Exception {
        var page = new TestPage();
        var socket =
                TestNode.CLIENT
                        .newWebSocketBuilder()
                        .header("Origin", origin)
                        .subprotocols(subprotocol)
                        .buildAsync(uri, page)
                        .get(10, TimeUnit.SECONDS);
        page.socket = socket;
        return page;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            received.add(TestNode.JSON.readTree(partial.toString()));
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    void text(String frame) throws Exception {
        socket.sendText(frame, true).get(10, TimeUnit.SECONDS);
    }

    void hello(String ticket) throws Exception {
        text(
                "{\"t\":\"hello\",\"ticket\":\"%s\",\"verifier\":\"%s\"}"
                        .formatted(ticket, TestNode.VERIFIER));
    }

    JsonNode welcome() throws Exception {
        var welcome = next("welcome");
        sid = welcome.get("sid").stringValue();
        conn = welcome.get("conn").stringValue();
        seat = welcome.get("seat").stringValue();
        resumeToken = welcome.get("resumeToken").stringValue();
        return welcome;
    }

    void resume(TestPage before, long ack) throws Exception {
        text(
                "{\"t\":\"resume\",\"sid\":\"%s\",\"resumeToken\":\"%s\",\"ack\":%d}"
                        .formatted(before.sid, before.resumeToken, ack));
    }

    /// Sends a counted message; `rest` is what follows the type.
    void say(String type, String rest) throws Exception {
        sent++;
        text("{\"t\":\"" + type + "\",\"seq\":" + sent + rest + "}");
    }

    /// The types of what comes before the next message of this type, which is taken too.
    List<String> typesUntil(String type) throws Exception {
        var types = new ArrayList<String>();
        next(type, types);
        return types;
    }

    /// The next message of this type; others before it are let go.
    JsonNode next(String type) throws Exception {
        return next(type, new ArrayList<>());
    }

    private JsonNode next(String type, List<String> before) throws Exception {
        while (true) {
            var message = received.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (message == null) {
                throw new AssertionError("no " + type + "; closed: " + closed);
            }
            if (message.has("seq")) {
                seen = message.get("seq").longValue();
            }
            if (message.get("t").stringValue().equals(type)) {
                return message;
            }
            before.add(message.get("t").stringValue());
        }
    }

    int closeCode() throws Exception {
        return closed.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Loses the network without a word.
    void cut() {
        socket.abort();
    }
}
