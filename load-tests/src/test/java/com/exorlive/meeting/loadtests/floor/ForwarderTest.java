package com.exorlive.meeting.loadtests.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForwarderTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @ParameterizedTest
    @EnumSource(names = "SRTP", mode = EnumSource.Mode.EXCLUDE)
    void whatOnePartnerSendsReachesTheOtherAndNobodyElse(Forwarder.Mode mode) throws Exception {
        try (var forwarder = Forwarder.open(mode, new InetSocketAddress(LOOPBACK, 0));
                var first = socket();
                var second = socket();
                var third = socket()) {
            int port = forwarder.port();
            send(first, port, Pairs.greeting(1));
            send(third, port, Pairs.greeting(2));
            send(second, port, Pairs.greeting(1));
            assertThat(receive(second)).isEqualTo(Pairs.greeting(1));

            send(third, port, new byte[] {9});
            send(first, port, new byte[] {1, 2});
            send(second, port, new byte[1400]);

            assertThat(receive(second)).containsExactly(1, 2);
            assertThat(receive(first)).isEqualTo(new byte[1400]);
        }
    }

    private static DatagramSocket socket() throws IOException {
        var socket = new DatagramSocket(0, LOOPBACK);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void send(DatagramSocket socket, int port, byte[] data) throws IOException {
        socket.send(new DatagramPacket(data, data.length, LOOPBACK, port));
    }

    private static byte[] receive(DatagramSocket socket)
            throws SocketTimeoutException, IOException {
        var packet = new DatagramPacket(new byte[2048], 2048);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }
}
