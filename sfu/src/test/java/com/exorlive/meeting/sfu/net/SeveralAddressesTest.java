package com.exorlive.meeting.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A wildcard on a machine with several addresses: whoever writes to one is answered from it. With
/// the addresses of 127.0.0.0/8, which Linux has all of; `NetworkOfSeveralAddressesTest` has a
/// network, and IPv6.
@EnabledOnOs(OS.LINUX)
class SeveralAddressesTest {
    private static final List<String> OURS = List.of("127.0.0.1", "127.0.0.2", "127.1.2.3");
    private static final InetAddress THEIRS = InetAddress.ofLiteral("127.0.0.9");

    private final AtomicReference<UdpPort> open = new AtomicReference<>();

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void eachIsAnsweredFromTheAddressThatTheyWroteTo(String wildcard) throws Exception {
        try (var port = echo(wildcard)) {
            for (String ours : OURS) {
                try (var client = new Client(THEIRS, at(ours, port))) {
                    client.send(new byte[100]);
                    assertThat(client.receiveFrom()).isEqualTo(at(ours, port));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void oneWhoWritesToSeveralIsAnsweredFromEach(String wildcard) throws Exception {
        try (var port = echo(wildcard);
                var client = new Client(THEIRS, at(OURS.getFirst(), port))) {
            for (int i = 0; i < 30; i++) {
                InetSocketAddress to = at(OURS.get(i % OURS.size()), port);
                client.sendTo(to, new byte[100]);
                assertThat(client.receiveFrom()).isEqualTo(to);
            }
        }
    }

    @Test
    void runsToOnePersonFromTwoAddressesAreKeptApart() throws Exception {
        var first = at("127.0.0.1", 0);
        DatagramHandler sixFromEach =
                (data, length, from) -> {
                    for (int i = 0; i < 6; i++) {
                        open.get().send(data, length, from);
                    }
                };
        try (var port = UdpPort.open(at("0.0.0.0", 0), sixFromEach, TransportKind.BATCHED);
                var client = new Client(THEIRS, first)) {
            open.set(port);
            port.call(() -> sendToBoth(client, port));
            int fromSecond = 0;
            for (int i = 0; i < 12; i++) {
                if (client.receiveFrom().equals(at("127.0.0.2", port))) {
                    fromSecond++;
                }
            }

            assertThat(fromSecond).isEqualTo(6);
            assertThat(port.counts().unsent()).isZero();
        }
    }

    /// From the port's own thread, so that both are taken in one turn.
    private static boolean sendToBoth(Client client, UdpPort port) throws IOException {
        client.sendTo(at("127.0.0.1", port), new byte[500]);
        client.sendTo(at("127.0.0.2", port), new byte[500]);
        return true;
    }

    private UdpPort echo(String wildcard) throws IOException {
        DatagramHandler handler = (data, length, from) -> open.get().send(data, length, from);
        UdpPort port = UdpPort.open(at(wildcard, 0), handler, TransportKind.BATCHED);
        open.set(port);
        return port;
    }

    private static InetSocketAddress at(String host, UdpPort port) {
        return at(host, port.port());
    }

    private static InetSocketAddress at(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }
}
