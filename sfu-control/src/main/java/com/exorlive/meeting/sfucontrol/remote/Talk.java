package com.exorlive.meeting.sfucontrol.remote;

import com.exorlive.meeting.sfucontrol.SfuEvents;
import com.exorlive.meeting.sfucontrol.link.SealedChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// A driver's side of one conversation with a media server, over one connection after another.
/// Thread-safe.
final class Talk {
    private final RemoteSfuSettings settings;
    private final String owner;
    private final long number;
    private final Conversation conversation = new Conversation();
    private final Map<Integer, RemoteRoom> rooms = new ConcurrentHashMap<>();
    private final AtomicInteger lastRoom = new AtomicInteger();
    private final CompletableFuture<Void> lost = new CompletableFuture<>();
    private volatile String incarnation = "";
    private volatile Frame.Mood mood = Frame.Mood.NOT_READY;
    private volatile int roomsThere;

    Talk(RemoteSfuSettings settings, String owner, long number) {
        this.settings = settings;
        this.owner = owner;
        this.number = number;
    }

    /// Connects, the first time or again.
    ///
    /// @param within how long connecting may take
    /// @param patience with silence from then on
    /// @return empty if nothing of the conversation is left there
    Optional<Line> connect(Duration within, Duration patience) throws IOException {
        var socket = new Socket();
        try {
            int millis = Math.toIntExact(Math.max(1, within.toMillis()));
            socket.connect(new InetSocketAddress(settings.host(), settings.port()), millis);
            var channel = SealedChannel.call(socket, settings.secret().key(), owner, within);
            var isNew = incarnation.isEmpty();
            channel.giveUpAfter(within);
            channel.write(
                    FrameCodec.write(new Frame.Begin(owner, number, isNew, conversation.heard())));
            channel.flush();
            if (!(FrameCodec.read(channel.read()) instanceof Frame.Begun begun)) {
                throw new IOException("not a greeting");
            }
            if (begun.isRefused() || !conversation.onHeard(begun.heard())) {
                socket.close();
                return Optional.empty();
            }
            incarnation = begun.incarnation();
            mood = begun.mood();
            var ear = new Line.Ear(this::onContent, this::onSign);
            var line = new Line(channel, conversation, ear, this::sign, patience, System::nanoTime);
            line.start(begun.heard());
            return Optional.of(line);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private Frame.Alive sign() {
        return new Frame.Alive(conversation.heard(), Frame.Mood.READY, rooms.size());
    }

    private void onSign(Frame.Alive alive) {
        mood = alive.mood();
        roomsThere = alive.rooms();
    }

    private void onContent(Frame.Content content) {
        if (content instanceof Frame.Happened(var room, var event)) {
            Optional.ofNullable(rooms.get(room)).ifPresent(it -> it.onEvent(event));
        }
    }

    /// A room that is not there yet.
    RemoteRoom room(SfuEvents events, Consumer<RemoteRoom> gone) {
        var itself = new AtomicReference<RemoteRoom>();
        int room = lastRoom.incrementAndGet();
        var made =
                new RemoteRoom(
                        room,
                        events,
                        this::say,
                        () -> {
                            rooms.remove(room);
                            gone.accept(itself.get());
                        });
        itself.set(made);
        return made;
    }

    void open(RemoteRoom room) {
        rooms.put(room.number(), room);
        say(new Frame.Open(room.number()));
        if (lost.isDone()) {
            room.onLost();
        }
    }

    private void say(Frame.Content content) {
        if (!conversation.say(content, System.nanoTime())) {
            lose();
        }
    }

    /// The server's life.
    String incarnation() {
        return incarnation;
    }

    /// Whether it takes rooms.
    boolean isReady() {
        return mood == Frame.Mood.READY && !lost.isDone();
    }

    /// Whether it takes none because it was told so.
    boolean isDraining() {
        return mood == Frame.Mood.DRAINING && !lost.isDone();
    }

    /// That the server has in all, as far as it has said.
    int roomsThere() {
        return roomsThere;
    }

    void awaitHeard(Duration atMost) throws InterruptedException {
        conversation.awaitHeard(atMost.toNanos());
    }

    void lose() {
        lost.complete(null);
    }

    /// Completes when it is of no use any more.
    CompletableFuture<Void> whenLost() {
        return lost;
    }
}
