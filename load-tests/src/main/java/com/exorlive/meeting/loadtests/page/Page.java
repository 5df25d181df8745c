package com.exorlive.meeting.loadtests.page;

import com.exorlive.meeting.loadtests.people.Tickets.Ticket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One page in one meeting, as docs/protocol.md has it: hello, counted and acknowledged messages,
/// heartbeats, coming back by resume. Thread-safe: by its lock.
public final class Page {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long ACK_MILLIS = 200;
    private static final int ACK_AFTER = 8;

    /// Waits between tries to resume (docs/protocol.md section 5); the last one from then on. All
    /// but the first are spread over a second, so that many pages do not come at once again.
    private static final long[] WAITS_MILLIS = {0, 300, 1200, 2700, 4800, 7000};

    private static final long SPREAD_MILLIS = 1000;
    private static final long RETURN_NANOS = Duration.ofSeconds(60).toNanos();

    private final PageContext context;
    private final PageListener listener;
    private final String url;
    private final Map<String, String> hello;
    private final CompletableFuture<String> welcomed = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final Deque<Sent> unacknowledged = new ArrayDeque<>();
    private PageSocket socket;
    private String sid = "";
    private String resumeToken = "";
    private String pc = "";
    private long sent;
    private long received;
    private long acknowledged;
    private long pingNumber;
    private long pingedAtNanos;
    private int tries;
    private long firstTryNanos;
    private volatile long lostAtNanos;
    private boolean isLeaving;
    private boolean isAckDue;
    private @Nullable ScheduledFuture<?> heartbeat;
    private @Nullable CompletableFuture<Void> resuming;

    private record Sent(long number, Map<String, Object> message) {}

    public Page(PageContext context, Ticket ticket, PageListener listener) {
        this.context = context;
        this.listener = listener;
        this.url = ticket.url();
        this.hello = Map.of("t", "hello", "ticket", ticket.ticket(), "verifier", ticket.verifier());
        this.socket = new PageSocket(context, this::onText, this::onClosed);
    }

    /// Opens a socket and says hello; [#welcomed] tells how it went.
    public synchronized void open() {
        socket.open(URI.create(url), hello);
    }

    /// The own connection id, or why there is none.
    public CompletableFuture<String> welcomed() {
        return welcomed;
    }

    /// Why the meeting is over, or why this page is.
    public CompletableFuture<String> ended() {
        return ended;
    }

    /// When the socket was last lost, before any try to resume; 0 if it never was.
    public long lostAtNanos() {
        return lostAtNanos;
    }

    /// Ends the meeting for both.
    public void end() {
        say(Map.of("t", "end"));
    }

    /// Tells the other page something that the server can't read.
    public void tell(String connection, String data) {
        say(Map.of("t", "e2ee", "to", connection, "data", data));
    }

    public synchronized void restartIce() {
        say(Map.of("t", "restart-ice", "pc", pc));
    }

    /// Goes without a word, as a tab that is closed.
    public synchronized void leave() {
        isLeaving = true;
        stop();
        socket.close();
    }

    /// Loses the socket, as a change of networks does, and resumes.
    ///
    /// @return resolves when resumed
    public synchronized CompletableFuture<Void> loseSocket() {
        var resumed = new CompletableFuture<Void>();
        resuming = resumed;
        socket.abort();
        reconnect();
        return resumed;
    }

    private synchronized void say(Map<String, Object> message) {
        sent++;
        var counted = new LinkedHashMap<>(message);
        counted.put("seq", sent);
        unacknowledged.add(new Sent(sent, counted));
        transmit(counted);
    }

    private void transmit(Map<String, Object> message) {
        var complete = new LinkedHashMap<>(message);
        complete.put("ack", received);
        acknowledged = received;
        context.counts().sent.increment();
        socket.send(JSON.writeValueAsString(complete));
    }

    private synchronized void onText(String text) {
        context.counts().received.increment();
        var message = JSON.readTree(text);
        if (message.has("ack")) {
            long ack = message.path("ack").asLong(0);
            while (!unacknowledged.isEmpty() && unacknowledged.peek().number() <= ack) {
                unacknowledged.poll();
            }
        }
        var type = message.path("t").asString("");
        if (message.has("seq") && !isNew(message.path("seq").asLong(0))) {
            return;
        }
        onMessage(type, message);
    }

    private boolean isNew(long number) {
        if (number != received + 1) {
            return false;
        }
        received = number;
        if (received - acknowledged >= ACK_AFTER) {
            acknowledge();
        } else if (!isAckDue) {
            isAckDue = true;
            var _ = context.timers().schedule(this::acknowledge, ACK_MILLIS, TimeUnit.MILLISECONDS);
        }
        return true;
    }

