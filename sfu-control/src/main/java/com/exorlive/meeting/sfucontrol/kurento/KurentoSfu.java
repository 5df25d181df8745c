package com.exorlive.meeting.sfucontrol.kurento;

import com.exorlive.meeting.sfucontrol.SfuCapabilities;
import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.sfucontrol.SfuEvents;
import com.exorlive.meeting.sfucontrol.SfuRoom;
import com.exorlive.meeting.sfucontrol.SfuRoomId;
import com.exorlive.meeting.sfucontrol.SfuUnavailableException;
import com.exorlive.meeting.sfucontrol.room.RoomList;
import com.exorlive.meeting.sfucontrol.room.ServerGoneException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The driver of one Kurento. Thread-safe: one virtual thread keeps the session, each room has its
/// own.
///
/// A control connection that breaks is made again with the same session: calls don't notice.
/// Kurento that ends, hangs or has forgotten the session loses all rooms at once; the next session
/// begins as soon as it is there again.
public final class KurentoSfu implements SfuControl {
    private static final Logger LOG = LoggerFactory.getLogger(KurentoSfu.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final KurentoSettings settings;
    private final KurentoTiming timing;
    private final Tally tally = new Tally();
    private final RoomList rooms = new RoomList("kurento-room");
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final CompletableFuture<Void> firstTry = new CompletableFuture<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Thread keeper;
    private volatile @Nullable Life life;

    /// @param left what was found when the session began
    private record Life(KurentoSession session, LeftPipelines left) {}

    private KurentoSfu(KurentoSettings settings, KurentoTiming timing) {
        this.settings = settings;
        this.timing = timing;
        this.keeper = Thread.ofVirtual().name("kurento").unstarted(this::keep);
    }

    /// Begins to connect, and returns when that has succeeded or failed once. A Kurento that is not
    /// there yet is waited for, for ever.
    public static KurentoSfu start(KurentoSettings settings) {
        return start(settings, KurentoTiming.USUAL);
    }

    static KurentoSfu start(KurentoSettings settings, KurentoTiming timing) {
        var sfu = new KurentoSfu(settings, timing);
        sfu.keeper.start();
        sfu.firstTry.join();
        return sfu;
    }

    @Override
    public SfuRoom open(SfuRoomId id, SfuEvents events) {
        var current = life;
        if (current == null || closing.get()) {
            throw new SfuUnavailableException("Kurento is not there");
        }
        rooms.checkIsFree(id);
        var session = current.session();
        var pipeline = pipeline(session, id);
        SfuRoom room;
        try {
            room =
                    rooms.open(
                            id,
                            events,
                            inside -> new KurentoWork(session, pipeline, inside, tally),
                            session::isLost);
        } catch (IllegalStateException e) {
            release(pipeline);
            throw e;
        }
        current.left().claim(id);
        return room;
    }

    private RoomPipeline pipeline(KurentoSession session, SfuRoomId id) {
        try {
            return RoomPipeline.create(session, settings, id);
        } catch (ServerGoneException e) {
            throw new SfuUnavailableException(String.valueOf(e.getMessage()), e);
        } catch (KurentoRefusedException e) {
            if (e.isForLackOfResources()) {
                tally.refused.increment();
            }
            throw new SfuUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void release(RoomPipeline pipeline) {
        try {
            pipeline.release();
        } catch (ServerGoneException | KurentoRefusedException e) {
            LOG.atDebug().setCause(e).log("A pipeline was not released");
        }
    }

    @Override
    public boolean isReady() {
        return life != null && !closing.get();
    }

    @Override
    public SfuCapabilities capabilities() {
        return SfuCapabilities.KURENTO;
    }

    /// For dashboards.
    public KurentoCounters counters() {
        return tally.read();
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
    }

    private void keep() {
        try {
            while (!closed.isDone()) {
                var begun = begin();
                if (begun == null) {
                    firstTry.complete(null);
                    pause(closed, timing.againAfter());
                    continue;
                }
                life = begun;
                firstTry.complete(null);
                stayWith(begun);
                life = null;
                end(begun.session());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            life = null;
            firstTry.complete(null);
        }
    }

    private @Nullable Life begin() {
        KurentoSession session;
        try {
            session = KurentoSession.begin(settings, timing);
        } catch (ServerGoneException e) {
            LOG.atDebug().addKeyValue("kurento", settings.address()).setCause(e).log("No Kurento");
            return null;
        }
        try {
            var isFirst = tally.read().sessions() == 0;
            // What a later session of the same life finds was told to be lost already.
            var adoptFor = isFirst ? timing.adoptFor() : Duration.ZERO;
            long untilNanos = System.nanoTime() + adoptFor.toNanos();
            var left = LeftPipelines.find(session, settings, tally, untilNanos);
            left.onTick(System.nanoTime());
            tally.sessions.increment();
            LOG.atInfo()
                    .addKeyValue("kurento", settings.address())
                    .addKeyValue("session", tally.read().sessions())
                    .log("Connected to Kurento");
            return new Life(session, left);
        } catch (ServerGoneException | KurentoRefusedException e) {
            LOG.atWarn()
                    .addKeyValue("kurento", settings.address())
                    .log("Kurento is no use: {}", e.getMessage());
            session.abandon();
            return null;
        }
    }

    /// Returns when the session is lost, or this is closed.
    private void stayWith(Life held) throws InterruptedException {
        var session = held.session();
        long seen = 0;
        while (!session.isLost() && !closed.isDone()) {
            var doubt = session.whenInDoubt();
            if (session.doubts() == seen) {
                pause(CompletableFuture.anyOf(doubt, closed), timing.beatEach());
            }
            long doubts = session.doubts();
            if (session.isLost() || closed.isDone() || !isAlive(session)) {
                return;
            }
            held.left().onTick(System.nanoTime());
            if (doubts != seen) {
                seen = doubts;
                tally.resumed.increment();
                LOG.atInfo()
                        .addKeyValue("kurento", settings.address())
                        .log("Kurento: same session");
                rooms.onBack();
            }
        }
    }

    /// The library makes a broken connection again when it is asked for something.
    private boolean isAlive(KurentoSession session) {
        try {
            session.beat();
            return true;
        } catch (ServerGoneException e) {
            LOG.atWarn()
                    .addKeyValue("kurento", settings.address())
                    .log("Heartbeat: {}", e.getMessage());
            return false;
        }
    }

    private void end(KurentoSession held) {
        if (closed.isDone()) {
            held.close();
            return;
        }
        // First of all those who wait are told, and then the rest is cleared away.
        held.lose();
        LOG.atWarn()
                .addKeyValue("kurento", settings.address())
                .addKeyValue("rooms", rooms.size())
                .log("Kurento is lost");
        rooms.onLost();
        held.abandon();
    }

    private static void pause(CompletableFuture<?> end, Duration atMost)
            throws InterruptedException {
        try {
            end.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException _) {
            // Then it goes on.
        }
    }
}
