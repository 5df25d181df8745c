package com.exorlive.meeting.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.exorlive.meeting.sfu.path.Path;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What every transport does, on the sockets of this machine.
@ParameterizedClass
@EnumSource
class TransportContractTest {
    @Parameter TransportKind kind;

    private final AtomicReference<UdpPort> open = new AtomicReference<>();
    private final LinkedBlockingQueue<InetSocketAddress> senders = new LinkedBlockingQueue<>();

    @Test
    void everyLengthUpToAFrameOfEthernetComesAndGoesUnchanged() throws Exception {
        try (var port = echo("127.0.0.1");
                var client = client(port, "127.0.0.1")) {
            for (int length = 1; length <= 1500; length++) {
                byte[] data = pattern(length, length);
                client.send(data);
                assertThat(client.receive()).as("of %s bytes", length).isEqualTo(data);
            }
        }
    }

    @Test
    void aLongerDatagramIsCutAndTheNextOneIsWhole() throws Exception {
        try (var port = echo("127.0.0.1");
                var client = client(port, "127.0.0.1")) {
            client.send(pattern(1, 3000));
            client.send(pattern(2, 100));

            assertThat(client.receive())
                    .isEqualTo(Arrays.copyOf(pattern(1, 3000), UdpPort.MAX_DATAGRAM));
            assertThat(client.receive()).isEqualTo(pattern(2, 100));
        }
    }

