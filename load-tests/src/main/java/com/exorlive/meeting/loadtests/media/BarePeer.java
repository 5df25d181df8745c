package com.exorlive.meeting.loadtests.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// The same media without ICE, DTLS and SRTP, over a forwarder that only looks at where a packet
/// comes from. What is public is thread-safe; all else is confined to its event loop.
public final class BarePeer implements LoopMember {
    private final MediaLoop loop;
    private final Link link;
    private final Sending sending;
    private final Receiving receiving;
    private final byte[] greeting;
    private final Task greet = new Greet();
    private boolean isGreeted;
    private boolean isClosed;

    /// @param greeting what the forwarder knows the two by, and sends back when both are there
    public BarePeer(PeerContext context, MediaLoop loop, byte[] greeting, long seed) {
        this.loop = loop;
        this.link = new Link(loop, context.network(), seed, this::onDatagram, this::onNoWay);
        this.sending =
                new Sending(
                        context.media(),
                        Side.BOTH,
                        context.nextSharesScreen(),
                        loop,
                        link,
                        new Random(seed));
        this.receiving = new Receiving(context.media(), loop, sending);
        this.greeting = greeting.clone();
    }

    public void connect(InetSocketAddress forwarder) {
        loop.execute(() -> open(forwarder));
    }

    private void onNoWay(String why) {
        receiving.firstMedia().completeExceptionally(new IOException(why));
    }

    private void open(InetSocketAddress forwarder) {
        try {
            link.open(forwarder);
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

    private void onDatagram(byte[] data, int length, long arrivedNanos) {
        if (length == greeting.length) {
            onGreeted();
        } else if ((data[1] & 0xFF) >= 192 && (data[1] & 0xFF) <= 223) {
            receiving.onRtcp(data, length);
        } else {
            receiving.onRtp(data, length, arrivedNanos);
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
        link.addPorts(own, servers);
    }

    private void shut() {
        isClosed = true;
        onPause();
        loop.schedule.remove(greet);
        loop.forget(this);
        receiving.close();
        link.close();
    }

    /// Says to the forwarder whose packets these are, until it is heard.
    private final class Greet extends Task {
        private static final long PERIOD_NANOS = 100_000_000L;

        @Override
        long run(long nowNanos) {
            if (isGreeted) {
                return NEVER;
            }
            link.send(greeting, greeting.length);
            return nowNanos + PERIOD_NANOS;
        }
    }
}
