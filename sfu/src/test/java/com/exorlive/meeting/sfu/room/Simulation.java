package com.exorlive.meeting.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.path.Path;
import com.exorlive.meeting.sfu.sdp.AnswerReader;
import com.exorlive.meeting.sfu.srtp.SrtpCrypto;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/// A room and its two participants on a lossy, reordering, repeating network, in virtual time. What
/// must always hold is checked with each datagram.
final class Simulation {
    static final long MILLI = 1_000_000L;

    final RoomHarness server;
    final Map<String, SimulatedPeer> peers = new HashMap<>();
    final Set<SimulatedPeer> silent = new HashSet<>();
    double loss;
    boolean isDown;

    private final Random random;
    private final PriorityQueue<Delivery> network = new PriorityQueue<>();
    private final Map<InetSocketAddress, SimulatedPeer> byAddress = new HashMap<>();
    private final Set<InetSocketAddress> everUsed = new HashSet<>();
    private final Map<String, Long> lastOffer = new HashMap<>();
    private final Set<String> unanswered = new HashSet<>();
    private long nowNanos;
    private long order;
    private int nextPeer = 1;

    private record Delivery(long atNanos, long order, Runnable task)
            implements Comparable<Delivery> {
        @Override
        public int compareTo(Delivery other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    Simulation(long seed) {
        this(seed, SrtpCrypto.jdk());
    }

    Simulation(long seed, SrtpCrypto crypto) {
        random = new Random(seed);
        server = new RoomHarness(crypto);
        server.wire = this::toPeer;
        server.onEvent = this::onEvent;
    }

    SimulatedPeer join(String who) {
        return join(who, SrtpProfile.PREFERENCE.get(random.nextInt(2)));
    }

    SimulatedPeer join(String who, SrtpProfile profile) {
        int number = nextPeer++;
        var holder = new SimulatedPeer[1];
        holder[0] = new SimulatedPeer(number, profile, random, data -> toServer(holder[0], data));
        peers.put(who, holder[0]);
        move(holder[0], 1000);
        server.room.join(who);
        return holder[0];
    }

    long nowNanos() {
        return nowNanos;
    }

    void leave(String who) {
        peers.remove(who);
        server.room.leave(who);
    }

    /// Everything of this peer comes from another port from now on.
    void move(SimulatedPeer peer, int port) {
        byAddress.remove(peer.address);
        peer.address = SimulatedPeer.address(peer.number, port);
        byAddress.put(peer.address, peer);
        everUsed.add(peer.address);
    }

    void runMillis(long millis, boolean withMedia) {
        long endNanos = nowNanos + millis * MILLI;
        while (nowNanos < endNanos) {
            nowNanos += 10 * MILLI;
            for (SimulatedPeer peer : peers.values()) {
                peer.onTimeout(nowNanos);
                if (withMedia && peer.isConnected()) {
                    peer.sendMedia(random.nextInt(20) == 0);
                }
            }
            if (nowNanos % (500 * MILLI) == 0) {
                server.room.onTick(nowNanos);
            }
            while (!network.isEmpty() && network.peek().atNanos() <= nowNanos) {
                network.poll().task().run();
            }
        }
    }

    private void toServer(SimulatedPeer peer, byte[] data) {
        if (silent.contains(peer)) {
            return;
        }
        InetSocketAddress from = peer.address;
        overNetwork(() -> server.dispatcher.onDatagram(data, data.length, Path.to(from), nowNanos));
    }

    private void toPeer(byte[] datagram, InetSocketAddress to) {
        assertThat(everUsed).as("only addresses that checked").contains(to);
        overNetwork(
                () -> {
                    SimulatedPeer peer = byAddress.get(to);
                    if (peer != null && peers.containsValue(peer)) {
                        peer.onDatagram(datagram, nowNanos);
                    }
                });
    }

    private void overNetwork(Runnable delivery) {
        if (isDown || random.nextDouble() < loss) {
            return;
        }
        long delay = (5 + random.nextInt(40)) * MILLI;
        network.add(new Delivery(nowNanos + delay, order++, delivery));
        if (random.nextInt(50) == 0) {
            network.add(new Delivery(nowNanos + 3 * delay, order++, delivery));
        }
    }

    private void onEvent(RoomEvent event) {
        if (!(event instanceof RoomEvent.Offered(var who, var pc, var number, var sdp))) {
            return;
        }
        long expected = lastOffer.getOrDefault(pc, 0L) + 1;
        assertThat(number).as("offers are counted without a gap").isEqualTo(expected);
        lastOffer.put(pc, number);
        assertThat(unanswered.add(pc)).as("one offer at a time").isTrue();
        SimulatedPeer peer = peers.get(who);
        long delay = (10 + random.nextInt(100)) * MILLI;
        network.add(
                new Delivery(nowNanos + delay, order++, () -> answer(who, pc, number, sdp, peer)));
    }

    private void answer(String who, String pc, long number, String sdp, SimulatedPeer peer) {
        unanswered.remove(pc);
        String answer = peer.answer(sdp, nowNanos);
        server.room.answer(who, pc, number, AnswerReader.read(answer));
    }
}