    private synchronized void acknowledge() {
        isAckDue = false;
        if (acknowledged < received && !isLeaving) {
            transmit(Map.of("t", "ack"));
        }
    }

    private void onMessage(String type, JsonNode message) {
        switch (type) {
            case "welcome" -> onWelcome(message);
            case "resumed" -> onResumed(message);
            case "describe" -> onDescribe(message);
            case "presence" -> onPresence(message.path("state"), message.path("conn"));
            case "e2ee" -> listener.onSaid(message.path("data").asString(""));
            case "pong" -> context.counts().pinged(System.nanoTime() - pingedAtNanos);
            case "ended" -> over(message.path("reason").asString(""));
            case "replaced" -> over("replaced");
            case "resync" -> fail("resync " + message.path("reason").asString(""));
            case "error" -> onError(message.path("code").asString(""));
            default -> {
                // media, bye, drop-pc, candidate: nothing to be done about them here.
            }
        }
    }

    private void onWelcome(JsonNode message) {
        sid = message.path("sid").asString("");
        resumeToken = message.path("resumeToken").asString("");
        long pingMillis = message.path("timing").path("pingMs").asLong(5000);
        heartbeat =
                context.timers()
                        .scheduleAtFixedRate(
                                this::ping, pingMillis, pingMillis, TimeUnit.MILLISECONDS);
        welcomed.complete(message.path("conn").asString(""));
        var seat = message.path("seat").asString("");
        var other = message.path("present").path(seat.equals("host") ? "invitee" : "host");
        onPresence(other.path("state"), other.path("conn"));
    }

    private void onResumed(JsonNode message) {
        resumeToken = message.path("resumeToken").asString("");
        tries = 0;
        context.counts().resumed.increment();
        for (var again : unacknowledged) {
            transmit(again.message());
        }
        if (resuming != null) {
            resuming.complete(null);
        }
    }

    private void onDescribe(JsonNode message) {
        pc = message.path("pc").asString("");
        var answer = listener.onOffer(message.path("sdp").asString(""));
        if (answer.isEmpty()) {
            return;
        }
        say(
                Map.of(
                        "t",
                        "describe",
                        "pc",
                        pc,
                        "negotiation",
                        message.path("negotiation").asLong(0),
                        "kind",
                        "answer",
                        "sdp",
                        answer));
    }

    /// That the other one left while something was said is no fault.
    private void onError(String code) {
        if (!code.equals("peer-gone")) {
            context.counts().broken.increment();
        }
    }

    private void onPresence(JsonNode state, JsonNode connection) {
        if (state.asString("").equals("present")) {
            listener.onOther(connection.asString(""));
        }
    }

    private synchronized void ping() {
        if (!isLeaving) {
            pingNumber++;
            pingedAtNanos = System.nanoTime();
            transmit(Map.of("t", "ping", "n", pingNumber));
        }
    }

    private synchronized void onClosed(PageSocket which, String why) {
        if (which != socket || isLeaving) {
            return;
        }
        if (!welcomed.isDone()) {
            fail("closed before the welcome: " + why);
            return;
        }
        if (tries == 0) {
            context.counts().broken.increment();
            lostAtNanos = System.nanoTime();
        } else {
            context.counts().triesInVain.increment();
        }
        reconnect();
    }

    private void reconnect() {
        if (tries == 0) {
            firstTryNanos = System.nanoTime();
        }
        if (isLeaving || System.nanoTime() - firstTryNanos > RETURN_NANOS) {
            fail("could not resume");
            return;
        }
        long wait = WAITS_MILLIS[Math.min(tries, WAITS_MILLIS.length - 1)];
        if (wait > 0) {
            wait += ThreadLocalRandom.current().nextLong(SPREAD_MILLIS);
        }
        tries++;
        var next = new PageSocket(context, this::onText, this::onClosed);
        socket = next;
        var resume =
                Map.<String, Object>of(
                        "t", "resume", "sid", sid, "resumeToken", resumeToken, "ack", received);
        var _ =
                context.timers()
                        .schedule(
                                () -> next.open(URI.create(url), resume),
                                wait,
                                TimeUnit.MILLISECONDS);
    }

    private void over(String why) {
        isLeaving = true;
        stop();
        ended.complete(why);
        welcomed.completeExceptionally(new IllegalStateException("over: " + why));
    }

    private void fail(String why) {
        if (isLeaving) {
            return;
        }
        context.counts().broken.increment();
        over(why);
        if (resuming != null) {
            resuming.completeExceptionally(new IllegalStateException(why));
        }
        socket.close();
    }

    private void stop() {
        if (heartbeat != null) {
            heartbeat.cancel(false);
        }
    }

    /// How long anything that a page waits for may take.
    public static Duration patience() {
        return PATIENCE;
    }
}
