package com.exorlive.meeting.sfucontrol.kurento;

import com.exorlive.meeting.sfucontrol.room.ServerGoneException;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.kurento.client.KurentoClient;
import org.kurento.client.KurentoObject;
import org.kurento.client.MediaPipeline;
import org.kurento.client.Transaction;
import org.kurento.client.WebRtcEndpoint;
import org.kurento.client.internal.server.KurentoServerException;
import org.kurento.jsonrpc.JsonRpcErrorException;
import org.kurento.jsonrpc.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One session at Kurento, as long as it may be: a control connection that breaks is made again
/// once, and the session with it. Whatever of the client library has to be known, is known here.
/// Thread-safe; its methods block.
///
/// Nothing is created but in transactions: one created otherwise holds a lock of the library until
/// Kurento has answered. What was created in one is looked up by its id afterwards, because the
/// library brings no events to the object that a transaction returns.
final class KurentoSession {
    private static final Logger LOG = LoggerFactory.getLogger(KurentoSession.class);
    private static final int USUAL_PORT = 80;
    private static final int INVALID_SESSION = 40007;
    private static final String KEEP_ALIVE_MILLIS = "5000";
    private static final String RECONNECT_AFTER_MILLIS = "100";

    static {
        // Read when the library's classes are loaded. Its own 240 s would notice a half-open
        // connection after four minutes.
        System.getProperties().putIfAbsent("kurento.client.keepAliveTime", KEEP_ALIVE_MILLIS);
        System.getProperties()
                .putIfAbsent("jsonRpcClientWebSocket.reconnectionDelay", RECONNECT_AFTER_MILLIS);
    }

    private final Transport transport;
    private final KurentoClient client;
    private final KurentoTiming timing;
    private final String id;

    /// Completed when there is reason to look whether this lives, and replaced then.
    private final AtomicReference<CompletableFuture<Void>> doubt =
            new AtomicReference<>(new CompletableFuture<>());

    private final AtomicLong doubts = new AtomicLong();
    private volatile boolean isLost;

    private KurentoSession(Transport transport, KurentoClient client, KurentoTiming timing) {
        this.transport = transport;
        this.client = client;
        this.timing = timing;
        this.id = client.getSessionId();
        transport.onReconnecting(this::raiseDoubt);
        transport.onDisconnected(this::lose);
        transport.onReconnected(
                isSame -> {
                    if (isSame) {
                        raiseDoubt();
                    } else {
                        lose();
                    }
                });
    }

    static KurentoSession begin(KurentoSettings settings, KurentoTiming timing)
            throws ServerGoneException {
        knock(settings.address(), timing);
        var transport = new Transport(settings.address().toString());
        transport.setConnectionTimeout(Math.toIntExact(timing.connectWithin().toMillis()));
        transport.setRequestTimeout(timing.answerWithin().toMillis());
        // One try to make it again: what comes after that is for us to decide.
        transport.setTryReconnectingMaxTime(0);
        // In the order in which Kurento says it, as far as that has one.
        transport.setConcurrentServerRequest(false);
        transport.setLabel("kurento");
        try {
            var client = KurentoClient.createFromJsonRpcClientHonoringClientTimeouts(transport);
            // The first answer names the session.
            client.getServerManager().getUsedMemory();
            return new KurentoSession(transport, client, timing);
        } catch (RuntimeException e) {
            transport.end(false);
            throw gone("no session", e);
        }
    }

