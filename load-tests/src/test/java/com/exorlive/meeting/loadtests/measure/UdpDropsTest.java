package com.exorlive.meeting.loadtests.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UdpDropsTest {
    @Test
    void whatNobodyReadsIsCountedForThePortItWasSentTo() throws Exception {
        try (var deaf = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var sender = new DatagramSocket()) {
            deaf.setReceiveBufferSize(8 * 1024);
            var ports = Set.of(deaf.getLocalPort());
            assertThat(UdpDrops.of(ports)).isZero();

            for (int i = 0; i < 200; i++) {
                sender.send(
                        new DatagramPacket(
                                new byte[1000], 1000, deaf.getLocalAddress(), deaf.getLocalPort()));
            }

            assertThat(UdpDrops.of(ports)).isPositive();
            assertThat(UdpDrops.of(Set.of(sender.getLocalPort()))).isZero();
        }
    }
}
