package com.exorlive.meeting.signaling.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A page that does what docs/protocol.md asks of one, over sockets that the network cuts.
final class SimulatedPage {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long NOTICES_AFTER = 2_000;

    /// The way in, given by the simulation.
    interface Network {
        /// Opens a socket and sends the first frame over it.
        VirtualSocket connect(SimulatedPage page, String opening);
    }

    private record Unacknowledged(long seq, String frame) {}

    private final String name;
    private final VirtualTime time;
    private final Network network;
    private final String hello;
    private final Deque<Unacknowledged> unacknowledged = new ArrayDeque<>();

    final Map<String, List<String>> heard = new HashMap<>();
    final Map<String, List<String>> said = new HashMap<>();
    final List<String> log = new ArrayList<>();
    private @Nullable VirtualSocket socket;
    private boolean isReady;
    private String sid = "";
    private String token = "";
    private String other = "";
    private long sent;
    private long received;
    private long acknowledged;
    String conn = "";
    boolean isOver;
    boolean isReplaced;
    boolean isResynced;
    int resumes;
    private int counter;

    SimulatedPage(String name, VirtualTime time, Network network, String hello) {
        this.name = name;
        this.time = time;
        this.network = network;
        this.hello = hello;
    }

    @Override
    public String toString() {
        return name;
    }

    void start() {
        socket = network.connect(this, hello);
    }

    /// Says something to the other page, if there is one.
    void say() {
        if (other.isEmpty() || isOver || isReplaced || conn.isEmpty()) {
            return;
        }
        var data = name + "-" + counter++;
        said.computeIfAbsent(other, _ -> new ArrayList<>()).add(data);
        counted("\"t\":\"e2ee\",\"to\":\"" + other + "\",\"data\":\"" + data + "\"");
    }

    void end() {
        counted("\"t\":\"end\"");
    }

    private void counted(String body) {
        sent++;
        var frame = "{" + body + ",\"seq\":" + sent + ",\"ack\":" + received + "}";
        unacknowledged.addLast(new Unacknowledged(sent, frame));
        acknowledged = received;
        transmit(frame);
    }

    private void transmit(String frame) {
        if (socket != null && isReady) {
            socket.fromPage(frame);
        }
    }

    /// The network took the socket away; the page notices after a while.
    void onCut(VirtualSocket cut) {
        time.after(
                time.nowMillis() % NOTICES_AFTER,
                () -> {
                    if (cut.equals(socket) && !isOver && !isReplaced) {
                        isReady = false;
                        resume();
                    }
                });
    }

    private void resume() {
        socket =
                network.connect(
                        this,
                        sid.isEmpty()
                                ? hello
                                : "{\"t\":\"resume\",\"sid\":\"%s\",\"resumeToken\":\"%s\",\"ack\":%d}"
                                        .formatted(sid, token, received));
    }

    void onClose(VirtualSocket closed, int code) {
        log.add("closed " + code);
        if (closed.equals(socket)) {
            isReady = false;
        }
    }

    void onFrame(VirtualSocket from, String frame) {
        if (!from.equals(socket)) {
            return; // A socket that the page has given up.
        }
        var message = JSON.readTree(frame);
        if (message.has("ack")) {
            forget(message.get("ack").longValue());
        }
        if (message.has("seq") && !isNext(message.get("seq").longValue())) {
            return;
        }
        act(message);
        if (received - acknowledged >= 8) {
            acknowledged = received;
            transmit("{\"t\":\"ack\",\"ack\":" + received + "}");
        }
    }

    private boolean isNext(long seq) {
        if (seq > received + 1) {
            throw new AssertionError(name + ": a gap: " + received + " then " + seq);
        }
        if (seq <= received) {
            return false;
        }
        received = seq;
        return true;
    }

    private void act(JsonNode message) {
        switch (message.get("t").stringValue()) {
            case "welcome" -> {
                sid = message.get("sid").stringValue();
                token = message.get("resumeToken").stringValue();
                conn = message.get("conn").stringValue();
                var theirs = name.startsWith("host") ? "invitee" : "host";
                other = message.at("/present/" + theirs + "/conn").asString("");
                isReady = true;
            }
            case "resumed" -> {
                token = message.get("resumeToken").stringValue();
                resumes++;
                isReady = true;
                unacknowledged.forEach(one -> transmit(one.frame()));
            }
            case "presence" -> {
                if (message.has("conn")) {
                    other = message.get("conn").stringValue();
                }
            }
            case "e2ee" ->
                    heard.computeIfAbsent(message.get("from").stringValue(), _ -> new ArrayList<>())
                            .add(message.get("data").stringValue());
            case "ended" -> isOver = true;
            case "replaced" -> isReplaced = true;
            case "resync" -> isResynced = true;
            default -> log.add(message.get("t").stringValue());
        }
    }

    private void forget(long ack) {
        while (!unacknowledged.isEmpty() && unacknowledged.getFirst().seq() <= ack) {
            unacknowledged.removeFirst();
        }
    }
}
