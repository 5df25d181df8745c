package com.exorlive.meeting.sfucontrol;

import com.exorlive.meeting.sfu.peer.TestPeer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// For tests that send anything at all to the real SFU's port on loopback.
abstract class EmbeddedSfuCase {
    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final List<TestPeer> peers = new ArrayList<>();
    private final List<DatagramSocket> sockets = new ArrayList<>();
    private EmbeddedSfu sfu;

    @BeforeEach
    final void start() {
        var settings = new EmbeddedSfuSettings(LOOPBACK, 0, 1, List.of());
        sfu = EmbeddedSfu.start(settings, InstantSource.system());
    }

    @AfterEach
    final void stop() {
        peers.forEach(TestPeer::vanish);
        sockets.forEach(DatagramSocket::close);
        sfu.close();
    }

    final EmbeddedSfu sfu() {
        return sfu;
    }

    final InetSocketAddress port() {
        return new InetSocketAddress(LOOPBACK, sfu.ports().getFirst());
    }

    final long dropped(String reason) {
        return sfu.counters().dropped().get(reason);
    }

    final TestPeer peer(long seed) throws IOException {
        var peer = new TestPeer(seed);
        peers.add(peer);
        return peer;
    }

    /// Somebody whom nobody knows.
    final DatagramSocket stranger() throws IOException {
        var socket = new DatagramSocket(0, LOOPBACK);
        socket.setSoTimeout(300);
        sockets.add(socket);
        return socket;
    }

    final void send(DatagramSocket from, byte[] data, int length) throws IOException {
        from.send(new DatagramPacket(data, length, port()));
    }

    /// What comes within 300 ms.
    static Optional<byte[]> receive(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[2048], 2048);
        try {
            socket.receive(packet);
            return Optional.of(Arrays.copyOf(packet.getData(), packet.getLength()));
        } catch (SocketTimeoutException _) {
            return Optional.empty();
        }
    }
}
