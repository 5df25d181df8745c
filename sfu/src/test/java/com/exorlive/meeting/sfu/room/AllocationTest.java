package com.exorlive.meeting.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.path.Path;
import com.exorlive.meeting.sfu.srtp.Suite;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// From a datagram's arrival to its leaving for the other participant, nothing is left to collect.
class AllocationTest {
    /// Until the compiler has seen all of it, which may take its time on a busy machine.
    private static final int LONGEST_WARM_UP = 600_000;

    private static final int SHORTEST_WARM_UP = 30_000;
    private static final int PACKETS = 100_000;
    private static final int BATCH = 1000;
    private static final long MILLI = 1_000_000L;

    /// The JDK's GCM makes key, tables and counters anew for each packet, twice.
    private static final long JDK_GCM_BYTES = 3000;

    /// What the JVM may allocate when it compiles something anew; a single object with each packet
    /// would be a thousand times as much.
    private static final long ONCE = 1500;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final byte[] packet = new byte[1200];
    private int sequence;
    private long now;

    @ParameterizedTest
    @EnumSource(Suite.class)
    void aForwardedPacketLeavesNoGarbage(Suite suite) {
        var simulation = new Simulation(1, suite.crypto());
        List<SimulatedPeer> peers =
                List.of(
                        simulation.join("host", suite.profile),
                        simulation.join("invitee", suite.profile));
        simulation.runMillis(6000, true);
        RoomHarness server = simulation.server;
        server.isMeasured = true;
        warmUp(server, peers, suite, simulation.nowNanos());
        long before = server.measured;

        long allocated = forward(server, peers, PACKETS);

        assertThat(server.measured - before).as("all were forwarded").isEqualTo(PACKETS);
        if (suite == Suite.GCM_JDK) {
            assertThat(allocated / PACKETS).isLessThan(JDK_GCM_BYTES);
        } else {
            assertThat(allocated).as("bytes in all").isLessThan(ONCE);
        }
    }

    private void warmUp(RoomHarness server, List<SimulatedPeer> peers, Suite suite, long nowNanos) {
        now = nowNanos;
        forward(server, peers, SHORTEST_WARM_UP);
        long allocated = suite == Suite.GCM_JDK ? 0 : 1;
        for (int i = 0; i < LONGEST_WARM_UP && allocated > 0; i += 10 * BATCH) {
            allocated = forward(server, peers, 10 * BATCH);
        }
    }

    /// Returns how many bytes were allocated by what happens between arrival and departure.
    private long forward(RoomHarness server, List<SimulatedPeer> peers, int count) {
        byte[][] batch = new byte[BATCH][];
        Path[] from = new Path[BATCH];
        long allocated = 0;
        for (int done = 0; done < count; done += BATCH) {
            for (int i = 0; i < BATCH; i++) {
                SimulatedPeer peer = peers.get(i & 1);
                batch[i] = i % 20 < 2 ? peer.seal(rtcp(peer), true) : peer.seal(rtp(peer), false);
                from[i] = Path.to(peer.address);
            }
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < BATCH; i++) {
                now += MILLI;
                server.dispatcher.onDatagram(batch[i], batch[i].length, from[i], now);
            }
            allocated += THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        return allocated;
    }

    private byte[] rtp(SimulatedPeer peer) {
        sequence++;
        packet[0] = (byte) 0x80;
        packet[1] = 96;
        packet[2] = (byte) (sequence >>> 8);
        packet[3] = (byte) sequence;
        packet[11] = (byte) peer.number;
        return packet;
    }

    private byte[] rtcp(SimulatedPeer peer) {
        packet[0] = (byte) 0x80;
        packet[1] = (byte) 200;
        packet[7] = (byte) peer.number;
        return packet;
    }
}
