package com.exorlive.meeting.loadtests.floor;

import com.exorlive.meeting.sfu.net.UdpPort;
import com.exorlive.meeting.sfu.path.Path;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// On the SFU's own port and event loop. Confined to that loop, but for `close`.
final class BatchedForwarder implements Forwarder {
    private final Pairs<Path> pairs = new Pairs<>();
    private final Recrypt recrypt;
    private final byte[] result = new byte[UdpPort.MAX_DATAGRAM + 64];
    private final UdpPort port;
    private volatile @Nullable UdpPort open;

    BatchedForwarder(InetSocketAddress bind, Recrypt recrypt) throws IOException {
        this.recrypt = recrypt;
        port = UdpPort.open(bind, this::onDatagram);
        open = port;
    }

    @Override
    public int port() {
        return port.port();
    }

    private void onDatagram(byte[] data, int length, Path from) {
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
        Optional<Path> partner = pairs.partnerOf(from);
        if (partner.isPresent()) {
            Path to = partner.get();
            int outgoing = recrypt.apply(data, length, from.remote(), to.remote(), result);
            if (outgoing >= 0) {
                out.send(result, outgoing, to);
            }
        }
    }

    @Override
    public void close() {
        port.close();
    }
}