    /// The library leaves threads behind for a minute each time that it finds nobody.
    private static void knock(URI address, KurentoTiming timing) throws ServerGoneException {
        int port = address.getPort() < 0 ? USUAL_PORT : address.getPort();
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.getHost(), port),
                    Math.toIntExact(timing.connectWithin().toMillis()));
        } catch (IOException e) {
            throw new ServerGoneException("nobody listens there", e);
        }
    }

    private void raiseDoubt() {
        doubts.incrementAndGet();
        doubt.getAndSet(new CompletableFuture<>()).complete(null);
    }

    /// Everything of it is gone.
    void lose() {
        isLost = true;
        raiseDoubt();
    }

    boolean isLost() {
        return isLost;
    }

    /// Completes when something happened to the connection after this was called.
    CompletableFuture<Void> whenInDoubt() {
        return doubt.get();
    }

    /// How often something happened to the connection until now.
    long doubts() {
        return doubts.get();
    }

    /// Returns when Kurento has answered that it lives, in the same session as before. What was
    /// asked over a connection that broke is never answered, and so is asked again.
    void beat() throws ServerGoneException {
        long endNanos = System.nanoTime() + timing.beatWithin().toNanos();
        CompletableFuture<Void> answer;
        do {
            var doubted = whenInDoubt();
            answer = askForLife();
            var left = Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
            await("a heartbeat", CompletableFuture.anyOf(answer, doubted), left);
        } while (!answer.isDone() && !isLost);
        if (!id.equals(client.getSessionId())) {
            lose();
            throw new ServerGoneException("Kurento has forgotten the session");
        }
    }

    private CompletableFuture<Void> askForLife() {
        var answer = new CompletableFuture<Void>();
        Thread.ofVirtual()
                .name("kurento-beat")
                .start(
                        () -> {
                            try {
                                client.getServerManager().getUsedMemory();
                                answer.complete(null);
                            } catch (RuntimeException e) {
                                answer.completeExceptionally(e);
                            }
                        });
        return answer;
    }

    /// Lets go of the connection. What Kurento has of this session goes on for some minutes, unless
    /// it was released.
    void abandon() {
        lose();
        transport.end(false);
    }

    /// Ends the session: at Kurento nothing of it stays.
    void close() {
        var isSaid = !isLost;
        isLost = true;
        transport.end(isSaid);
    }

    /// Does everything in one round trip.
    void transact(String what, Consumer<Transaction> operations)
            throws ServerGoneException, KurentoRefusedException {
        var transaction = client.beginTransaction();
        operations.accept(transaction);
        run(what, transaction::commit);
    }

    MediaPipeline newPipeline(Transaction transaction) {
        return client.createMediaPipeline(transaction);
    }

    WebRtcEndpoint newEndpoint(MediaPipeline pipeline, Transaction transaction) {
        return new WebRtcEndpoint.Builder(pipeline).build(transaction);
    }

    /// What was created in a transaction, as the object that hears of events.
    <T extends KurentoObject> T committed(T created, Class<T> type) {
        return client.getById(created.getId(), type);
    }

    /// All of this Kurento, whoever made them. Being listed keeps them alive as long as this
    /// session: each must be released, kept on purpose, or let go of.
    List<MediaPipeline> pipelines() throws ServerGoneException, KurentoRefusedException {
        return ask("its pipelines", () -> client.getServerManager().getPipelines());
    }

    /// Takes back what listing did: it lives as long as its own node wants.
    void letGo(MediaPipeline foreign) throws ServerGoneException, KurentoRefusedException {
        var parameters = new JsonObject();
        parameters.addProperty("object", foreign.getId());
        parameters.addProperty("sessionId", id);
        ask(
                "to let go",
                () -> {
                    try {
                        return client.sendJsonRpcRequest(new Request<>("unref", parameters));
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    void run(String what, Runnable call) throws ServerGoneException, KurentoRefusedException {
        ask(
                what,
                () -> {
                    call.run();
                    return true;
                });
    }

    /// The library has many exceptions; it comes to two.
    <T> T ask(String what, Supplier<T> call) throws ServerGoneException, KurentoRefusedException {
        if (isLost) {
            throw new ServerGoneException("the session is lost");
        }
        try {
            return call.get();
        } catch (KurentoServerException e) {
            throw refused(what, e.getCode(), e);
        } catch (JsonRpcErrorException e) {
            throw refused(what, e.getCode(), e);
        } catch (RuntimeException e) {
            throw gone("no answer to " + what, e);
        }
    }

    /// The library puts whole messages into its exceptions: descriptions and addresses, which have
    /// no business in a log that is kept.
    private static ServerGoneException gone(String message, RuntimeException cause) {
        LOG.atDebug().setCause(cause).log("Kurento: {}", message);
        return new ServerGoneException(message + " (" + cause.getClass().getSimpleName() + ")");
    }

    private KurentoRefusedException refused(String what, int code, RuntimeException cause) {
        if (code == INVALID_SESSION) {
            lose();
        }
        LOG.atDebug().setCause(cause).log("Kurento refuses {}", what);
        return new KurentoRefusedException(what, code);
    }

    /// For calls that are answered to a continuation.
    void await(String what, CompletableFuture<Void> answer) throws ServerGoneException {
        await(what, answer, timing.answerWithin());
    }

    private static void await(String what, CompletableFuture<?> answer, Duration atMost)
            throws ServerGoneException {
        try {
            answer.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new ServerGoneException("no answer in time to " + what, e);
        } catch (ExecutionException e) {
            LOG.atDebug().setCause(e).log("No answer to {}", what);
            throw new ServerGoneException("no answer to " + what);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerGoneException("interrupted", e);
        }
    }
}
