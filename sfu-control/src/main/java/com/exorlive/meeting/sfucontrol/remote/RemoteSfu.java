package com.exorlive.meeting.sfucontrol.remote;

import com.exorlive.meeting.sfucontrol.SfuCapabilities;
import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.sfucontrol.SfuEvents;
import com.exorlive.meeting.sfucontrol.SfuRoom;
import com.exorlive.meeting.sfucontrol.SfuRoomId;
import com.exorlive.meeting.sfucontrol.SfuUnavailableException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The driver of one media server of ours in another process ([MediaServer]). Thread-safe: one
/// virtual thread keeps the connection.
///
/// A connection that breaks is made again and the conversation goes on: calls don't notice. A
/// server that ends, hangs or has forgotten the conversation loses all rooms at once; the next
/// conversation begins as soon as it is there again.
public final class RemoteSfu implements SfuControl {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteSfu.class);

    /// After so much silence a connection is given up. Longer makes a server that hangs cost more
    /// of a call; shorter makes connections anew for nothing, which calls don't notice.
    static final Duration PATIENCE = Duration.ofMillis(1250);

    /// How long a conversation is tried to be gone on with after its connection broke. With
    /// [#PATIENCE] the longest until rooms are made elsewhere.
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final Duration AGAIN_AFTER = Duration.ofMillis(100);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

    private final RemoteSfuSettings settings;
    private final Duration patience;
    private final String owner = UUID.randomUUID().toString();
    private final Map<SfuRoomId, RemoteRoom> rooms = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final CompletableFuture<Void> firstTry = new CompletableFuture<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Thread keeper;
    private volatile @Nullable Talk talk;

    private RemoteSfu(RemoteSfuSettings settings, Duration patience) {
        this.settings = settings;
        this.patience = patience;
        this.keeper = Thread.ofVirtual().name("media-link").unstarted(this::keep);
    }

    /// Begins to connect, and returns when that has succeeded or failed once. A server that is not
    /// there yet is waited for, for ever.
    public static RemoteSfu start(RemoteSfuSettings settings) {
        return start(settings, PATIENCE);
    }

    /// @param patience with silence
    static RemoteSfu start(RemoteSfuSettings settings, Duration patience) {
        var sfu = new RemoteSfu(settings, patience);
        sfu.keeper.start();
        sfu.firstTry.join();
        return sfu;
    }

    @Override
    public SfuRoom open(SfuRoomId id, SfuEvents events) {
        var current = talk;
        if (current == null || closing.get() || !current.isReady()) {
            throw new SfuUnavailableException("the media server is not there");
        }
        var room = current.room(events, gone -> rooms.remove(id, gone));
        if (rooms.putIfAbsent(id, room) != null) {
            throw new IllegalStateException("there is a room of this name");
        }
        current.open(room);
        return room;
    }

    @Override
    public boolean isReady() {
        var current = talk;
        return current != null && !closing.get() && current.isReady();
    }

    @Override
    public boolean isDraining() {
        var current = talk;
        return current != null && !closing.get() && current.isDraining();
    }

    @Override
    public int otherRooms() {
        var current = talk;
        return current == null ? 0 : Math.max(0, current.roomsThere() - rooms.size());
    }

    @Override
    public SfuCapabilities capabilities() {
        return SfuCapabilities.EMBEDDED;
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        rooms.values().forEach(RemoteRoom::close);
        var current = talk;
        try {
            if (current != null) {
                current.awaitHeard(CLOSE_WITHIN);
            }
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
            for (long count = 1; !closed.isDone(); count++) {
                var next = new Talk(settings, owner, count);
                var line = begin(next);
                if (line != null) {
                    talk = next;
                    firstTry.complete(null);
                    LOG.atInfo()
                            .addKeyValue("server", settings.name())
                            .addKeyValue("incarnation", next.incarnation())
                            .log("Connected to a media server");
                    stayWith(next, line);
                    talk = null;
                    lose(next);
                }
                firstTry.complete(null);
                pause(closed, AGAIN_AFTER);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            firstTry.complete(null);
        }
    }

    private @Nullable Line begin(Talk next) {
        try {
            return next.connect(patience, patience).orElse(null);
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("server", settings.name()).setCause(e).log("Not there");
            return null;
        }
    }

    /// Returns when the conversation is over, or this is closed.
    private void stayWith(Talk held, Line first) throws InterruptedException {
        var line = first;
        while (line != null) {
            awaitEither(line.whenGone(), held.whenLost());
            line.close();
            if (closed.isDone() || held.whenLost().isDone()) {
                return;
            }
            var end = line.whenGone().getNow(Line.End.BROKEN);
            LOG.atInfo()
                    .addKeyValue("server", settings.name())
                    .addKeyValue("end", end)
                    .log("The connection to a media server broke");
            // Who has been silent for long gets less time to come back.
            line = goOn(held, end == Line.End.SILENT ? GRACE.dividedBy(2) : GRACE);
        }
    }

    private void awaitEither(CompletableFuture<?> one, CompletableFuture<?> other)
            throws InterruptedException {
        try {
            CompletableFuture.anyOf(one, other, closed).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("none of them fails", e);
        }
    }

    private @Nullable Line goOn(Talk held, Duration grace) throws InterruptedException {
        long endNanos = System.nanoTime() + grace.toNanos();
        while (!closed.isDone() && endNanos - System.nanoTime() > 0) {
            try {
                var left = Duration.ofNanos(Math.max(1, endNanos - System.nanoTime()));
                return held.connect(left, patience).orElse(null);
            } catch (ConnectException _) {
                // Nobody listens there: it has ended.
                return null;
            } catch (IOException e) {
                LOG.atDebug().setCause(e).log("The media server is not to be had");
                pause(closed, AGAIN_AFTER);
            }
        }
        return null;
    }

    private void lose(Talk held) {
        held.lose();
        if (!closed.isDone()) {
            LOG.atWarn()
                    .addKeyValue("server", settings.name())
                    .addKeyValue("rooms", rooms.size())
                    .log("A media server is lost");
        }
        rooms.values().forEach(RemoteRoom::onLost);
    }

    private static void pause(CompletableFuture<?> end, Duration atMost)
            throws InterruptedException {
        try {
            end.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException _) {
            // Time is up, which is what was waited for.
        }
    }
}
