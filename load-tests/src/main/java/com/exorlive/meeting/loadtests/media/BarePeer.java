package com.exorlive.meeting.loadtests.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// The same media without ICE, DTLS and SRTP, over a forwarder that only looks at where a packet
/// comes from. What is public is thread-safe; all else is confined to its event loop.
public final class BarePeer implements LoopMember {
    private static final int GREETING_BYTES = 8;

    private final MediaLoop loop;
    private final PeerSocket socket;
    private final Sending sending;
    private final Receiving receiving;
    private final byte[] greeting;
    private final Task greet = new Greet();
    private boolean isGreeted;
    private boolean isClosed;

    /// @param meeting the forwarder passes on between the two who name the same one
    public BarePeer(PeerContext context, MediaLoop loop, int meeting, boolean isHost, long seed) {
        this.loop = loop;
        this.socket = new PeerSocket(loop, this::onDatagram);
        this.sending = new Sending(context, loop, socket, Side.BOTH, new Random(seed), seed);
        this.receiving = new Receiving(context.media(), loop);
        this.greeting =
                ByteBuffer.allocate(GREETING_BYTES).putInt(isHost ? 0 : 1).putInt(meeting).array();
    }

    public void connect(InetSocketAddress forwarder) {
        loop.execute(() -> open(forwarder));
    }

    private void open(InetSocketAddress forwarder) {
        try {
            socket.open(forwarder);
            loop.add(this);
            loop.schedule.add(greet, System.nanoTime());
        } catch (IOException e) {
            receiving.firstMedia().completeExceptionally(e);
        }
    }

    public CompletableFuture<Long> whenFirstMedia() {
        return receiving.firstMedia();
    }

    public void close() {
        loop.execute(this::shut);
    }

    private void onDatagram(byte[] data, int length) {
        if (length == GREETING_BYTES) {
            onGreeted();
        } else if ((data[1] & 0xFF) >= 192 && (data[1] & 0xFF) <= 223) {
            receiving.onRtcp(data, length);
        } else {
            receiving.onRtp(data, length);
        }
    }

    private void onGreeted() {
        if (!isGreeted && !isClosed) {
            isGreeted = true;
            var protection = new NoProtection();
            sending.onKeys(protection);
            receiving.onKeys(protection);
            onPause();
        }
    }

    @Override
    public void onPause() {
        sending.turn(isGreeted && !isClosed, System.nanoTime());
    }

    @Override
    public int silentStreams() {
        return receiving.silentStreams(sending.isOn());
    }

    @Override
    public void addPorts(Set<Integer> own, Set<Integer> servers) {
        socket.addPorts(own, servers);
    }

    private void shut() {
        isClosed = true;
        onPause();
        loop.schedule.remove(greet);
        loop.forget(this);
        receiving.close();
        socket.close();
    }

    /// Says to the forwarder which meeting this is, until it is heard.
    private final class Greet extends Task {
        private static final long PERIOD_NANOS = 100_000_000L;

        @Override
        long run(long nowNanos) {
            if (isGreeted) {
                return NEVER;
            }
            socket.write(greeting, greeting.length);
            return nowNanos + PERIOD_NANOS;
        }
    }
}
