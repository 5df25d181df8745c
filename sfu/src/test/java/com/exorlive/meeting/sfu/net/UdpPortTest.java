package com.exorlive.meeting.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UdpPortTest {
    private static final InetSocketAddress LOOPBACK =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    /// Netty never runs a periodic task again that has thrown once: nobody's consent would lapse.
    @ParameterizedTest
    @EnumSource
    void aPeriodicTaskThatBreaksIsRunAgain(TransportKind kind) throws Exception {
        var turns = new CountDownLatch(3);
        try (var port = UdpPort.open(LOOPBACK, (_, _, _) -> {}, kind)) {
            port.every(
                    1,
                    TimeUnit.MILLISECONDS,
                    () -> {
                        turns.countDown();
                        throw new IllegalStateException("a bug in one room");
                    });

            assertThat(turns.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