    @Test
    void datagramsOfOneSenderKeepTheirOrder() throws Exception {
        try (var port = echo("127.0.0.1");
                var client = client(port, "127.0.0.1")) {
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 100; i++) {
                    client.send(numbered(round * 100 + i, 200 + i % 3));
                }
                for (int i = 0; i < 100; i++) {
                    assertThat(numberOf(client.receive())).isEqualTo(round * 100 + i);
                }
            }
        }
    }

    @Test
    void oneTurnReachesManyAddresses() throws Exception {
        List<Client> clients = new ArrayList<>();
        try (var port = echo("127.0.0.1")) {
            for (int i = 0; i < 100; i++) {
                clients.add(client(port, "127.0.0.1"));
            }
            inOneTurn(
                    port,
                    () -> {
                        for (int round = 0; round < 3; round++) {
                            for (int i = 0; i < clients.size(); i++) {
                                send(port, numbered(1000 * i + round, 300), clients.get(i));
                            }
                        }
                    });
            for (int i = 0; i < clients.size(); i++) {
                for (int round = 0; round < 3; round++) {
                    assertThat(numberOf(clients.get(i).receive())).isEqualTo(1000 * i + round);
                }
            }
            assertThat(port.counts().unsent()).isZero();
        } finally {
            clients.forEach(Client::close);
        }
    }

    @Test
    void runsOfEqualLengthArriveAsTheDatagramsTheyWere() throws Exception {
        try (var port = echo("127.0.0.1");
                var client = client(port, "127.0.0.1");
                var other = client(port, "127.0.0.1")) {
            List<Integer> lengths = new ArrayList<>();
            lengths.addAll(List.of(1000, 1000, 1000, 400, 1000, 1000, 1001, 1001, 12, 13, 13, 12));
            for (int i = 0; i < 150; i++) {
                lengths.add(1200);
            }
            lengths.add(7);
            inOneTurn(
                    port,
                    () -> {
                        for (int i = 0; i < lengths.size(); i++) {
                            send(port, numbered(i, lengths.get(i)), client);
                            if (i == 1) {
                                send(port, numbered(99, 1000), other);
                            }
                        }
                    });
            for (int i = 0; i < lengths.size(); i++) {
                assertThat(client.receive()).isEqualTo(numbered(i, lengths.get(i)));
            }
            assertThat(other.receive()).isEqualTo(numbered(99, 1000));
        }
    }

    @Test
    void anAddressThatCantBeReachedHarmsNoOther() throws Exception {
        var nowhere = address("127.0.0.1", 0);
        var otherFamily = address("2001:db8::1", 9);
        try (var port = echo("127.0.0.1");
                var client = client(port, "127.0.0.1")) {
            inOneTurn(
                    port,
                    () -> {
                        for (int i = 0; i < 20; i++) {
                            port.send(numbered(i, 500), 500, Path.to(nowhere));
                            port.send(numbered(i, 500), 500, Path.to(nowhere));
                            send(port, numbered(i, 500), client);
                            port.send(numbered(i, 500), 500, Path.to(otherFamily));
                        }
                    });
            for (int i = 0; i < 20; i++) {
                assertThat(numberOf(client.receive())).isEqualTo(i);
            }
            client.send(numbered(1, 10));
            assertThat(client.receive()).hasSize(10);
            assertThat(port.counts().unsent()).isEqualTo(60);
        }
    }

    @Test
    void aHandlerThatBreaksLosesItsOwnDatagramOnly() throws Exception {
        DatagramHandler handler =
                (data, length, from) -> {
                    if (length == 13) {
                        throw new IllegalStateException("a bug");
                    }
                    open.get().send(data, length, from);
                };
        try (var port = UdpPort.open(address("127.0.0.1", 0), handler, kind);
                var client = client(port, "127.0.0.1")) {
            open.set(port);
            client.send(new byte[13]);
            client.send(new byte[14]);

            assertThat(client.receive()).hasSize(14);
        }
    }

    @Test
    void sendersOfBothFamiliesAreToldApartOnOneSocket() throws Exception {
        assumeTrue(hasIpv6(), "this machine has no IPv6");
        try (var port = echo("::");
                var four = client(port, "127.0.0.1");
                var six = client(port, "::1")) {
            four.send(new byte[] {4});
            assertThat(four.receive()).containsExactly(4);
            assertThat(senders.take()).isEqualTo(four.address());
            six.send(new byte[] {6});
            assertThat(six.receive()).containsExactly(6);
            assertThat(senders.take()).isEqualTo(six.address());

            assertThat(four.address().getAddress()).isInstanceOf(Inet4Address.class);
            assertThat(six.address().getAddress()).isInstanceOf(Inet6Address.class);
        }
    }

    @Test
    void anAddressOfIpv6AloneWorksToo() throws Exception {
        assumeTrue(hasIpv6(), "this machine has no IPv6");
        try (var port = echo("::1");
                var client = client(port, "::1")) {
            client.send(new byte[] {1, 2, 3});

            assertThat(client.receive()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aPortThatIsClosedWhileItSendsCanBeOpenedAgain() throws Exception {
        int number = 0;
        for (int round = 0; round < 5; round++) {
            var port = UdpPort.open(address("127.0.0.1", number), (_, _, _) -> {}, kind);
            number = port.port();
            try (var client = client(port, "127.0.0.1")) {
                var isSending = new CountDownLatch(3);
                sendForEver(port, client, isSending);
                assertThat(isSending.await(10, TimeUnit.SECONDS)).isTrue();

                port.close();

                assertThat(port.isOpen()).isFalse();
            }
        }
    }

    @Test
    void aPortThatIsTakenIsRefused() throws Exception {
        try (var port = echo("127.0.0.1")) {
            var taken = address("127.0.0.1", port.port());
            assertThat(catchException(() -> UdpPort.open(taken, (_, _, _) -> {}, kind)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(String.valueOf(port.port()));
        }
    }

    private static void sendForEver(UdpPort port, Client client, CountDownLatch isSending) {
        port.executor()
                .execute(
                        () -> {
                            for (int i = 0; i < 10; i++) {
                                send(port, new byte[100], client);
                            }
                            port.flush();
                            isSending.countDown();
                            if (port.isOpen()) {
                                sendForEver(port, client, isSending);
                            }
                        });
    }

    private UdpPort echo(String bind) throws IOException {
        DatagramHandler handler =
                (data, length, from) -> {
                    senders.add(from.remote());
                    open.get().send(data, length, from);
                };
        UdpPort port = UdpPort.open(address(bind, 0), handler, kind);
        open.set(port);
        return port;
    }

    @SuppressWarnings("AddressSelection") // Literals alone.
    private static Client client(UdpPort port, String host) throws IOException {
        return new Client(InetAddress.getByName(host), address(host, port.port()));
    }

    @SuppressWarnings("AddressSelection") // Literals alone.
    private static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(host, port);
    }

    private static void send(UdpPort port, byte[] data, Client to) {
        port.send(data, data.length, Path.to(to.address()));
    }

    private static void inOneTurn(UdpPort port, Runnable task) {
        port.call(
                () -> {
                    task.run();
                    port.flush();
                    return true;
                });
    }

    @SuppressWarnings("AddressSelection") // A literal.
    private static boolean hasIpv6() {
        try (var _ = new DatagramSocket(0, InetAddress.getByName("::1"))) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static byte[] numbered(int number, int length) {
        byte[] data = pattern(number, length);
        ByteBuffer.wrap(data).putInt(number);
        return data;
    }

    private static int numberOf(byte[] data) {
        return ByteBuffer.wrap(data).getInt();
    }

    private static byte[] pattern(int seed, int length) {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) (seed + 31 * i);
        }
        return data;
    }
}
