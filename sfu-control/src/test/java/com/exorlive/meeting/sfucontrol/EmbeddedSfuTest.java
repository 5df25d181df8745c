package com.exorlive.meeting.sfucontrol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.exorlive.meeting.sfu.peer.TestPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedSfuTest extends SfuControlContract {
    private int sequence = 1;

    @Override
    protected SfuControl start() {
        return start(0);
    }

    @Test
    void aParticipantAloneIsAskedToSendNothing() throws Exception {
        TestPeer host = join(HOST).onlyPeer();

        assertThat(host.lastOffer().isActive()).isFalse();
    }

    @Test
    void whoStaysIsAskedToSendNothingWhenTheOtherLeaves() throws Exception {
        TestPeer host = join(HOST).onlyPeer();
        join(INVITEE);
        probe().await("host is asked to send", () -> host.lastOffer().isActive());

        leave(INVITEE);

        probe().await("host is asked to send nothing", () -> !host.lastOffer().isActive());
    }

    @Test
    void aPortInUseIsSaidAtStart() {
        try (EmbeddedSfu first = start(0)) {
            int taken = first.ports().getFirst();

            assertThatThrownBy(() -> start(taken))
                    .isInstanceOf(SfuUnavailableException.class)
                    .hasMessageContaining(String.valueOf(taken));
        }
    }

    @Test
    void severalLoopsHaveAPortEach() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        var settings = new EmbeddedSfuSettings(loopback, 0, 2, List.of());
        try (EmbeddedSfu sfu = EmbeddedSfu.start(settings, InstantSource.system())) {
            assertThat(sfu.ports()).doesNotHaveDuplicates().hasSize(2);
        }
    }

    @Test
    void aRoomGoesToTheLoopWithTheFewest() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        var settings = new EmbeddedSfuSettings(loopback, 0, 2, List.of());
        try (EmbeddedSfu sfu = EmbeddedSfu.start(settings, InstantSource.system())) {
            var first = new PlacedRoom(sfu, "first");
            var second = new PlacedRoom(sfu, "second");
            assertThat(second.port()).isNotEqualTo(first.port());

            second.close();
            assertThat(new PlacedRoom(sfu, "third").port()).isEqualTo(second.port());
        }
    }

    /// A room that tells at which port it is.
    private static final class PlacedRoom {
        private final CompletableFuture<String> offer = new CompletableFuture<>();
        private final SfuRoom room;
        private final String port;

        PlacedRoom(EmbeddedSfu sfu, String name) {
            room = sfu.open(new SfuRoomId(name), this::onEvent);
            room.join(new LegId(HOST, 1));
            port = offer.join().replaceAll("(?s).* (\\d+) typ host.*", "$1");
        }

        private void onEvent(SfuEvent event) {
            if (event instanceof SfuEvent.Describe(var _, var description)) {
                offer.complete(description.sdp());
            }
        }

        String port() {
            return port;
        }

        void close() {
            room.close();
        }
    }

    /// An address translator forgot its table; the browser does not notice.
    @Test
    void mediaGoesOnFromAnotherPort() throws Exception {
        TestPeer host = join(HOST).onlyPeer();
        TestPeer invitee = join(INVITEE).onlyPeer();

        host.rebind();
        eventually(
                () -> host.sendRtp("1", sequence++, "from elsewhere".getBytes(UTF_8)),
                () -> invitee.hasPacket("from elsewhere".getBytes(UTF_8)));
        eventually(
                () -> invitee.sendRtp("1", sequence++, "to elsewhere".getBytes(UTF_8)),
                () -> host.hasPacket("to elsewhere".getBytes(UTF_8)));
    }

    /// Whoever guesses the time of a handshake can send ClientHellos from other ports.
    @Test
    void clientHellosFromOtherPortsDoNotDisturbTheHandshake() throws Exception {
        EmbeddedSfu embedded = (EmbeddedSfu) sfu();
        byte[] hello = new byte[200];
        hello[0] = 22;
        hello[1] = (byte) 254;
        hello[2] = (byte) 253;
        var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), embedded.ports().get(0));
        try (DatagramSocket stranger = new DatagramSocket()) {
            Thread flood =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        for (int i = 0; i < 2000; i++) {
                                            send(stranger, new DatagramPacket(hello, 200, to));
                                        }
                                    });
            join(HOST);
            join(INVITEE);
            flood.join();
        }

        assertThat(embedded.counters().connectedLegs()).isEqualTo(2);
        assertThat(embedded.counters().dropped().get("stranger")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void oneSocketServesBothFamilies(String announced) throws Exception {
        InetAddress any = InetAddress.getByName("::");
        List<InetAddress> addresses = List.of(InetAddress.getByName(announced));
        assumeThat(NetworkInterface.getByInetAddress(addresses.getFirst())).isNotNull();
        open(
                EmbeddedSfu.start(
                        new EmbeddedSfuSettings(any, 0, 1, addresses), InstantSource.system()));
        TestPeer host = join(HOST).onlyPeer();
        TestPeer invitee = join(INVITEE).onlyPeer();

        host.sendRtp("1", 1, "hello".getBytes(UTF_8));

        invitee.awaitPacket("hello".getBytes(UTF_8));
    }

    @Test
    void countersSayWhatHappens() throws Exception {
        EmbeddedSfu embedded = (EmbeddedSfu) sfu();
        TestPeer host = join(HOST).onlyPeer();
        TestPeer invitee = join(INVITEE).onlyPeer();
        host.sendRtp("1", 1, "one".getBytes(UTF_8));
        invitee.awaitPacket("one".getBytes(UTF_8));

        EmbeddedSfuCounters counters = embedded.counters();

        assertThat(counters.forwardedPackets()).isEqualTo(1);
        assertThat(counters.rooms()).isEqualTo(1);
        assertThat(counters.legs()).isEqualTo(2);
        assertThat(counters.dropped())
                .containsEntry("forged", 0L)
                .containsEntry("replayed", 0L)
                .containsEntry("malformed", 0L);
    }

    private static void eventually(Runnable attempt, BooleanSupplier condition)
            throws InterruptedException {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - endNanos).as("waited in vain").isNegative();
            attempt.run();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static void send(DatagramSocket socket, DatagramPacket packet) {
        try {
            socket.send(packet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void oneLoopServesFourProcessors() {
        assertThat(EmbeddedSfuSettings.loopsFor(1)).isEqualTo(1);
        assertThat(EmbeddedSfuSettings.loopsFor(7)).isEqualTo(1);
        assertThat(EmbeddedSfuSettings.loopsFor(8)).isEqualTo(2);
        assertThat(EmbeddedSfuSettings.loopsFor(1000)).isEqualTo(64);
    }

    private static EmbeddedSfu start(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        var settings = new EmbeddedSfuSettings(loopback, port, 1, List.of());
        return EmbeddedSfu.start(settings, InstantSource.system());
    }
}
