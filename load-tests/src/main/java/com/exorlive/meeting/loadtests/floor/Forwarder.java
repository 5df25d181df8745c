package com.exorlive.meeting.loadtests.floor;

import java.io.IOException;
import java.net.InetSocketAddress;

/// Brings each datagram to the partner of whoever sent it.
public interface Forwarder extends AutoCloseable {
    /// How: bare, one by one, with the JDK's sockets; bare on the SFU's transport; or on that with
    /// each packet decrypted and encrypted again, which is all that the SFU does to it.
    enum Mode {
        NIO,
        BATCHED,
        SRTP
    }

    static Forwarder open(Mode mode, InetSocketAddress bind) throws IOException {
        return switch (mode) {
            case NIO -> new NioForwarder(bind);
            case BATCHED -> new BatchedForwarder(bind, Recrypt.NOTHING);
            case SRTP -> new BatchedForwarder(bind, new SrtpRecrypt());
        };
    }

    int port();

    @Override
    void close() throws IOException;
}
