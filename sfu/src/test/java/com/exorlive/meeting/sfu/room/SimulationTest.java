package com.exorlive.meeting.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final int SETTLED = 6000;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final Simulation simulation = new Simulation(seed);

    @RepeatedTest(20)
    void mediaComesUpAndStaysWhateverTheNetworkDoes() {
        simulation.loss = 0.2 * random.nextDouble();
        SimulatedPeer host = simulation.join("host");
        simulation.runMillis(random.nextInt(2000), false);
        SimulatedPeer invitee = simulation.join("invitee");
        simulation.runMillis(SETTLED, false);
        simulation.runMillis(SETTLED, true);

        assertThat(host.isConnected() && invitee.isConnected()).as("seed %d", seed).isTrue();
        assertReceived(host, invitee, (1 - simulation.loss) * (1 - simulation.loss) - 0.1);
        assertReceived(invitee, host, (1 - simulation.loss) * (1 - simulation.loss) - 0.1);
    }

    @RepeatedTest(20)
    void whoeverComesBackHowOftenMediaFlowsInTheEnd() {
        simulation.loss = 0.1;
        simulation.join("host");
        simulation.join("invitee");
        for (int i = 0; i < 12; i++) {
            disturb();
            simulation.runMillis(random.nextInt(2400), true);
        }
        simulation.isDown = false;
        simulation.loss = 0;
        if (!simulation.peers.containsKey("host")) {
            simulation.join("host");
        }
        if (!simulation.peers.containsKey("invitee")) {
            simulation.join("invitee");
        }
        simulation.runMillis(SETTLED, true);
        SimulatedPeer host = simulation.peers.get("host");
        SimulatedPeer invitee = simulation.peers.get("invitee");
        host.sent.clear();
        invitee.sent.clear();
        simulation.runMillis(SETTLED, true);
        simulation.runMillis(500, false);

        assertThat(host.offer.isActive() && invitee.offer.isActive()).as("seed %d", seed).isTrue();
        assertThat(arrived(host, invitee)).as("seed %d", seed).isEqualTo(host.sent.size());
        assertThat(arrived(invitee, host)).as("seed %d", seed).isEqualTo(invitee.sent.size());
        assertNothingForeign(host);
        assertNothingForeign(invitee);
    }

    @Test
    void anOutageOfTwentySecondsNeedsNothingButTime() {
        simulation.join("host");
        simulation.join("invitee");
        simulation.runMillis(SETTLED, true);
        simulation.isDown = true;
        simulation.runMillis(20_000, true);
        simulation.isDown = false;
        simulation.runMillis(SETTLED, false);

        SimulatedPeer host = simulation.peers.get("host");
        host.sent.clear();
        simulation.runMillis(1000, true);
        simulation.runMillis(500, false);

        assertThat(arrived(host, simulation.peers.get("invitee"))).isEqualTo(host.sent.size());
        assertThat(simulation.server.events).noneMatch(RoomEvent.Disconnected.class::isInstance);
    }

    @Test
    void anOutageOfFortySecondsNeedsAnIceRestart() {
        simulation.join("host");
        simulation.join("invitee");
        simulation.runMillis(SETTLED, true);
        simulation.isDown = true;
        simulation.runMillis(40_000, false);

        assertThat(simulation.server.events)
                .contains(
                        new RoomEvent.Disconnected("host", "p1", RoomEvent.Loss.CONSENT),
                        new RoomEvent.Disconnected("invitee", "p2", RoomEvent.Loss.CONSENT));

        simulation.isDown = false;
        simulation.server.room.restartIce("host", "p1");
        simulation.server.room.restartIce("invitee", "p2");
        simulation.runMillis(SETTLED, false);
        SimulatedPeer host = simulation.peers.get("host");
        host.sent.clear();
        simulation.runMillis(1000, true);
        simulation.runMillis(500, false);

        assertThat(host.offer.isActive()).isTrue();
        assertThat(arrived(host, simulation.peers.get("invitee"))).isEqualTo(host.sent.size());
    }

    @Test
    void nothingIsLeftOfAClosedRoom() {
        simulation.join("host");
        simulation.join("invitee");
        simulation.runMillis(SETTLED, true);

        simulation.server.room.close();

        SfuCounters counters = simulation.server.counters();
        assertThat(counters.rooms() + counters.legs() + counters.connectedLegs()).isZero();
        assertThat(simulation.server.context.registry.size()).isZero();
    }

    private void disturb() {
        List<String> who = List.of("host", "invitee");
        String someone = who.get(random.nextInt(2));
        SimulatedPeer peer = simulation.peers.get(someone);
        switch (random.nextInt(7)) {
            case 0 -> simulation.join(someone);
            case 1 -> simulation.leave(someone);
            case 2 -> simulation.isDown = !simulation.isDown;
            case 3 -> simulation.loss = 0.4 * random.nextDouble();
            case 4 -> {
                if (peer != null) {
                    simulation.move(peer, 1001 + random.nextInt(1000));
                }
            }
            case 5 -> {
                if (peer != null) {
                    simulation.server.room.restartIce(someone, pcOf(someone));
                }
            }
            default -> simulation.isDown = false;
        }
    }

    private String pcOf(String who) {
        return simulation.server.events.stream()
                .filter(RoomEvent.Offered.class::isInstance)
                .map(RoomEvent.Offered.class::cast)
                .filter(offered -> offered.participant().equals(who))
                .reduce((_, last) -> last)
                .orElseThrow()
                .pc();
    }

    private void assertReceived(SimulatedPeer from, SimulatedPeer to, double share) {
        assertThat(arrived(from, to))
                .as("seed %d", seed)
                .isGreaterThan((int) (from.sent.size() * share));
        assertNothingForeign(to);
        assertThat(distinct(to.received))
                .as("nothing twice, seed %d", seed)
                .hasSize(to.received.size());
    }

    private void assertNothingForeign(SimulatedPeer peer) {
        assertThat(peer.forged).as("seed %d", seed).isZero();
    }

    private static int arrived(SimulatedPeer from, SimulatedPeer to) {
        Set<Integer> received = distinct(to.received);
        return (int)
                from.sent.stream()
                        .filter(packet -> received.contains(Arrays.hashCode(packet)))
                        .count();
    }

    private static Set<Integer> distinct(List<byte[]> packets) {
        Set<Integer> hashes = new HashSet<>();
        packets.forEach(packet -> hashes.add(Arrays.hashCode(packet)));
        return hashes;
    }
}
