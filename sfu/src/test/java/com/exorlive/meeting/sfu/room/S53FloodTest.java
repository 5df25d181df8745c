package com.exorlive.meeting.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.path.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// S-53: what a seated participant, or somebody who sends from its address, can cost. The same
/// with real sockets, and what the other rooms notice: `S53FloodTest` of sfu-control.
class S53FloodTest {
    private static final int VIDEO = 96;
    private static final int RTCP = 205;
    private static final long NOW = 10_000_000_000L;

    private final Simulation simulation = new Simulation(1);
    private final RoomHarness server = simulation.server;
    private SimulatedPeer host;
    private SimulatedPeer invitee;

    @BeforeEach
    void meet() {
        host = simulation.join("host");
        invitee = simulation.join("invitee");
        simulation.runMillis(2000, true);
        simulation.runMillis(500, false);
    }

    @Test
    void moreThanItsBytesIsNotDecrypted() {
        byte[] packet = forgedPicture(host, 1400);

        send(packet, 18_000, NOW);

        long tried = dropped(Drop.FORGED);
        assertThat(tried + dropped(Drop.FLOOD)).isEqualTo(18_000);
        assertThat(tried * packet.length)
                .isBetween(Allowance.BYTES_PER_SECOND / 2, Allowance.BYTES_PER_SECOND);
    }

    @Test
    void moreThanItsPacketsIsNotDecrypted() {
        send(forgedPicture(host, 60), 50_000, NOW);

        assertThat(dropped(Drop.FORGED)).isEqualTo(Allowance.PACKETS_PER_SECOND);
        assertThat(dropped(Drop.FLOOD)).isEqualTo(50_000 - Allowance.PACKETS_PER_SECOND);
    }

    @Test
    void whoCannotSeeTheStreamsTakesNothingFromTheCall() {
        for (int i = 0; i < 50_000; i++) {
            send(forged(VIDEO, 1400, 0x7000_0000 + i), 1, NOW);
        }
        assertThat(dropped(Drop.FORGED)).isEqualTo(Allowance.UNPROVEN_PER_SECOND);
        assertThat(dropped(Drop.UNPROVEN_FLOOD)).isEqualTo(50_000 - Allowance.UNPROVEN_PER_SECOND);

        int before = invitee.received.size();
        host.sendMedia(false);
        simulation.runMillis(200, false);

        assertThat(invitee.received).hasSize(before + 1);
        assertThat(dropped(Drop.FLOOD)).isZero();
    }

    @Test
    void moreThanItsFeedbackIsNotDecrypted() {
        int ssrc = 0x7000_0000;
        host.send(new byte[] {(byte) 0x80, (byte) 201, 0, 1, 0x70, 0, 0, 0}, true);
        simulation.runMillis(100, false);

        send(forged(RTCP, 60, ssrc), 5_000, NOW);

        assertThat(dropped(Drop.FORGED)).isEqualTo(Allowance.FEEDBACK_PER_SECOND);
        assertThat(dropped(Drop.FEEDBACK_FLOOD)).isEqualTo(5_000 - Allowance.FEEDBACK_PER_SECOND);
        assertThat(dropped(Drop.FLOOD)).isZero();
    }

    @Test
    void feedbackOfStrangersTakesNothingFromThat() {
        send(forged(RTCP, 60, 0x7000_0000), 5_000, NOW);

        assertThat(dropped(Drop.FORGED)).isEqualTo(Allowance.UNPROVEN_PER_SECOND);
        assertThat(dropped(Drop.UNPROVEN_FLOOD)).isEqualTo(5_000 - Allowance.UNPROVEN_PER_SECOND);
    }

    @Test
    void recordsAfterTheHandshakeAreFew() {
        int before = server.dtls.getFirst().datagrams;
        byte[] record = new byte[100];
        record[0] = 23;

        send(record, 10_000, NOW);

        assertThat(server.dtls.getFirst().datagrams - before)
                .isEqualTo((int) Allowance.DTLS_PER_SECOND);
        assertThat(dropped(Drop.DTLS_FLOOD)).isEqualTo(10_000 - Allowance.DTLS_PER_SECOND);
    }

    @Test
    void replaysAreDroppedAndCounted() {
        long before = dropped(Drop.REPLAYED);
        host.sendMedia(true);
        simulation.runMillis(500, false);

        assertThat(dropped(Drop.REPLAYED)).isEqualTo(before + 1);
    }

    @Test
    void theOtherRoomsAllowancesAreTheirOwn() {
        send(forgedPicture(host, 1400), 18_000, NOW);
        int before = host.received.size();

        invitee.sendMedia(false);
        simulation.runMillis(200, false);

        assertThat(host.received).hasSize(before + 1);
    }

    private void send(byte[] packet, int count, long atNanos) {
        for (int i = 0; i < count; i++) {
            server.dispatcher.onDatagram(packet, packet.length, Path.to(host.address), atNanos);
        }
    }

    private long dropped(Drop reason) {
        return server.counters().dropped(reason);
    }

    private static byte[] forgedPicture(SimulatedPeer peer, int length) {
        byte[] packet = forged(VIDEO, length, 100 * peer.number + 1);
        // Its place in the stream is a plausible one.
        byte[] last = peer.sent.getLast();
        packet[2] = (byte) (last[2] + 1);
        packet[3] = last[3];
        return packet;
    }

    private static byte[] forged(int type, int length, int ssrc) {
        byte[] packet = new byte[length];
        packet[0] = (byte) 0x80;
        packet[1] = (byte) type;
        packet[length - 4] = (byte) 0x80;
        int at = type == RTCP ? 4 : 8;
        for (int i = 0; i < 4; i++) {
            packet[at + i] = (byte) (ssrc >>> (24 - 8 * i));
        }
        return packet;
    }
}
