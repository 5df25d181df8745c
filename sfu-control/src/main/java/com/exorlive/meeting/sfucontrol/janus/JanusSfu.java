package com.exorlive.meeting.sfucontrol.janus;

import com.exorlive.meeting.sfucontrol.SfuCapabilities;
import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.sfucontrol.SfuEvents;
import com.exorlive.meeting.sfucontrol.SfuRoom;
import com.exorlive.meeting.sfucontrol.SfuRoomId;
import com.exorlive.meeting.sfucontrol.SfuUnavailableException;
import com.exorlive.meeting.sfucontrol.room.RoomList;
import com.exorlive.meeting.sfucontrol.room.ServerGoneException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The driver of one Janus. Thread-safe: one virtual thread keeps the session, each room has its
/// own.
///
/// A socket that breaks is made again and the session claimed: calls don't notice. Janus that ends,
/// hangs or has forgotten the session loses all rooms at once; the next session begins as soon as
/// it is there again.
public final class JanusSfu implements SfuControl {
    private static final Logger LOG = LoggerFactory.getLogger(JanusSfu.class);

    /// With [JanusSession#PATIENCE] the longest until a Janus that hangs is noticed.
    private static final Duration BEAT_EACH = Duration.ofMillis(500);

    /// How long a session is tried to be claimed after its socket broke.
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final Duration AGAIN_AFTER = Duration.ofMillis(100);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final JanusSettings settings;
    private final Duration patience;
    private final HttpClient http = HttpClient.newHttpClient();
    private final RoomList rooms = new RoomList("janus-room");
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final CompletableFuture<Void> firstTry = new CompletableFuture<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicLong incarnations = new AtomicLong();
    private final Thread keeper;
    private volatile @Nullable JanusSession session;

    private JanusSfu(JanusSettings settings, Duration patience) {
        this.settings = settings;
        this.patience = patience;
        this.keeper = Thread.ofVirtual().name("janus").unstarted(this::keep);
    }

    /// Begins to connect, and returns when that has succeeded or failed once. A Janus that is not
    /// there yet is waited for, for ever.
    public static JanusSfu start(JanusSettings settings) {
        return start(settings, JanusSession.PATIENCE);
    }

    /// @param patience after which a Janus that does not answer counts as hanging
    static JanusSfu start(JanusSettings settings, Duration patience) {
        var sfu = new JanusSfu(settings, patience);
        sfu.keeper.start();
        sfu.firstTry.join();
        return sfu;
    }

    @Override
    public SfuRoom open(SfuRoomId id, SfuEvents events) {
        var current = session;
        if (current == null || closing.get()) {
            throw new SfuUnavailableException("Janus is not there");
        }
        var bodies = RoomBodies.of(name(id), settings);
        return rooms.open(
                id, events, inside -> new JanusWork(current, bodies, inside), current::isLost);
    }

    /// A name is never used twice at Janus, so that what is left of an earlier one is in nobody's
    /// way.
    private String name(SfuRoomId id) {
        return prefix() + id.value() + "-" + RoomBodies.token();
    }

    private String prefix() {
        return "exorlive-" + settings.node() + "-";
    }

    @Override
    public boolean isReady() {
        return session != null && !closing.get();
    }

    @Override
    public SfuCapabilities capabilities() {
        return SfuCapabilities.JANUS;
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        try {
            rooms.close(CLOSE_WITHIN);
            closed.complete(null);
            if (!keeper.join(CLOSE_WITHIN)) {
                keeper.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        http.shutdownNow();
    }

    private void keep() {
        try {
            while (!closed.isDone()) {
                var begun = begin();
                if (begun == null) {
                    firstTry.complete(null);
                    pause(closed, AGAIN_AFTER);
                    continue;
                }
                session = begun.session();
                firstTry.complete(null);
                LOG.atInfo()
                        .addKeyValue("janus", settings.address())
                        .addKeyValue("incarnation", incarnations.incrementAndGet())
                        .log("Connected to Janus");
                stayWith(begun.session(), begun.socket());
                session = null;
                end(begun.session());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            firstTry.complete(null);
        }
    }

    private record Begun(JanusSession session, JanusSocket socket) {}

    private @Nullable Begun begin() throws InterruptedException {
        var fresh = new JanusSession(settings.apiSecret(), patience);
        try {
            var socket = JanusSocket.connect(http, settings.address(), patience, fresh::onMessage);
            fresh.use(socket);
            if (fresh.isIceLite()) {
                LOG.atError()
                        .addKeyValue("janus", settings.address())
                        .log("This Janus has ice_lite: browsers behind routers can't reach it");
            }
            new LeftRooms(fresh, settings, prefix()).destroy();
            return new Begun(fresh, socket);
        } catch (ServerGoneException e) {
            LOG.atDebug().addKeyValue("janus", settings.address()).setCause(e).log("No Janus");
        } catch (JanusRefusedException e) {
            LOG.atWarn()
                    .addKeyValue("janus", settings.address())
                    .log("{}; is its secret right?", e.getMessage());
            pause(closed, Duration.ofSeconds(1));
        }
        fresh.lose();
        return null;
    }

    /// Returns when the session is lost, or this is closed.
    private void stayWith(JanusSession held, JanusSocket first) throws InterruptedException {
        var socket = first;
        while (socket != null) {
            beat(held, socket);
            socket.abort();
            held.failWaiting();
            if (held.isLost() || closed.isDone()) {
                return;
            }
            socket = claim(held);
        }
    }

    /// Returns when the socket is of no use any more.
    private void beat(JanusSession held, JanusSocket socket) throws InterruptedException {
        var end = CompletableFuture.anyOf(socket.whenGone(), held.whenLost(), closed);
        try {
            while (!pause(end, BEAT_EACH)) {
                held.beat();
            }
        } catch (ServerGoneException | JanusRefusedException e) {
            LOG.atWarn()
                    .addKeyValue("janus", settings.address())
                    .log("Heartbeat: {}", e.getMessage());
        }
        if (closed.isDone()) {
            held.close();
        }
    }

    private @Nullable JanusSocket claim(JanusSession held) throws InterruptedException {
        long endNanos = System.nanoTime() + GRACE.toNanos();
        while (!closed.isDone() && endNanos - System.nanoTime() > 0) {
            try {
                var left = Duration.ofNanos(Math.max(1, endNanos - System.nanoTime()));
                var socket = JanusSocket.connect(http, settings.address(), left, held::onMessage);
                held.use(socket);
                LOG.atInfo().addKeyValue("janus", settings.address()).log("Janus: same session");
                rooms.onBack();
                return socket;
            } catch (JanusRefusedException _) {
                return null;
            } catch (ServerGoneException e) {
                if (isRefused(e)) {
                    // Nobody listens there: it has ended.
                    return null;
                }
                pause(closed, AGAIN_AFTER);
            }
        }
        return null;
    }

    private static boolean isRefused(Throwable failure) {
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return true;
            }
        }
        return false;
    }

    private void end(JanusSession held) {
        held.lose();
        if (closed.isDone()) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("janus", settings.address())
                .addKeyValue("rooms", rooms.size())
                .log("Janus is lost");
        rooms.onLost();
    }

    /// @return whether the future completed meanwhile
    private static boolean pause(CompletableFuture<?> end, Duration atMost)
            throws InterruptedException {
        try {
            end.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException _) {
            return true;
        }
    }
}
