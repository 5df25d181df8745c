package com.exorlive.meeting.sfucontrol.remote;

import com.exorlive.meeting.sfucontrol.SfuControl;
import com.exorlive.meeting.sfucontrol.link.SealedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lends the media server of this process to drivers in others ([RemoteSfu]) who know the secret.
/// Thread-safe.
///
/// The rooms of a driver whose connection is gone live on for a while, so that it can go on where
/// it was; then they are ended.
public final class MediaServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MediaServer.class);

    /// How long rooms wait for a driver that is gone. Drivers give up sooner; what is longer only
    /// keeps rooms that nobody wants any more.
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration LOOK_EACH = Duration.ofMillis(500);
    private static final Duration GREET_WITHIN = Duration.ofSeconds(2);

    /// Far more than drivers: whoever does not know the secret holds a place for two seconds.
    private static final int MAX_CONNECTIONS = 128;

    private final SfuControl sfu;
    private final MediaSecret secret;
    private final Duration patience;
    private final Duration grace;
    private final LongSupplier nanos;
    private final ServerSocket socket;
    private final String incarnation = UUID.randomUUID().toString();
    private final Map<String, Guest> guests = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Object gate = new Object();
    private long conversations;
    private volatile boolean isDraining;

    /// Listens at once.
    ///
    /// @throws IOException if the port can't be had
    public MediaServer(
            SfuControl sfu, InetAddress bind, int port, MediaSecret secret, LongSupplier nanos)
            throws IOException {
        this(sfu, new ServerSocket(port, 50, bind), secret, RemoteSfu.PATIENCE, GRACE, nanos);
    }

    /// @param patience with silence
    /// @param grace for rooms of drivers that are gone
    MediaServer(
            SfuControl sfu,
            ServerSocket socket,
            MediaSecret secret,
            Duration patience,
            Duration grace,
            LongSupplier nanos) {
        this.sfu = sfu;
        this.socket = socket;
        this.secret = secret;
        this.patience = patience;
        this.grace = grace;
        this.nanos = nanos;
    }

    public void start() {
        Thread.ofVirtual().name("media-server").start(this::acceptAll);
        Thread.ofVirtual().name("media-server-guests").start(this::lookAfter);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /// Takes no more rooms, or takes them again. What is there goes on.
    public void drain(boolean draining) {
        isDraining = draining;
    }

    public boolean isDraining() {
        return isDraining;
    }

    /// Whether it takes rooms.
    public boolean isReady() {
        return !isDraining && !closed.isDone() && sfu.isReady();
    }

    private Frame.Mood mood() {
        if (isReady()) {
            return Frame.Mood.READY;
        }
        return isDraining && !closed.isDone() ? Frame.Mood.DRAINING : Frame.Mood.NOT_READY;
    }

    /// Of all drivers.
    public int rooms() {
        return guests.values().stream().mapToInt(Guest::rooms).sum();
    }

    /// Drivers that have rooms here, or could.
    public int drivers() {
        return guests.size();
    }

    private void acceptAll() {
        while (!closed.isDone()) {
            try {
                var caller = socket.accept();
                open.add(caller);
                // One may still be had from a socket that was closed while this waited for it.
                if (closed.isDone() || open.size() > MAX_CONNECTIONS) {
                    letGo(caller);
                } else {
                    Thread.ofVirtual().name("media-server-greeting").start(() -> greet(caller));
                }
            } catch (IOException e) {
                if (!closed.isDone()) {
                    LOG.atWarn().setCause(e).log("A driver could not be heard");
                }
            }
        }
    }

    private void greet(Socket caller) {
        try {
            var channel = SealedChannel.answer(caller, secret.key(), incarnation, GREET_WITHIN);
            channel.giveUpAfter(GREET_WITHIN);
            if (!(FrameCodec.read(channel.read()) instanceof Frame.Begin begin)
                    || !begin.owner().equals(channel.other())) {
                throw new IOException("not a greeting");
            }
            welcome(caller, channel, begin);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("why", e.getMessage()).log("A driver was turned away");
            letGo(caller);
        }
    }

    private void welcome(Socket caller, SealedChannel channel, Frame.Begin begin)
            throws IOException {
        var guest = guest(begin);
        var heard = guest == null ? 0 : guest.heard();
        channel.write(FrameCodec.write(new Frame.Begun(incarnation, guest == null, mood(), heard)));
        channel.flush();
        if (guest == null) {
            letGo(caller);
            return;
        }
        var ear = new Line.Ear(guest::onContent, _ -> {});
        var line =
                new Line(
                        channel,
                        guest.conversation(),
                        ear,
                        () -> new Frame.Alive(guest.heard(), mood(), rooms()),
                        patience,
                        nanos);
        var _ = line.whenGone().thenRun(() -> open.remove(caller));
        guest.use(line, begin.heard());
    }

    /// Null if the conversation that is to go on is not known.
    private @org.jspecify.annotations.Nullable Guest guest(Frame.Begin begin) {
        synchronized (gate) {
            var known = guests.get(begin.owner());
            if (!begin.isNew()) {
                return known != null && known.canGoOn(begin) ? known : null;
            }
            if (known != null) {
                known.end();
            }
            conversations++;
            // Also unlike those of a server before it, whose last rooms the same SFU may yet close.
            var prefix = incarnation.substring(0, 8) + "-" + conversations;
            var guest = new Guest(begin.owner(), begin.conversation(), prefix, sfu, nanos);
            guests.put(begin.owner(), guest);
            return guest;
        }
    }

    private void letGo(Socket caller) {
        open.remove(caller);
        try {
            caller.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }

    private void lookAfter() {
        try {
            while (!closed.isDone()) {
                try {
                    closed.get(LOOK_EACH.toNanos(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException _) {
                    guests.values().stream()
                            .filter(guest -> guest.isDone(grace.toNanos()))
                            .forEach(this::end);
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("it does not fail", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(Guest guest) {
        guests.remove(guest.owner(), guest);
        if (guest.rooms() > 0) {
            LOG.atWarn()
                    .addKeyValue("rooms", guest.rooms())
                    .log("A driver has not come back: its rooms are ended");
        }
        guest.end();
    }

    @Override
    public void close() {
        closed.complete(null);
        try {
            socket.close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("The way for drivers did not close");
        }
        guests.values().forEach(this::end);
        open.forEach(this::letGo);
    }
}
