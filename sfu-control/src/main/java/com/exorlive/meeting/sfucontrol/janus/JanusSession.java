package com.exorlive.meeting.sfucontrol.janus;

import com.exorlive.meeting.sfucontrol.room.ServerGoneException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One session at Janus, over one WebSocket after another: what it holds outlives the loss of a
/// socket (`reclaim_session_timeout`), but not the loss of the session. Thread-safe.
final class JanusSession {
    /// Over a network nearby Janus answers within milliseconds. Longer makes a hanging one cost
    /// more of a call; shorter takes a busy one for dead.
    static final Duration PATIENCE = Duration.ofMillis(1500);

    private record Waiting(CompletableFuture<JsonNode> answer, boolean isDoneByAck) {}

    private final AtomicLong transactions = new AtomicLong();
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
    private final Map<Long, HandleEvents> handles = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> lost = new CompletableFuture<>();
    private final String secret;
    private final Duration patience;
    private volatile long id;
    private volatile boolean isIceLite;
    private volatile @Nullable JanusSocket socket;

    /// @param patience how long each answer may take
    JanusSession(String secret, Duration patience) {
        this.secret = secret;
        this.patience = patience;
    }

    /// Goes on with another socket: the first one makes the session, the next ones claim it.
    void use(JanusSocket next) throws ServerGoneException, JanusRefusedException {
        socket = next;
        if (id == 0) {
            isIceLite = request(Map.of("janus", "info"), "what it is", false).isIceLite();
            id = request(Map.of("janus", "create"), "a session", false).id();
        } else {
            // The acknowledgement is the whole answer of some versions, of others a success.
            request(Map.of("janus", "claim"), "the session again", true);
        }
    }

    /// Whatever Janus sends goes in here.
    void onMessage(JsonNode message) {
        var type = message.path("janus").asString("");
        if (type.equals("timeout")) {
            lose();
            return;
        }
        var transaction = message.path("transaction").asString("");
        var asked = waiting.get(transaction);
        if (asked != null) {
            if (!type.equals("ack") || asked.isDoneByAck()) {
                asked.answer().complete(message);
            }
            return;
        }
        long sender = message.path("sender").asLong(0);
        var events = handles.get(sender);
        if (events != null) {
            events.onHandle(sender, message);
        }
    }

    /// A handle of the VideoRoom.
    ///
    /// @param opaque what operators see of it in Janus's own events
    long attach(String opaque, HandleEvents events)
            throws ServerGoneException, JanusRefusedException {
        var message =
                Map.<String, Object>of(
                        "janus", "attach",
                        "plugin", "janus.plugin.videoroom",
                        "opaque_id", opaque);
        long handle = request(message, "a handle", false).id();
        handles.put(handle, events);
        return handle;
    }

    /// Nobody waits for the answer.
    void detach(long handle) {
        handles.remove(handle);
        tell(Map.of("janus", "detach", "handle_id", handle));
    }

    Reply say(long handle, Map<String, Object> body)
            throws ServerGoneException, JanusRefusedException {
        return request(message(handle, body), String.valueOf(body.get("request")), false);
    }

    /// With an offer or an answer.
    Reply say(long handle, Map<String, Object> body, Map<String, Object> jsep)
            throws ServerGoneException, JanusRefusedException {
        var message = new LinkedHashMap<>(message(handle, body));
        message.put("jsep", jsep);
        return request(message, String.valueOf(body.get("request")), false);
    }

    /// Returns when Janus has answered.
    void beat() throws ServerGoneException, JanusRefusedException {
        request(Map.of("janus", "keepalive"), "a heartbeat", true);
    }

    /// Whether it answers checks only.
    boolean isIceLite() {
        return isIceLite;
    }

    /// Everything of it is gone.
    void lose() {
        lost.complete(null);
        failWaiting();
        var current = socket;
        if (current != null) {
            current.abort();
        }
    }

    boolean isLost() {
        return lost.isDone();
    }

    /// Completes when everything of it is gone.
    CompletableFuture<Void> whenLost() {
        return lost;
    }

    /// What was asked over the socket that broke is not answered any more.
    void failWaiting() {
        waiting.values()
                .forEach(
                        one ->
                                one.answer()
                                        .completeExceptionally(
                                                new ServerGoneException("the connection broke")));
    }

    void close() {
        tell(Map.of("janus", "destroy"));
        var current = socket;
        if (current != null) {
            current.close();
        }
        lost.complete(null);
    }

    private static Map<String, Object> message(long handle, Map<String, Object> body) {
        return Map.of("janus", "message", "handle_id", handle, "body", body);
    }

    private Reply request(Map<String, Object> message, String asked, boolean isDoneByAck)
            throws ServerGoneException, JanusRefusedException {
        var answer = new CompletableFuture<JsonNode>();
        var transaction = Long.toString(transactions.incrementAndGet());
        waiting.put(transaction, new Waiting(answer, isDoneByAck));
        try {
            transmit(message, transaction);
            return Reply.of(answer.get(patience.toNanos(), TimeUnit.NANOSECONDS), asked);
        } catch (TimeoutException e) {
            throw new ServerGoneException("no answer in time to " + asked, e);
        } catch (ExecutionException e) {
            throw new ServerGoneException("no answer to " + asked, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerGoneException("interrupted", e);
        } finally {
            waiting.remove(transaction);
        }
    }

    private void tell(Map<String, Object> message) {
        try {
            transmit(message, Long.toString(transactions.incrementAndGet()));
        } catch (ServerGoneException _) {
            // Then nothing of it is left anyway.
        }
    }

    private void transmit(Map<String, Object> message, String transaction)
            throws ServerGoneException {
        var current = socket;
        if (current == null || isLost()) {
            throw new ServerGoneException("no connection");
        }
        var complete = new LinkedHashMap<>(message);
        complete.put("transaction", transaction);
        complete.put("apisecret", secret);
        if (id != 0) {
            complete.put("session_id", id);
        }
        current.send(complete);
    }
}
