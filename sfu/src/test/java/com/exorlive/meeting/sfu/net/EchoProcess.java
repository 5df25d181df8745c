package com.exorlive.meeting.sfu.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;

/// A port in a process of its own, which a test can start in another network: sends back what
/// comes, says its number, and ends when nobody listens any more.
final class EchoProcess {
    private EchoProcess() {}

    public static void main(String[] arguments) throws IOException {
        var open = new AtomicReference<UdpPort>();
        var bind = new InetSocketAddress(InetAddress.ofLiteral(arguments[0]), 0);
        try (var port =
                UdpPort.open(
                        bind,
                        (data, length, from) -> open.get().send(data, length, from),
                        TransportKind.BATCHED)) {
            open.set(port);
            IO.println(port.port());
            while (System.in.read() >= 0) {
                // Until the test is over.
            }
        }
    }
}
