package com.exorlive.meeting.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class BatchedTransportTest {
    private static final int PACKETS = 100_000;
    private static final int MAX_ROUNDS = 10;
    private static final int AT_ONCE = 40;

    private final AtomicReference<UdpPort> open = new AtomicReference<>();

    @BeforeEach
    void isWhatLinuxGets() {
        assertThat(TransportKind.best()).isEqualTo(TransportKind.BATCHED);
    }

    @Test
    void nothingIsAllocatedForAPacket() throws Exception {
        assertThat(leastAllocatedPerPacket(loopback(0)))
                .as("bytes of heap per packet")
                .isLessThan(1);
    }

    private double leastAllocatedPerPacket(InetSocketAddress bind) throws Exception {
        DatagramHandler echo = (data, length, from) -> open.get().send(data, length, from);
        try (var port = UdpPort.open(bind, echo);
                var client = new Client(loopback(0).getAddress(), loopback(port.port()))) {
            open.set(port);
            double least = Double.MAX_VALUE;
            // Until Java has compiled all of it.
            for (int round = 0; round < MAX_ROUNDS && least >= 1; round++) {
                long before = allocatedBy(port);
                exchange(client, PACKETS);
                least = Math.min(least, (allocatedBy(port) - before) / (double) PACKETS);
            }

            return least;
        }
    }

    @Test
    void nothingIsAllocatedForAPacketToAWildcardEither() throws Exception {
        var any = new InetSocketAddress(0);
        assertThat(any.getAddress().isAnyLocalAddress()).isTrue();
        assertThat(leastAllocatedPerPacket(any)).as("bytes of heap per packet").isLessThan(1);
    }

    @Test
    void whatComesWhileNobodyTakesItIsCounted() throws Exception {
        var isHeldUp = new CountDownLatch(1);
        try (var port = UdpPort.open(loopback(0), (_, _, _) -> {});
                var client = new Client(loopback(0).getAddress(), loopback(port.port()))) {
            port.executor().execute(() -> await(isHeldUp));
            for (int i = 0; i < 20_000; i++) {
                client.send(new byte[1400]);
            }
            long overrun = port.counts().overrun();
            isHeldUp.countDown();

            assertThat(overrun).isBetween(1_000L, 20_000L);
        }
    }

    private static void exchange(Client client, int packets) throws IOException {
        byte[] data = new byte[1100];
        for (int i = 0; i < packets; i += AT_ONCE) {
            for (int j = 0; j < AT_ONCE; j++) {
                client.send(data);
            }
            for (int j = 0; j < AT_ONCE; j++) {
                assertThat(client.receive().length).isEqualTo(data.length);
            }
        }
    }

    private static long allocatedBy(UdpPort port) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return port.call(threads::getCurrentThreadAllocatedBytes);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
