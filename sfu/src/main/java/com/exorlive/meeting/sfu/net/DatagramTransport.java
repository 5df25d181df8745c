package com.exorlive.meeting.sfu.net;

import com.exorlive.meeting.sfu.path.Path;

/// A port's socket. Confined to the port's event loop, but for `port`, `isOpen` and `counts`.
interface DatagramTransport {
    int port();

    boolean isOpen();

    UdpCounts counts();

    /// Takes a copy along with the next `flush`, or drops and counts it.
    void send(byte[] data, int length, Path to);

    void flush();

    void close();
}
