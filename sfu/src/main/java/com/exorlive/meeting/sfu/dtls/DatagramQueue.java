package com.exorlive.meeting.sfu.dtls;

import java.io.IOException;
import java.util.Arrays;
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

    private static final byte HANDSHAKE = 22;
    private static final int SEQUENCE_AT = 5;
    private static final int LENGTH_AT = 11;
    private static final int RECORD_HEADER = 13;

    private final BlockingQueue<byte[]> arrived = new ArrayBlockingQueue<>(CAPACITY);
    private final HandshakeTurn turn;
    private final Consumer<byte[]> send;
    private volatile boolean isClosed;

    /// @param turn given back while nothing is there to receive
    DatagramQueue(HandshakeTurn turn, Consumer<byte[]> send) {
        this.turn = turn;
        this.send = send;
    }

    /// What became of a datagram.
    enum Offer {
        QUEUED,
        /// A repetition of one that was not looked at yet.
        REPEATED,
        /// Dropped for want of room.
        FULL
    }

    /// Takes a copy. While a handshake waits for its turn, the browser repeats itself: looking at
    /// each repetition afterwards would make it answer as often.
    Offer offer(byte[] data, int length) {
        for (byte[] waiting : arrived) {
            if (isRepetition(waiting, data, length)) {
                return Offer.REPEATED;
            }
        }
        boolean hasRoom = length <= RECEIVE_LIMIT && arrived.remainingCapacity() > 0;
        return hasRoom && arrived.offer(Arrays.copyOf(data, length)) ? Offer.QUEUED : Offer.FULL;
    }

    /// A repeated handshake message differs in the sequence number of its record alone (RFC 6347
    /// section 4.2.4). Encrypted ones differ altogether and are not found.
    private static boolean isRepetition(byte[] waiting, byte[] data, int length) {
        return length == waiting.length
                && length > RECORD_HEADER
                && data[0] == HANDSHAKE
                && Arrays.equals(waiting, 0, SEQUENCE_AT, data, 0, SEQUENCE_AT)
                && Arrays.equals(waiting, LENGTH_AT, length, data, LENGTH_AT, length);
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
        byte @Nullable [] datagram = arrived.poll();
        if (datagram == null) {
            datagram = turn.await(() -> arrived.poll(waitMillis, TimeUnit.MILLISECONDS));
        }
        if (datagram == null) {
            return -1;
        }
        int count = Math.min(length, datagram.length);
        System.arraycopy(datagram, 0, buffer, offset, count);
        return count;
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
