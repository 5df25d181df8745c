package com.exorlive.meeting.loadtests.nodes;

import com.exorlive.meeting.loadtests.people.Http;
import com.exorlive.meeting.loadtests.people.Person;
import com.exorlive.meeting.loadtests.people.Proof;
import com.exorlive.meeting.loadtests.people.RefusedException;
import com.exorlive.meeting.loadtests.people.Tickets;
import com.exorlive.meeting.loadtests.people.Tickets.Ticket;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Somebody with an account, a good token and a ticket of their own, who never stops trying to get
/// into the meeting of two others: at each node in turn, by each way there is. Thread-safe.
final class ThirdPerson implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int THREADS = 3;
    private static final int SOCKET_SECONDS = 5;
    private static final long REST_MILLIS = 50;

    /// What somebody who is in is told. All else is a refusal.
    private static final List<String> OF_WHO_IS_IN =
            List.of("welcome", "resumed", "describe", "e2ee", "presence", "media");

    private final AtomicInteger tries = new AtomicInteger();
    private final AtomicInteger admitted = new AtomicInteger();

    /// By node, as said by the node itself.
    private final AtomicIntegerArray refused;

    private final List<Http> nodes;
    private final Person third;
    private final Person host;
    private final String meeting;
    private volatile boolean closed;

    enum Outcome {
        ADMITTED,
        REFUSED,
        /// The node was away, or could not say.
        NO_ANSWER
    }

    /// @param nodes the way to each
    /// @param host who is in the meeting: whose ticket is stolen on the way
    ThirdPerson(List<Http> nodes, Person third, Person host, String meeting) {
        this.nodes = List.copyOf(nodes);
        this.third = third;
        this.host = host;
        this.meeting = meeting;
        this.refused = new AtomicIntegerArray(nodes.size());
    }

    void start() {
        for (int i = 0; i < THREADS; i++) {
            Thread.ofVirtual().name("third-person").start(this::run);
        }
    }

    private void run() {
        try {
            while (!closed) {
                int number = tries.getAndIncrement();
                int node = number % nodes.size();
                switch (attempt(nodes.get(node), number / nodes.size())) {
                    case ADMITTED -> admitted.incrementAndGet();
                    case REFUSED -> refused.incrementAndGet(node);
                    case NO_ANSWER -> Thread.sleep(REST_MILLIS);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Outcome attempt(Http node, int kind) throws InterruptedException {
        return switch (kind % 4) {
            case 0, 1 -> byTicket(node, third, meeting);
            case 2 -> byResume(node);
            default -> byStolenTicket(node);
        };
    }

    /// With a good token of one's own, and to the end if there is a ticket.
    static Outcome byTicket(Http node, Person who, String meeting) throws InterruptedException {
        try {
            return say(node, hello(new Tickets(node).get(who, meeting)));
        } catch (RefusedException e) {
            return e.status() == 404 ? Outcome.REFUSED : Outcome.NO_ANSWER;
        }
    }

    /// With a ticket of the host's that was seen on its way, but for the secret that stays in the
    /// host's page.
    private Outcome byStolenTicket(Http node) throws InterruptedException {
        try {
            var stolen = new Tickets(node).get(host, meeting);
            return say(
                    node,
                    hello(new Ticket(stolen.ticket(), Proof.make().verifier(), stolen.url())));
        } catch (RefusedException _) {
            return Outcome.NO_ANSWER;
        }
    }

    static Map<String, Object> hello(Ticket ticket) {
        return Map.of("t", "hello", "ticket", ticket.ticket(), "verifier", ticket.verifier());
    }

    private static Outcome byResume(Http node) throws InterruptedException {
        var guessed = Proof.make();
        var resume =
                Map.<String, Object>of(
                        "t",
                        "resume",
                        "sid",
                        guessed.challenge().substring(0, 22),
                        "resumeToken",
                        guessed.verifier(),
                        "ack",
                        0);
        return say(node, resume);
    }

    /// Until the node closes the socket.
    static Outcome say(Http node, Map<String, Object> opening) throws InterruptedException {
        var ear = new Ear();
        try {
            var socket =
                    node.client()
                            .newWebSocketBuilder()
                            .header("Origin", node.origin())
                            .subprotocols("meet.v1")
                            .buildAsync(
                                    URI.create(node.way().replaceFirst("^http", "ws") + "/api/ws"),
                                    ear)
                            .get(SOCKET_SECONDS, TimeUnit.SECONDS);
            var _ = socket.sendText(JSON.writeValueAsString(opening), true);
            var outcome = ear.outcome.get(SOCKET_SECONDS, TimeUnit.SECONDS);
            socket.abort();
            return outcome;
        } catch (ExecutionException | TimeoutException _) {
            return Outcome.NO_ANSWER;
        }
    }

    /// What the node says, until it closes the socket or lets somebody in.
    private static final class Ear implements WebSocket.Listener {
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private final StringBuilder partial = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                var type = JSON.readTree(partial.toString()).path("t").asString("");
                partial.setLength(0);
                if (OF_WHO_IS_IN.contains(type)) {
                    outcome.complete(Outcome.ADMITTED);
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            // 4004 and its neighbours refuse; those below say that the node is busy or goes down.
            outcome.complete(code >= 4000 ? Outcome.REFUSED : Outcome.NO_ANSWER);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            outcome.complete(Outcome.NO_ANSWER);
        }
    }

    int tries() {
        return tries.get();
    }

    int admitted() {
        return admitted.get();
    }

    /// How often this node said no.
    int refusedBy(int node) {
        return refused.get(node);
    }

    @Override
    public void close() {
        closed = true;
    }
}
