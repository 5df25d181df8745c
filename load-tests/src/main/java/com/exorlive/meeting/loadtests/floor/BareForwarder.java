package com.exorlive.meeting.loadtests.floor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Passes datagrams on between the two who greeted it with the same number, and does nothing else:
/// no ICE, no DTLS, no SRTP. One thread, one socket, one system call to receive and one to send, as
/// plain Java does it.
public final class BareForwarder {
    /// Eight bytes that say what it is, and the number of the pair.
    private static final int GREETING_BYTES = 16;

    private static final byte[] MAGIC = "floorpal".getBytes(StandardCharsets.US_ASCII);
    private static final int SOCKET_BUFFER = 4 * 1024 * 1024;

    private final DatagramChannel channel;
    private final ByteBuffer wire = ByteBuffer.allocateDirect(2048);
    private final Map<SocketAddress, SocketAddress> others = new HashMap<>();
    private final Map<Long, SocketAddress> waiting = new HashMap<>();

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

    /// What both of a pair say until it comes back.
    static byte[] greeting(long pair) {
        return ByteBuffer.allocate(GREETING_BYTES).put(MAGIC).putLong(pair).array();
    }

    /// Comes back once both are known.
    private void onGreeting(SocketAddress from) throws IOException {
        long pair = wire.getLong(MAGIC.length);
        var first = waiting.putIfAbsent(pair, from);
        if (first != null && !first.equals(from)) {
            others.put(from, first);
            others.put(first, from);
        }
        if (others.containsKey(from)) {
            channel.send(wire, from);
        }
    }
}
