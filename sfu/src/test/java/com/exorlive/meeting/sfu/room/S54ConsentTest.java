package com.exorlive.meeting.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.path.Path;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// S-54: whoever falls silent is sent nothing after 30 seconds (RFC 7675), and an address that
/// passed no check never is. In virtual time.
class S54ConsentTest {
    private static final InetSocketAddress NOBODY = SimulatedPeer.address(77, 7777);

    private final Simulation simulation = new Simulation(1);
    private final RoomHarness server = simulation.server;
    private final List<InetSocketAddress> sentTo = new ArrayList<>();
    private SimulatedPeer host;

    @BeforeEach
    void meet() {
        RoomHarness.Wire network = server.wire;
        server.wire =
                (datagram, to) -> {
                    sentTo.add(to);
                    network.carry(datagram, to);
                };
        host = simulation.join("host");
        simulation.join("invitee");
        simulation.runMillis(3_000, true);
    }

    @Test
    void whoIsSilentForThirtySecondsIsSentNothingMore() {
        simulation.silent.add(host);
        simulation.runMillis(26_000, true);
        sentTo.clear();
        simulation.runMillis(1_000, true);
        assertThat(sentTo).contains(host.address);

        simulation.runMillis(5_000, true);
        sentTo.clear();
        simulation.runMillis(5_000, true);

        assertThat(sentTo).isNotEmpty().doesNotContain(host.address);
        assertThat(server.events)
                .contains(new RoomEvent.Disconnected("host", "p1", RoomEvent.Loss.CONSENT));
        assertThat(server.counters().losses()).containsEntry(RoomEvent.Loss.CONSENT, 1L);
        assertThat(server.counters().connectedLegs()).isEqualTo(1);
    }

    @Test
    void mediaFromElsewhereMoveNobodyThere() {
        List<byte[]> packets = List.copyOf(host.sent);
        for (byte[] packet : packets) {
            server.dispatcher.onDatagram(packet, packet.length, Path.to(NOBODY), 0);
        }
        simulation.runMillis(1_000, true);

        assertThat(sentTo).isNotEmpty().doesNotContain(NOBODY);
        assertThat(server.counters().dropped(Drop.STRANGER)).isEqualTo(packets.size());
    }
}
