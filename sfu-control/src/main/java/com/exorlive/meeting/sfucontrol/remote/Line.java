package com.exorlive.meeting.sfucontrol.remote;

import com.exorlive.meeting.sfucontrol.link.SealedChannel;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection of a conversation: one thread reads, one writes. Both sides give signs of life;
/// one that hears none for too long closes. Thread-safe.
final class Line implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    /// Often enough that several fit into the patience of the other side.
    private static final long SIGN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final SealedChannel channel;
    private final Conversation conversation;
    private final Ear ear;
    private final Supplier<Frame.Alive> sign;
    private final LongSupplier nanos;
    private final long patienceNanos;
    private final CompletableFuture<End> gone = new CompletableFuture<>();

    /// Who hears what comes. Called on the reading thread.
    record Ear(Consumer<Frame.Content> content, Consumer<Frame.Alive> sign) {}

    /// Why it is gone.
    enum End {
        BROKEN,
        /// Nothing was heard for too long, or what was said is not heard.
        SILENT
    }

    /// @param sign what the other side is told as a sign of life
    /// @param patience after which silence ends it
    Line(
            SealedChannel channel,
            Conversation conversation,
            Ear ear,
            Supplier<Frame.Alive> sign,
            Duration patience,
            LongSupplier nanos)
            throws IOException {
        this.channel = channel;
        this.conversation = conversation;
        this.ear = ear;
        this.sign = sign;
        this.patienceNanos = patience.toNanos();
        this.nanos = nanos;
        channel.giveUpAfter(patience);
    }

    /// @param said how many numbered frames the other side has had before
    void start(long said) {
        Thread.ofVirtual().name("media-link-reader").start(this::readAll);
        Thread.ofVirtual().name("media-link-writer").start(() -> writeAll(said));
    }

    /// Completes when nothing comes or goes any more.
    CompletableFuture<End> whenGone() {
        return gone;
    }

    boolean isOpen() {
        return !gone.isDone();
    }

    private void readAll() {
        var end = End.BROKEN;
        try {
            while (isOpen()) {
                switch (FrameCodec.read(channel.read())) {
                    case Frame.Numbered frame -> conversation.hear(frame, ear.content());
                    case Frame.Alive alive -> {
                        if (!conversation.onHeard(alive.heard())) {
                            throw new IOException("has heard what was never said");
                        }
                        ear.sign().accept(alive);
                    }
                    case Frame.Begin _, Frame.Begun _ ->
                            throw new IOException("greets in the middle of it");
                }
            }
        } catch (SocketTimeoutException _) {
            end = End.SILENT;
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("A media server's connection ended");
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("A media server's connection broke");
        } finally {
            end(end);
        }
    }

    private void writeAll(long said) {
        var end = End.BROKEN;
        try {
            long last = said;
            long begunNanos = nanos.getAsLong();
            long signNanos = begunNanos - SIGN_NANOS;
            while (isOpen()) {
                long now = nanos.getAsLong();
                if (conversation.isUnheardSince(begunNanos, now, patienceNanos)) {
                    end = End.SILENT;
                    return;
                }
                if (now - signNanos >= SIGN_NANOS) {
                    channel.write(FrameCodec.write(sign.get()));
                    channel.flush();
                    signNanos = now;
                }
                var next = conversation.after(last, signNanos + SIGN_NANOS - now);
                if (next.isPresent()) {
                    channel.write(FrameCodec.write(next.get()));
                    channel.flush();
                    last = next.get().number();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("A media server's connection ended");
        } finally {
            end(end);
        }
    }

    private void end(End end) {
        if (gone.complete(end)) {
            channel.close();
        }
    }

    @Override
    public void close() {
        end(End.BROKEN);
    }
}
