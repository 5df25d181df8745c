package com.exorlive.meeting.signaling.peer;

import com.exorlive.meeting.signaling.protocol.CloseCode;
import com.exorlive.meeting.signaling.protocol.MessageReader;
import com.exorlive.meeting.signaling.protocol.ProtocolException;
import com.exorlive.meeting.signaling.room.Doorway;
import com.exorlive.meeting.signaling.room.Entrance.Way;
import com.exorlive.meeting.signaling.session.Line;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// A page whose socket is at another node. Its own thread brings what it says to the room, one
/// frame after the other, and grants the other node as many new ones; so a room that has too much
/// to do slows this page down and no other. Thread-safe.
final class RemotePage implements Line {
    /// Frames that may be on their way: more hide a longer way, and take memory.
    static final int WINDOW = 32;

    private final int stream;
    private final RemotePages pages;
    private final Coming coming;
    private final MessageReader reader = new MessageReader();
    private final LinkedBlockingQueue<Optional<String>> said = new LinkedBlockingQueue<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /// Takes the page to its room.
    @FunctionalInterface
    interface Coming {
        Way come(Line line);
    }

    RemotePage(int stream, RemotePages pages, Coming coming) {
        this.stream = stream;
        this.pages = pages;
        this.coming = coming;
    }

    void start() {
        Thread.ofVirtual().name("remote-page").start(this::run);
    }

    /// An honest node sends no more than the window.
    void onSaid(String text) {
        if (said.size() > WINDOW) {
            throw new IllegalArgumentException("more than the window");
        }
        said.add(Optional.of(text));
    }

    void onLost() {
        closed.set(true);
        said.add(Optional.empty());
    }

    private void run() {
        try {
            switch (coming.come(this)) {
                case Way.Open(var doorway) -> {
                    pages.send(new PeerFrame.Came(stream, PeerFrame.Outcome.OPEN));
                    bringAll(doorway);
                }
                case Way.Unknown _ ->
                        pages.send(new PeerFrame.Came(stream, PeerFrame.Outcome.UNKNOWN));
                case Way.Busy _ -> pages.send(new PeerFrame.Came(stream, PeerFrame.Outcome.BUSY));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            pages.onGone(stream);
        }
    }

    private void bringAll(Doorway doorway) throws InterruptedException {
        try {
            for (var text = said.take(); text.isPresent(); text = said.take()) {
                doorway.onFrame(text.get(), reader.read(text.get()));
                pages.send(new PeerFrame.Credit(stream, 1));
            }
        } catch (ProtocolException e) {
            close(e.code());
        } finally {
            doorway.onLost();
        }
    }

    @Override
    public void send(String frame) {
        tell(new PeerFrame.Send(stream, frame, false));
    }

    @Override
    public void sendAhead(String frame) {
        tell(new PeerFrame.Send(stream, frame, true));
    }

    private void tell(PeerFrame frame) {
        if (!closed.get()) {
            pages.send(frame);
        }
    }

    @Override
    public void closeAfterSending(CloseCode code) {
        closeOnce(code, true);
    }

    @Override
    public void close(CloseCode code) {
        closeOnce(code, false);
    }

    private void closeOnce(CloseCode code, boolean isAfterSending) {
        if (closed.compareAndSet(false, true)) {
            pages.send(new PeerFrame.Close(stream, code, isAfterSending));
        }
    }
}
