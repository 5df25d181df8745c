package com.exorlive.meeting.loadtests.floor;

import com.exorlive.meeting.sfu.net.UdpPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// The same on the SFU's own port and event loop. Confined to that loop, but for `close`.
final class BatchedForwarder implements Forwarder {
    private final Pairs pairs = new Pairs();
    private final UdpPort port;
    private volatile @Nullable UdpPort open;

    BatchedForwarder(InetSocketAddress bind) throws IOException {
        port = UdpPort.open(bind, this::onDatagram);
        open = port;
    }

    @Override
    public int port() {
        return port.port();
    }

    private void onDatagram(byte[] data, int length, InetSocketAddress from) {
        UdpPort out = open;
        if (out == null) {
            return;
        }
        if (Pairs.isGreeting(data, length)) {
            if (pairs.greet(data, from)) {
                out.send(data, length, from);
            }
            return;
        }
        pairs.partnerOf(from).ifPresent(partner -> out.send(data, length, partner));
    }

    @Override
    public void close() {
        port.close();
    }
}
