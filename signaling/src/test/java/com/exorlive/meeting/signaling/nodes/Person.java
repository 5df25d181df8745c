package com.exorlive.meeting.signaling.nodes;

import com.exorlive.meeting.signaling.FakeCore;
import com.exorlive.meeting.signaling.protocol.Secret;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody with a page that comes back by itself, as the web client does: resumes, else asks for a
/// ticket, and waits longer each time. Which node it reaches is up to a load balancer that knows
/// only which nodes answer.
final class Person implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String VERIFIER = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE";
    private static final long[] WAITS = {0, 300, 1200, 2700, 4800, 7000};
    private static final Duration PING = Duration.ofSeconds(5);
    private static final Duration DEAD = Duration.ofSeconds(12);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final FakeCore core;
    private final String subject;
    private final String meeting;
    private final List<ChildNode> nodes;
    private final Thread thread;

    /// Whether the load balancer brings sockets to the node that their path names.
    volatile boolean isRouted;

    volatile boolean isIn;
    volatile boolean isOver;
    volatile boolean isTurnedAway;
    volatile int welcomes;
    volatile int offers;
    volatile int resumes;
    volatile int lastClose;
    volatile int lastTicketStatus;
    volatile String conn = "";
    volatile String peer = "";
    volatile String url = "";
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private volatile boolean closed;
    private volatile WebSocket socket;
    private final BlockingQueue<Object> incoming = new LinkedBlockingQueue<>();
    private String sid = "";
    private String token = "";
    private long seen;
    private long sent;
    private int welcomed;
    private int resumed;
    private int offered;
    private int failures;
    private int turn;
    private int talked;
    private long askedToWaitMillis;

    Person(FakeCore core, String subject, String meeting, List<ChildNode> nodes, int first) {
        this.core = core;
        this.subject = subject;
        this.meeting = meeting;
        this.nodes = nodes;
        this.turn = first;
        this.thread = Thread.ofPlatform().daemon().name(subject).start(this::live);
    }

    private record Gone(int code) {}

    private void live() {
        while (!closed && !isOver && !isTurnedAway) {
            try {
                tryOnce();
            } catch (InterruptedException _) {
                return;
            } catch (Exception e) {
                turn++;
            }
            isIn = false;
            long wait = WAITS[Math.min(failures, WAITS.length - 1)];
            if (askedToWaitMillis > 0) {
                // Who says when to come again is taken at its word.
                wait = askedToWaitMillis + ThreadLocalRandom.current().nextInt(500);
                askedToWaitMillis = 0;
            } else {
                failures++;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(wait));
        }
    }

    private ChildNode node() {
        return nodes.get(Math.floorMod(turn, nodes.size()));
    }

    private ChildNode nodeOfSocket() {
        return nodes.stream()
                .filter(node -> isRouted && url.endsWith("/" + node.name))
                .findFirst()
                .orElseGet(this::node);
    }

    private void tryOnce() throws Exception {
        String opening;
        if (sid.isEmpty()) {
            var answer = ask();
            if (answer == null) {
                turn++;
                return;
            }
            url = answer.get("url").stringValue().replaceFirst("^ws://[^/]*", "");
            opening =
                    "{\"t\":\"hello\",\"ticket\":\"%s\",\"verifier\":\"%s\"}"
                            .formatted(answer.get("ticket").stringValue(), VERIFIER);
        } else {
            opening =
                    "{\"t\":\"resume\",\"sid\":\"%s\",\"resumeToken\":\"%s\",\"ack\":%d}"
                            .formatted(sid, token, seen);
        }
        incoming.clear();
        var opened =
                client.newWebSocketBuilder()
                        .header("Origin", NodeMain.ORIGIN)
                        .subprotocols("meet.v1")
                        .buildAsync(nodeOfSocket().ws(url), new Ears())
                        .get(3, TimeUnit.SECONDS);
        socket = opened;
        opened.sendText(opening, true).get(3, TimeUnit.SECONDS);
        listen(opened);
    }

    /// @return null if it has to be tried again
    private JsonNode ask() throws Exception {
        var challenge = new Secret(VERIFIER).hash().value();
        var request =
                HttpRequest.newBuilder(node().http("/api/meetings/" + meeting + "/ticket"))
                        .timeout(Duration.ofSeconds(4))
                        .header("Authorization", "Bearer " + core.tokenOf(subject))
                        .header("Content-Type", "application/json")
                        .header("Origin", NodeMain.ORIGIN)
                        .POST(BodyPublishers.ofString("{\"challenge\":\"" + challenge + "\"}"))
                        .build();
        var answer = client.send(request, BodyHandlers.ofString());
        lastTicketStatus = answer.statusCode();
        if (answer.statusCode() == 404) {
            isTurnedAway = true;
        }
        if (answer.statusCode() == 503) {
            var seconds = answer.headers().firstValueAsLong("Retry-After");
            askedToWaitMillis = 1000 * seconds.orElse(0);
        }
        return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : null;
    }

    private void listen(WebSocket opened) throws InterruptedException {
        long heardAt = System.nanoTime();
        long pingAt = heardAt + PING.toNanos();
        while (!closed) {
            var next = incoming.poll(200, TimeUnit.MILLISECONDS);
            long now = System.nanoTime();
            switch (next) {
                case null -> {
                    if (now - heardAt > DEAD.toNanos()) {
                        opened.abort();
                        turn++;
                        return;
                    }
                }
                case Gone(var code) -> {
                    lastClose = code;
                    onClosed(code);
                    return;
                }
                case JsonNode message -> {
                    heardAt = now;
                    onMessage(message, opened);
                }
                default -> throw new IllegalStateException();
            }
            if (now - pingAt >= 0) {
                pingAt = now + PING.toNanos();
                var _ = opened.sendText("{\"t\":\"ping\",\"n\":1,\"ack\":" + seen + "}", true);
            }
        }
    }

    private void onClosed(int code) throws InterruptedException {
        switch (code) {
            case 4004 -> isTurnedAway = true;
            case 4010 -> isOver = true;
            case 1013 -> Thread.sleep(1200);
            case 1006 -> turn++;
            default -> {}
        }
    }

    private void onMessage(JsonNode message, WebSocket opened) {
        if (message.has("seq")) {
            seen = message.get("seq").longValue();
        }
        switch (message.get("t").stringValue()) {
            case "welcome" -> {
                sid = message.get("sid").stringValue();
                token = message.get("resumeToken").stringValue();
                conn = message.get("conn").stringValue();
                seen = 0;
                begin(0);
                failures = 0;
                peer = peerOf(message);
                welcomes = ++welcomed;
                isIn = true;
            }
            case "resumed" -> {
                token = message.get("resumeToken").stringValue();
                peer = peerOf(message);
                failures = 0;
                begin(message.get("ack").longValue());
                resumes = ++resumed;
                isIn = true;
            }
            case "presence" -> peer = message.has("conn") ? message.get("conn").stringValue() : "";
            case "describe" -> offers = ++offered;
            case "e2ee" -> heard.add(message.get("data").stringValue());
            case "resync" -> {
                sid = "";
                failures = 0;
            }
            case "ended" -> isOver = true;
            default -> {}
        }
        if (isOver) {
            isIn = false;
            opened.abort();
        }
    }

    private String peerOf(JsonNode message) {
        for (var seat : List.of("host", "invitee")) {
            var there = message.get("present").get(seat);
            if (there.has("conn") && !there.get("conn").stringValue().equals(conn)) {
                return there.get("conn").stringValue();
            }
        }
        return "";
    }

    /// What the server has not taken is not said again.
    private synchronized void begin(long taken) {
        sent = taken;
    }

    /// Says what nobody said before: who says it, and how many things they have said.
    void talk() {
        var text = conn + " " + ++talked;
        var letters = Base64.getUrlEncoder().withoutPadding();
        say(letters.encodeToString(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /// What came twice or too late: invariant I5.
    List<String> wronglyHeard() {
        var wrong = new ArrayList<String>();
        var last = new HashMap<String, Integer>();
        for (var data : heard) {
            var text = new String(Base64.getUrlDecoder().decode(data), StandardCharsets.US_ASCII);
            var parts = text.split(" ", -1);
            int number = Integer.parseInt(parts[1]);
            if (number <= last.getOrDefault(parts[0], 0)) {
                wrong.add("I5: " + text + " after " + last.get(parts[0]));
            }
            last.put(parts[0], number);
        }
        return wrong;
    }

    /// Says something to the other one; it may get lost, as the page would say it again.
    synchronized void say(String data) {
        var open = socket;
        if (isIn && open != null && !peer.isEmpty()) {
            sent++;
            var _ =
                    open.sendText(
                            "{\"t\":\"e2ee\",\"seq\":%d,\"ack\":%d,\"to\":\"%s\",\"data\":\"%s\"}"
                                    .formatted(sent, seen, peer, data),
                            true);
        }
    }

    synchronized void end() {
        sent++;
        var _ = socket.sendText("{\"t\":\"end\",\"seq\":%d}".formatted(sent), true);
    }

    /// The socket breaks without a word.
    void cut() {
        socket.abort();
        incoming.add(new Gone(1006));
    }

    static boolean await(Duration longest, BooleanSupplier condition) {
        long until = System.nanoTime() + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                return false;
            }
            LockSupport.parkNanos(20_000_000);
        }
        return true;
    }

    @Override
    public String toString() {
        return "%s[in=%s over=%s away=%s welcomes=%d resumes=%d offers=%d close=%d url=%s]"
                .formatted(
                        subject,
                        isIn,
                        isOver,
                        isTurnedAway,
                        welcomes,
                        resumes,
                        offers,
                        lastClose,
                        url);
    }

    @Override
    public void close() {
        closed = true;
        var open = socket;
        if (open != null) {
            open.abort();
        }
        thread.interrupt();
        client.shutdownNow();
    }

    private final class Ears implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                incoming.add(JSON.readTree(partial.toString()));
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            incoming.add(new Gone(code));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            incoming.add(new Gone(1006));
        }
    }
}
