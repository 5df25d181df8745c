package com.exorlive.meeting.loadtests.media;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;

/// A page's way to the server. Confined to its event loop.
interface Wire {
    /// Takes what came. The array is used again for the next one.
    interface Reader {
        void onDatagram(byte[] data, int length);
    }

    /// Takes a port before the server's address is known.
    ///
    /// @return the own address
    InetSocketAddress bind(InetAddress local) throws IOException;

    void open(InetSocketAddress server) throws IOException;

    void write(byte[] data, int length);

    void addPorts(Set<Integer> own, Set<Integer> servers);

    void close();
}
