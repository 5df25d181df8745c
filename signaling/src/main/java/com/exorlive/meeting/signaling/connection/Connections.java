package com.exorlive.meeting.signaling.connection;

import com.exorlive.meeting.edge.SteadyClock;
import com.exorlive.meeting.signaling.metrics.SignalingMetrics;
import com.exorlive.meeting.signaling.protocol.CloseCode;
import com.exorlive.meeting.signaling.protocol.MessageReader;
import com.exorlive.meeting.signaling.protocol.MessageWriter;
import com.exorlive.meeting.signaling.protocol.ServerMessage;
import com.exorlive.meeting.signaling.room.Entrance;
import com.exorlive.meeting.signaling.ticket.Tickets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// All sockets of this node, and what they share. Thread-safe.
public final class Connections {
    private static final Duration POLL = Duration.ofMillis(20);

    private final Entrance entrance;
    private final Tickets tickets;
    private final SignalingMetrics metrics;
    private final InstantSource clock;
    private final PreAuthBudget budget;
    private final SocketWriter.Timeouts timeouts;
    private final MessageReader reader = new MessageReader();
    private final MessageWriter writer = new MessageWriter();
    private final Set<Outbox> open = ConcurrentHashMap.newKeySet();

    private volatile boolean draining;

    public Connections(
            Entrance entrance,
            Tickets tickets,
            SignalingMetrics metrics,
            InstantSource clock,
            Limits limits) {
        this.entrance = entrance;
        this.tickets = tickets;
        this.metrics = metrics;
        this.clock = SteadyClock.from(clock);
        this.budget = new PreAuthBudget(limits.greetingsPerAddress(), limits.greetingsInAll());
        this.timeouts = new SocketWriter.Timeouts(limits.hello(), limits.ping(), limits.dead());
    }

    /// @param hello how long a page may take to say hello
    /// @param ping between two pings of the server
    /// @param dead how long a page may be silent
    /// @param greetingsPerAddress sockets of one address that have not said hello
    /// @param greetingsInAll sockets that have not said hello
    public record Limits(
            Duration hello,
            Duration ping,
            Duration dead,
            int greetingsPerAddress,
            int greetingsInAll) {}

    Entrance entrance() {
        return entrance;
    }

    Tickets tickets() {
        return tickets;
    }

    SignalingMetrics metrics() {
        return metrics;
    }

    InstantSource clock() {
        return clock;
    }

    PreAuthBudget budget() {
        return budget;
    }

    SocketWriter.Timeouts timeouts() {
        return timeouts;
    }

    MessageReader reader() {
        return reader;
    }

    MessageWriter writer() {
        return writer;
    }

    void onOpened(Outbox outbox) {
        open.add(outbox);
        metrics.onSocket(1);
    }

    void onClosed(Outbox outbox) {
        if (open.remove(outbox)) {
            metrics.onSocket(-1);
        }
    }

    public boolean isDraining() {
        return draining;
    }

    /// Takes nobody new, and sends everybody away within the window: each at another moment and
    /// told to come back at another moment, so that they do not all come at once.
    public void drain(Duration window) throws InterruptedException {
        draining = true;
        for (var outbox : open) {
            var delay = RandomGenerator.getDefault().nextLong(window.toMillis() + 1);
            Thread.ofVirtual().name("drain").start(() -> sendAway(outbox, delay, window));
        }
        var until = clock.instant().plus(window).plusSeconds(2);
        while (!open.isEmpty() && clock.instant().isBefore(until)) {
            Thread.sleep(POLL);
        }
    }

    private void sendAway(Outbox outbox, long delayMillis, Duration window) {
        try {
            Thread.sleep(delayMillis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        var back = window.toMillis() - delayMillis + RandomGenerator.getDefault().nextLong(1000);
        outbox.sendAhead(writer.write(new ServerMessage.Bye(back)));
        outbox.close(CloseCode.RESTART);
    }
}
