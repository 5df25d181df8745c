package com.exorlive.meeting.signaling;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.exorlive.meeting.sfu.peer.TestPeer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// A page with media: does what the server says with a peer connection for each that it names, as
/// the web client does. It does nothing else by itself: it neither joins again nor asks.
final class MediaPage implements AutoCloseable {
    private final TestPage page;
    private final Map<String, TestPeer> peers = new ConcurrentHashMap<>();
    private final AtomicInteger sequence = new AtomicInteger();
    private final Thread thread;
    private volatile boolean isClosed;

    /// @param page that has been welcomed
    MediaPage(TestPage page) {
        this.page = page;
        this.thread = Thread.ofVirtual().start(this::run);
    }

    private void run() {
        try {
            while (!isClosed) {
                on(page.received.take());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void on(JsonNode message) throws Exception {
        switch (message.get("t").stringValue()) {
            case "describe" -> answer(message);
            case "drop-pc" -> drop(message.get("pc").stringValue());
            default -> {}
        }
    }

    private void answer(JsonNode offer) throws Exception {
        var pc = offer.get("pc").stringValue();
        var peer = peers.get(pc);
        if (peer == null) {
            peer = new TestPeer(System.identityHashCode(this) + peers.size());
            peers.put(pc, peer);
        }
        var answer = peer.answer(offer.get("sdp").stringValue());
        page.say(
                "describe",
                ",\"pc\":\"%s\",\"negotiation\":%d,\"kind\":\"answer\",\"sdp\":%s"
                        .formatted(
                                pc,
                                offer.get("negotiation").longValue(),
                                TestNode.JSON.writeValueAsString(answer)));
    }

    private void drop(String pc) {
        var peer = peers.remove(pc);
        if (peer != null) {
            peer.vanish();
        }
    }

    /// Sends this as a packet of picture, if there is a way.
    void send(String what) {
        peers.values().stream()
                .filter(TestPeer::isConnected)
                .forEach(
                        peer ->
                                peer.sendRtp(
                                        "1", sequence.incrementAndGet(), what.getBytes(UTF_8)));
    }

    /// Whether that was received.
    boolean has(String what) {
        return peers.values().stream().anyMatch(peer -> peer.hasPacket(what.getBytes(UTF_8)));
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        thread.interrupt();
        peers.values().forEach(TestPeer::vanish);
        page.cut();
    }
}
