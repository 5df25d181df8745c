package com.exorlive.meeting.loadtests.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.loadtests.turn.Coturn;
import com.exorlive.meeting.loadtests.turn.TurnServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Through a real coturn with the configuration that operators are given.
class CoturnTest {
    private final LinkedBlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private Coturn coturn;

    @BeforeEach
    void start() throws Exception {
        coturn = Coturn.start();
    }

    @AfterEach
    void stop() throws Exception {
        if (coturn != null) {
            coturn.close();
        }
    }

    @Test
    void packetsGoToTheServerAndBack() throws Exception {
        try (var echo = new DatagramSocket(0, coturn.near());
                var loop = new MediaLoop("turn", 1)) {
            var from = CompletableFuture.supplyAsync(() -> echo(echo, 1));
            var way =
                    open(
                            loop,
                            new InetSocketAddress(coturn.near(), echo.getLocalPort()),
                            Coturn.SECRET);
            byte[] answer = null;
            // What is said before the way is there is lost, as with a page's checks.
            for (int i = 0; i < 200 && answer == null; i++) {
                loop.execute(() -> way.get().write(new byte[] {7, 8, 9}, 3));
                answer = received.poll(100, TimeUnit.MILLISECONDS);
            }

            assertThat(answer).containsExactly(7, 8, 9);
            assertThat(from.get(10, TimeUnit.SECONDS)).isEqualTo(coturn.far());
            assertThat(failure).isNotDone();
            loop.execute(() -> way.get().close());
        }
    }

    @Test
    void aPeerThatIsNotTheMediaServerIsRefused() throws Exception {
        try (var loop = new MediaLoop("turn", 1)) {
            open(loop, new InetSocketAddress(coturn.address("9"), 10_000), Coturn.SECRET);

            assertThat(failure.get(20, TimeUnit.SECONDS)).isEqualTo("the TURN server answered 403");
        }
    }

    @Test
    void credentialsOfAnotherSecretAreRefused() throws Exception {
        try (var loop = new MediaLoop("turn", 1)) {
            open(loop, new InetSocketAddress(coturn.near(), 10_000), "another secret");

            assertThat(failure.get(20, TimeUnit.SECONDS)).isEqualTo("the TURN server answered 401");
        }
    }

    private AtomicReference<RelayedWire> open(
            MediaLoop loop, InetSocketAddress peer, String secret) {
        var turn = new TurnServer(new InetSocketAddress(coturn.far(), Coturn.PORT), secret);
        var way = new AtomicReference<RelayedWire>();
        loop.execute(
                () -> {
                    way.set(
                            new RelayedWire(
                                    loop,
                                    turn,
                                    (data, length) -> received.add(Arrays.copyOf(data, length)),
                                    failure::complete));
                    try {
                        way.get().open(peer);
                    } catch (IOException e) {
                        failure.complete(e.toString());
                    }
                });
        return way;
    }

    /// @return from where the last one came
    private static InetAddress echo(DatagramSocket socket, int count) {
        try {
            var packet = new DatagramPacket(new byte[2048], 2048);
            for (int i = 0; i < count; i++) {
                socket.receive(packet);
                socket.send(packet);
            }
            return packet.getAddress();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
