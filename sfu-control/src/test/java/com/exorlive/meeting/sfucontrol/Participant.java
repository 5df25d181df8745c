package com.exorlive.meeting.sfucontrol;

import com.exorlive.meeting.sfu.peer.TestPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a page does, without a browser: a test peer for each peer connection that the media server
/// wants, whoever of the two offers. Confined to the test's thread.
public final class Participant implements AutoCloseable {
    private static final int TICKS_PER_FRAME = 960;

    /// One frame of 20 ms.
    private static final String SOUND = "f8";

    /// RFC 7741: the first packet of a picture; then a key frame of 640x480 with a first partition
    /// of eight bytes.
    private static final String PICTURE = "10" + "100100" + "9d012a" + "8002e001" + "00".repeat(8);

    private final Map<PcId, TestPeer> peers = new LinkedHashMap<>();
    private final Map<PcId, Long> offers = new LinkedHashMap<>();
    private final long seed;
    private final Map<String, Integer> sequences = new LinkedHashMap<>();

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
            case SfuEvent.Trickle(var _, var candidate) -> {
                Optional.ofNullable(peers.get(candidate.pc()))
                        .ifPresent(peer -> peer.candidate(candidate.line()));
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
            return new TestPeer(seed * 100 + peers.size()).resendingSoon();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitConnected() throws Exception {
        for (var peer : peers.values()) {
            peer.awaitConnected();
        }
    }

    /// One frame on the peer connection that sends: the first one that has the section. It is in
    /// the form of docs/e2ee.md, which any media server can carry.
    void send(String mid, byte[] content) {
        int number = sequences.merge(mid, 1, Integer::sum);
        peers.values().stream()
                .filter(peer -> peer.lastOffer().ssrcs().containsKey(mid))
                .findFirst()
                .orElseThrow()
                .sendFrame(mid, number, number * TICKS_PER_FRAME, frame(mid, content));
    }

    private static byte[] frame(String mid, byte[] content) {
        boolean isSound = mid.equals("0") || mid.equals("3");
        byte[] head = HexFormat.of().parseHex(isSound ? SOUND : PICTURE);
        byte[] frame = Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, frame, head.length, content.length);
        return frame;
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
