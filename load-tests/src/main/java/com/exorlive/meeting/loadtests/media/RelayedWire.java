package com.exorlive.meeting.loadtests.media;

import com.exorlive.meeting.loadtests.turn.TurnClient;
import com.exorlive.meeting.loadtests.turn.TurnServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// By way of a TURN server, as a page in a network that lets nothing else through. Confined to its
/// event loop.
final class RelayedWire implements Wire, TurnClient.Output {
    private final MediaLoop loop;
    private final TurnServer turn;
    private final Reader reader;
    private final Consumer<String> onFailure;
    private final PeerSocket socket;
    private final Task keeping = new Keeping();
    private @Nullable TurnClient client;

    RelayedWire(MediaLoop loop, TurnServer turn, Reader reader, Consumer<String> onFailure) {
        this.loop = loop;
        this.turn = turn;
        this.reader = reader;
        this.onFailure = onFailure;
        this.socket = new PeerSocket(loop, this::onDatagram);
    }

    @Override
    public InetSocketAddress bind(InetAddress local) throws IOException {
        throw new IOException("a server that must know our address first is not reached by TURN");
    }

    @Override
    public void open(InetSocketAddress server) throws IOException {
        socket.open(turn.address());
        var pseudonym = UUID.randomUUID().toString();
        client = turn.client(pseudonym, server, Instant.now().getEpochSecond(), this);
        loop.schedule.add(keeping, System.nanoTime());
    }

    /// What comes before the way is there is lost; checks and handshakes are repeated.
    @Override
    public void write(byte[] data, int length) {
        if (client != null) {
            client.send(data, length);
        }
    }

    private void onDatagram(byte[] data, int length) {
        if (client != null) {
            client.onDatagram(data, length, System.nanoTime());
        }
    }

    @Override
    public void transmit(byte[] data, int length) {
        socket.write(data, length);
    }

    @Override
    public void received(byte[] data, int length) {
        reader.onDatagram(data, length);
    }

    @Override
    public void failed(String why) {
        onFailure.accept(why);
    }

    @Override
    public void addPorts(Set<Integer> own, Set<Integer> servers) {
        socket.addPorts(own, servers);
    }

    @Override
    public void close() {
        loop.schedule.remove(keeping);
        if (client != null) {
            client.close();
        }
        socket.close();
    }

    private final class Keeping extends Task {
        /// The loop comes a little early: the client is told that it is time, or it would send the
        /// loop away again and again.
        @Override
        long run(long nowNanos) {
            long due = nowNanos + Math.max(0, dueNanos - nowNanos);
            return client == null ? NEVER : client.onTimeout(due);
        }
    }
}
