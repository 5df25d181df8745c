package com.exorlive.meeting.signaling.connection;

import com.exorlive.meeting.signaling.metrics.SignalingMetrics;
import com.exorlive.meeting.signaling.protocol.CloseCode;
import jakarta.websocket.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketSession;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one writer of one socket, on a virtual thread of its own: writes what is in the [Outbox],
/// pings, and gives up on a page that is silent or does not read. Everything else is thread-safe.
final class SocketWriter {
    private static final Logger LOG = LoggerFactory.getLogger(SocketWriter.class);
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(10);

    /// How long a page may take to answer a close before the socket is torn down.
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    /// How late a deadline can be noticed where somebody moves the clock.
    private static final int LONGEST_WAIT_MILLIS = 10_000;

    private final Session session;
    private final CoreSession core;
    private final Outbox outbox;
    private final Timeouts timeouts;
    private final SignalingMetrics metrics;
    private final InstantSource clock;
    private final Runnable onDead;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Instant openedAt;

    private final Heartbeat heartbeat;
    private volatile boolean greeted;

    /// @param onDead called on the writer's thread when the page is given up on; may block
    SocketWriter(
            Session session,
            Outbox outbox,
            Timeouts timeouts,
            SignalingMetrics metrics,
            InstantSource clock,
            Runnable onDead) {
        this.session = session;
        this.core = ((JakartaWebSocketSession) session).getCoreSession();
        this.outbox = outbox;
        this.timeouts = timeouts;
        this.metrics = metrics;
        this.clock = clock;
        this.onDead = onDead;
        this.openedAt = clock.instant();
        this.heartbeat = new Heartbeat(openedAt, timeouts.ping(), timeouts.dead());
    }

    /// @param hello how long a page may be silent before its hello
    /// @param ping between two signs of life of a page
    /// @param dead how long a page may be silent after its hello
    record Timeouts(Duration hello, Duration ping, Duration dead) {}

    void start() {
        Thread.ofVirtual().name("socket-writer").start(this::run);
    }

    /// Something came in.
    void onHeard() {
        heartbeat.onHeard(clock.instant());
    }

    /// The page said hello.
    void onGreeted() {
        greeted = true;
    }

    /// The socket is closed.
    void onClosed() {
        closed.countDown();
        outbox.onGone();
    }

    private void run() {
        try {
            while (true) {
                var work = outbox.take(waitMillis());
                if (work.isPresent()) {
                    switch (work.get()) {
                        case Outbox.Work.Write(var frame) -> write(frame);
                        case Outbox.Work.Close(var code) -> {
                            close(code);
                            return;
                        }
                        case Outbox.Work.Stop _ -> {
                            return;
                        }
                    }
                }
                onTime(clock.instant());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.atDebug().setCause(e).log("A page does not take what is written");
            core.abort();
            onDead.run();
        }
    }

    private void write(String frame)
            throws InterruptedException, ExecutionException, TimeoutException {
        session.getAsyncRemote().sendText(frame).get(WRITE_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void onTime(Instant now) {
        if (!greeted) {
            if (!now.isBefore(helloDueAt())) {
                outbox.close(CloseCode.NOT_ACCEPTED);
            }
            return;
        }
        switch (heartbeat.onTime(now)) {
            case PING -> core.sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
            case DEAD -> {
                outbox.close(CloseCode.TOO_SLOW);
                core.abort();
                onDead.run();
            }
            case QUIET -> {}
        }
    }

    private Instant helloDueAt() {
        return openedAt.plus(timeouts.hello());
    }

    private long waitMillis() {
        var next = greeted ? heartbeat.deadline() : helloDueAt();
        var wait = Duration.between(clock.instant(), next).toMillis() + 1;
        return Math.clamp(wait, 0, LONGEST_WAIT_MILLIS);
    }

    private void close(CloseCode code) throws InterruptedException {
        metrics.onClosed(code);
        core.close(code.number(), code.word(), Callback.NOOP);
        if (!closed.await(CLOSE_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
            core.abort();
        }
    }
}
