package com.exorlive.meeting.sfu.dtls;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;

/// Hands datagrams from the event loop to a blocking handshake and back. Thread-safe: a bounded
/// queue one way, a callback the other.
final class DatagramQueue implements DatagramTransport {
    /// A handshake has some ten datagrams. What comes beyond is dropped, as the network does.
    private static final int CAPACITY = 64;

    /// Firefox sends ClientHello fragments of 1408 bytes.
    private static final int RECEIVE_LIMIT = 1500;

    /// Goes through nearly any tunnel.
    private static final int SEND_LIMIT = 1200;

    private final BlockingQueue<byte[]> arrived = new ArrayBlockingQueue<>(CAPACITY);
    private final Consumer<byte[]> send;
    private volatile boolean isClosed;

    DatagramQueue(Consumer<byte[]> send) {
        this.send = send;
    }

    /// Whether there was room.
    boolean offer(byte[] datagram) {
        return arrived.offer(datagram);
    }

    @Override
    public int getReceiveLimit() {
        return RECEIVE_LIMIT;
    }

    @Override
    public int getSendLimit() {
        return SEND_LIMIT;
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
        if (isClosed) {
            throw new IOException("closed");
        }
        try {
            byte @Nullable [] datagram = arrived.poll(waitMillis, TimeUnit.MILLISECONDS);
            if (datagram == null) {
                return -1;
            }
            int count = Math.min(length, datagram.length);
            System.arraycopy(datagram, 0, buffer, offset, count);
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
        if (isClosed) {
            return;
        }
        byte[] datagram = new byte[length];
        System.arraycopy(buffer, offset, datagram, 0, length);
        send.accept(datagram);
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
