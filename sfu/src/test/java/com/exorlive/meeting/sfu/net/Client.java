package com.exorlive.meeting.sfu.net;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/// Somebody else's plain socket.
final class Client implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final DatagramSocket socket;
    private final InetSocketAddress server;

    Client(InetAddress from, InetSocketAddress server) throws IOException {
        this.socket = new DatagramSocket(0, from);
        this.server = server;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setReceiveBufferSize(1 << 20);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    void send(byte[] data) throws IOException {
        socket.send(new DatagramPacket(data, data.length, server));
    }

    void sendTo(InetSocketAddress to, byte[] data) throws IOException {
        socket.send(new DatagramPacket(data, data.length, to));
    }

    /// From where the next one comes, which it waits for.
    InetSocketAddress receiveFrom() throws IOException {
        var packet = new DatagramPacket(new byte[4096], 4096);
        socket.receive(packet);
        return (InetSocketAddress) packet.getSocketAddress();
    }

    byte[] receive() throws IOException {
        var packet = new DatagramPacket(new byte[4096], 4096);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    @Override
    public void close() {
        socket.close();
    }
}
