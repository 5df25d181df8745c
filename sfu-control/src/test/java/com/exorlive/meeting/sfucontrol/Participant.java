package com.exorlive.meeting.sfucontrol;

import com.exorlive.meeting.sfu.peer.TestPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a page does, without a browser: a test peer for each peer connection that the media server
/// wants, whoever of the two offers. Confined to the test's thread.
public final class Participant implements AutoCloseable {
    private final Map<PcId, TestPeer> peers = new LinkedHashMap<>();
    private final Map<PcId, Long> offers = new LinkedHashMap<>();
    private final long seed;
    private int sequence = 1;

    Participant(long seed) {
        this.seed = seed;
    }

    /// What it has to say to that, if anything.
    Optional<Description> on(SfuEvent event) {
        return switch (event) {
            case SfuEvent.Describe(var _, var description)
                    when description.kind() == Description.Kind.OFFER ->
                    Optional.of(
                            new Description(
                                    description.pc(),
                                    description.negotiation(),
                                    Description.Kind.ANSWER,
                                    peer(description.pc()).answer(description.sdp())));
            case SfuEvent.Describe(var _, var description) -> {
                peer(description.pc()).answered(description.sdp());
                yield Optional.empty();
            }
            case SfuEvent.OfferWanted(var _, var pc) ->
                    Optional.of(
                            new Description(
                                    pc,
                                    offers.merge(pc, 1L, Long::sum),
                                    Description.Kind.OFFER,
                                    peer(pc).offer()));
            case SfuEvent.PcGone(var _, var pc) -> {
                Optional.ofNullable(peers.remove(pc)).ifPresent(TestPeer::vanish);
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    /// The peer connections that are there.
    public List<PcId> pcs() {
        return List.copyOf(peers.keySet());
    }

    TestPeer peer(PcId pc) {
        return peers.computeIfAbsent(pc, _ -> make());
    }

    /// Where there is but one.
    TestPeer onlyPeer() {
        if (peers.size() != 1) {
            throw new AssertionError("peer connections: " + peers.keySet());
        }
        return peers.values().iterator().next();
    }

    private TestPeer make() {
        try {
            return new TestPeer(seed * 100 + peers.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitConnected() throws Exception {
        for (var peer : peers.values()) {
            peer.awaitConnected();
        }
    }

    /// One packet on the peer connection that sends: the first one.
    void send(String mid, byte[] payload) {
        peers.values().iterator().next().sendRtp(mid, sequence, payload);
        sequence++;
    }

    boolean hasPacket(byte[] ending) {
        return peers.values().stream().anyMatch(peer -> peer.hasPacket(ending));
    }

    /// Closes as a browser does.
    @Override
    public void close() throws IOException {
        for (var peer : peers.values()) {
            peer.close();
        }
    }

    void vanish() {
        peers.values().forEach(TestPeer::vanish);
    }
}
