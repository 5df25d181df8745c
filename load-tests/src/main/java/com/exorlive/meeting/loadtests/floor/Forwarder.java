package com.exorlive.meeting.loadtests.floor;

import java.io.IOException;
import java.net.InetSocketAddress;

/// Brings each datagram to the partner of whoever sent it.
public interface Forwarder extends AutoCloseable {
    /// The two ways.
    enum Mode {
        NIO,
        BATCHED
    }

    static Forwarder open(Mode mode, InetSocketAddress bind) throws IOException {
        return switch (mode) {
            case NIO -> new NioForwarder(bind);
            case BATCHED -> new BatchedForwarder(bind);
        };
    }

    int port();

    @Override
    void close() throws IOException;
}
