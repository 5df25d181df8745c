package com.exorlive.meeting.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.rtp.PacketKind;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What must hold at each datagram, whatever the network does.
final class Invariants {
    private final long seed;
    private final Set<InetSocketAddress> checked = new HashSet<>();
    private final Map<Integer, Set<Long>> indexes = new HashMap<>();
    private final Set<Integer> sent = new HashSet<>();

    Invariants(long seed) {
        this.seed = seed;
    }

    void onSent(byte[] rtp) {
        sent.add(Arrays.hashCode(rtp));
    }

    void onReceived(byte[] rtp) {
        if (!sent.contains(Arrays.hashCode(rtp))) {
            throw failure("a browser received what none sent");
        }
    }

    /// @param from whose datagram the server is at, if any
    /// @param seated whom the server may send `from`'s media to
    void onFromServer(
            byte[] datagram,
            InetSocketAddress to,
            SimulatedBrowser owner,
            SimulatedBrowser from,
            SimulatedBrowser seated) {
        PacketKind kind = PacketKind.of(datagram, datagram.length);
        if (kind == PacketKind.STUN) {
            if (datagram[0] == 1 && datagram[1] == 1) {
                checked.add(to);
            }
            return;
        }
        if (!checked.contains(to)) {
            throw failure(kind + " to an address that never passed a check");
        }
        if (kind == PacketKind.DTLS) {
            return;
        }
        if (from == null || owner != seated) {
            throw failure("media to somebody who is not seated");
        }
        if (!indexes.computeIfAbsent(owner.peer.number, _ -> new HashSet<>())
                .add(index(datagram, kind == PacketKind.RTCP, owner))) {
            throw failure("an SRTP index twice under one key");
        }
    }

    /// A packet of media has been handled between the two.
    void onHandled(SfuCounters before, SfuCounters after) {
        long accounted = sum(after) - sum(before);
        if (accounted != 1) {
            throw failure("a packet was counted " + accounted + " times");
        }
    }

    void onEnd(SfuCounters counters, int registered) {
        assertThat(counters.legs()).as("seed %d", seed).isEqualTo(2);
        assertThat(registered).as("addresses and names, seed %d", seed).isLessThan(30);
    }

    private static long sum(SfuCounters c) {
        return c.forwarded() + c.drops().values().stream().mapToLong(Long::longValue).sum();
    }

    /// Sequence numbers do not wrap in the time of a simulation; SRTCP says its index.
    private static long index(byte[] sealed, boolean isRtcp, SimulatedBrowser owner) {
        if (!isRtcp) {
            return MediaBytes.identity(sealed);
        }
        int at = sealed.length - (owner.peer.hasGcm() ? 4 : 14);
        long word = 0;
        for (int i = 0; i < 4; i++) {
            word = word << 8 | (sealed[at + i] & 0xFF);
        }
        return Long.MIN_VALUE | word;
    }

    private AssertionError failure(String what) {
        return new AssertionError("seed " + seed + ": " + what);
    }
}
