package com.exorlive.meeting.sfu.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UdpPortTest {
    /// Netty never runs a periodic task again that has thrown once: nobody's consent would lapse.
    @Test
    void aPeriodicTaskThatBreaksIsRunAgain() throws Exception {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var turns = new CountDownLatch(3);
        try (var port = UdpPort.open(loopback, (_, _, _) -> {})) {
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
