package com.exorlive.meeting.signaling.peer;

import com.exorlive.meeting.signaling.protocol.CloseCode;
import com.exorlive.meeting.signaling.protocol.Decoded;
import com.exorlive.meeting.signaling.room.Doorway;
import com.exorlive.meeting.signaling.room.Entrance.Way;
import com.exorlive.meeting.signaling.session.Line;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A page whose socket is here and whose room is at another node. Thread-safe.
final class ForwardedPage implements Doorway {
    private static final long PATIENCE_SECONDS = 5;

    private final int stream;
    private final Line line;
    private final PeerConnection connection;
    private final Runnable onGone;
    private final CompletableFuture<Way> way = new CompletableFuture<>();
    private final Semaphore window = new Semaphore(RemotePage.WINDOW);

    private volatile boolean gone;

    /// @param onGone called when nothing more will come of it; may be called more than once
    ForwardedPage(int stream, Line line, PeerConnection connection, Runnable onGone) {
        this.onGone = onGone;
        this.stream = stream;
        this.line = line;
        this.connection = connection;
    }

    /// Waits until the other node has said what becomes of the page.
    Way awaitWay() {
        try {
            return way.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            connection.send(new PeerFrame.Lost(stream));
        }
        return new Way.Busy();
    }

    void onFrame(PeerFrame frame) {
        switch (frame) {
            case PeerFrame.Came(var _, var outcome) ->
                    way.complete(
                            switch (outcome) {
                                case OPEN -> new Way.Open(this);
                                case UNKNOWN -> new Way.Unknown();
                                case BUSY -> new Way.Busy();
                            });
            case PeerFrame.Send(var _, var text, var isAhead) -> {
                if (isAhead) {
                    line.sendAhead(text);
                } else {
                    line.send(text);
                }
            }
            case PeerFrame.Credit(var _, var frames) -> window.release(frames);
            case PeerFrame.Close(var _, var code, var isAfterSending) -> {
                if (isAfterSending) {
                    line.closeAfterSending(code);
                } else {
                    line.close(code);
                }
                leave();
            }
            case PeerFrame.Hello _,
                    PeerFrame.Resume _,
                    PeerFrame.Said _,
                    PeerFrame.Lost _,
                    PeerFrame.Alive _ ->
                    throw new IllegalArgumentException("the called node must not say this");
        }
    }

    /// Nobody is behind this page any more: it comes back, and finds out where. One that waits to
    /// be let in goes on waiting at whoever asked for it.
    void onNodeLost() {
        if (!way.complete(new Way.Busy())) {
            line.close(CloseCode.RESTART);
        }
        leave();
    }

    private void leave() {
        gone = true;
        onGone.run();
        window.release(RemotePage.WINDOW);
    }

    @Override
    public void onFrame(String text, Decoded decoded) {
        try {
            window.acquire();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        }
        if (!gone) {
            connection.send(new PeerFrame.Said(stream, text));
        }
    }

    @Override
    public void onLost() {
        if (!gone) {
            leave();
            connection.send(new PeerFrame.Lost(stream));
        }
    }
}
