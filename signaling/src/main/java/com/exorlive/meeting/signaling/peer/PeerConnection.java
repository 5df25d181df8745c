package com.exorlive.meeting.signaling.peer;

import com.exorlive.meeting.sfucontrol.link.SealedChannel;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One end of the connection between two nodes: one thread reads, one writes. Bounded: an end that
/// takes too little, or says nothing for three seconds, is closed, and the pages behind it come
/// back by themselves. Thread-safe.
final class PeerConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerConnection.class);

    /// All pages of the connection together; a page has a bound of its own where its socket is.
    private static final int MAX_WAITING = 8_192;

    private static final long SIGN_MILLIS = 500;
    private static final long DEAD_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final SealedChannel channel;
    private final BooleanSupplier isReadyHere;
    private final Consumer<PeerFrame> onFrame;
    private final Runnable onClosed;
    private final LongSupplier nanos;
    private final BlockingQueue<PeerFrame> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicBoolean closed = new AtomicBoolean();

    private volatile long heardNanos;
    private volatile boolean isOtherReady;

    /// @param isReadyHere what the other end is told of this node
    /// @param onFrame called on the reading thread for all but signs of life; must not block
    /// @param onClosed called once
    PeerConnection(
            SealedChannel channel,
            BooleanSupplier isReadyHere,
            Consumer<PeerFrame> onFrame,
            Runnable onClosed,
            LongSupplier nanos) {
        this.channel = channel;
        this.isReadyHere = isReadyHere;
        this.onFrame = onFrame;
        this.onClosed = onClosed;
        this.nanos = nanos;
        this.heardNanos = nanos.getAsLong();
    }

    void start() {
        Thread.ofVirtual().name("peer-reader").start(this::readAll);
        Thread.ofVirtual().name("peer-writer").start(this::writeAll);
    }

    /// Does not block. What does not fit closes the connection.
    void send(PeerFrame frame) {
        if (!closed.get() && !waiting.offer(frame)) {
            LOG.atWarn().log("A node takes too little; its connection is closed");
            close();
        }
    }

    boolean isOpen() {
        return !closed.get();
    }

    /// Whether the other node says that it may let people in.
    boolean isOtherReady() {
        return isOpen() && isOtherReady;
    }

    private void readAll() {
        try {
            while (!closed.get()) {
                var frame = PeerFrame.read(channel.read());
                heardNanos = nanos.getAsLong();
                if (frame instanceof PeerFrame.Alive(var isReady)) {
                    isOtherReady = isReady;
                } else {
                    onFrame.accept(frame);
                }
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("A connection between nodes ended");
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("A connection between nodes broke");
        } finally {
            close();
        }
    }

    private void writeAll() {
        try {
            while (!closed.get()) {
                var frame = waiting.poll(SIGN_MILLIS, TimeUnit.MILLISECONDS);
                if (nanos.getAsLong() - heardNanos > DEAD_NANOS) {
                    LOG.atInfo().log("A node has gone silent");
                    return;
                }
                channel.write(frame == null ? alive() : frame.write());
                if (waiting.isEmpty()) {
                    channel.flush();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("A connection between nodes ended");
        } finally {
            close();
        }
    }

    private byte[] alive() {
        return new PeerFrame.Alive(isReadyHere.getAsBoolean()).write();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            channel.close();
            onClosed.run();
        }
    }
}
