package com.exorlive.meeting.loadtests.floor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.HashMap;
import java.util.Map;

/// Passes datagrams on between the two who greeted it with the same number, and does nothing else:
/// no ICE, no DTLS, no SRTP. One thread, one socket, one system call to receive and one to send, as
/// plain Java does it.
public final class BareForwarder {
    private static final int GREETING_BYTES = 8;
    private static final int SOCKET_BUFFER = 4 * 1024 * 1024;

    private final DatagramChannel channel;
    private final ByteBuffer wire = ByteBuffer.allocateDirect(2048);
    private final Map<SocketAddress, SocketAddress> others = new HashMap<>();
    private final Map<Long, SocketAddress> seats = new HashMap<>();

    private BareForwarder(DatagramChannel channel) {
        this.channel = channel;
    }

    /// @param arguments address and port to bind
    public static void main(String[] arguments) throws IOException {
        try (var channel = DatagramChannel.open()) {
            channel.setOption(java.net.StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
            channel.setOption(java.net.StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
            channel.bind(new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1])));
            new BareForwarder(channel).run();
        }
    }

    private void run() throws IOException {
        while (true) {
            wire.clear();
            var from = channel.receive(wire);
            wire.flip();
            var to = others.get(from);
            if (wire.remaining() == GREETING_BYTES) {
                onGreeting(from);
            } else if (to != null) {
                channel.send(wire, to);
            }
        }
    }

    /// Seat, then meeting; answered with the same words.
    private void onGreeting(SocketAddress from) throws IOException {
        long seat = wire.getInt(0);
        long meeting = wire.getInt(4);
        seats.put(meeting << 1 | seat, from);
        var other = seats.get(meeting << 1 | (1 - seat));
        if (other != null) {
            others.put(from, other);
            others.put(other, from);
        }
        channel.send(wire, from);
    }
}
