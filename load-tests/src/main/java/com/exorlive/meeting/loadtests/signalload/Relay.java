package com.exorlive.meeting.loadtests.signalload;

import com.exorlive.meeting.loadtests.measure.Histogram;
import com.exorlive.meeting.loadtests.measure.ServerProcess;
import com.exorlive.meeting.loadtests.measure.ServerProcess.Usage;
import com.exorlive.meeting.loadtests.people.RefusedException;
import com.exorlive.meeting.loadtests.signalload.TalkingPage.FailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What it costs to pass a message of one page to the other, beside what it costs a bare echo
/// server of the same kind to send one back: same number of sockets, same size, same rate, one
/// after the other in one run (relay, echo, echo, relay, …).
public final class Relay {
    /// Below the 50 a second that one page may say (docs/protocol.md, close code 4029).
    private static final int PER_SECOND = 40;

    private static final int TURNS = 8;
    private static final int BYTES = 1024;
    private static final double NANOS_PER_MILLI = 1e6;

    private final SignalContext context;
    private final Side relay = new Side();
    private final Side echo = new Side();

    public Relay(SignalContext context) {
        this.context = context;
    }

    /// What one of the two did. Thread-safe: by its lock.
    private static final class Side {
        private final Histogram latency = new Histogram();
        private double cpuSeconds;
        private long counted;
        private boolean isCounting;

        synchronized void onMessage(String data) {
            if (isCounting) {
                counted++;
                latency.record(
                        System.nanoTime() - Long.parseUnsignedLong(data.substring(0, 16), 16));
            }
        }

        synchronized void counts(boolean does) {
            isCounting = does;
        }

        synchronized void used(Optional<Usage> before, Optional<Usage> after) {
            if (before.isPresent() && after.isPresent()) {
                cpuSeconds += after.get().cpuSeconds() - before.get().cpuSeconds();
            }
        }

        synchronized void report(Map<String, Double> metrics, String name) {
            metrics.put(name + ".messages", (double) counted);
            metrics.put(name + "_latency.p50", latency.percentile(50) / NANOS_PER_MILLI);
            metrics.put(name + "_latency.p99", latency.percentile(99) / NANOS_PER_MILLI);
            metrics.put(name + ".cpu_us_per_message", cpuSeconds * 1e6 / Math.max(1, counted));
        }
    }

    /// @throws IllegalArgumentException if nobody could be brought together
    public Map<String, Double> run(Duration duration) throws IOException, InterruptedException {
        var pages = new ArrayList<TalkingPage>();
        try (var process = new EchoProcess()) {
            join(pages);
            var sockets =
                    pages.stream()
                            .map(
                                    _ ->
                                            new EchoSocket(
                                                    context.http().client(),
                                                    process.address(),
                                                    echo::onMessage))
                            .toList();
            List<Consumer<String>> pageVoices =
                    pages.stream().<Consumer<String>>map(page -> page::tell).toList();
            List<Consumer<String>> socketVoices =
                    sockets.stream().<Consumer<String>>map(socket -> socket::tell).toList();
            long turn = duration.toNanos() / TURNS;
            for (int i = 0; i < TURNS; i++) {
                boolean isRelay = i % 4 == 0 || i % 4 == 3;
                context.progress().accept("turn " + (i + 1) + " of " + TURNS);
                if (isRelay) {
                    turn(relay, pageVoices, context.server(), turn);
                } else {
                    turn(echo, socketVoices, Optional.of(process.server()), turn);
                }
            }
            sockets.forEach(EchoSocket::close);
        } finally {
            end(pages);
        }
        return metrics();
    }

    private Map<String, Double> metrics() {
        var metrics = new TreeMap<String, Double>();
        relay.report(metrics, "relay");
        echo.report(metrics, "echo");
        double bare = metrics.getOrDefault("echo.cpu_us_per_message", 0.0);
        if (bare > 0) {
            metrics.put(
                    "relay.cpu_to_echo",
                    metrics.getOrDefault("relay.cpu_us_per_message", 0.0) / bare);
        }
        return metrics;
    }

    private void join(List<TalkingPage> pages) throws InterruptedException {
        for (var pair : context.pairs()) {
            try {
                var id = pair.meeting();
                var host = TalkingPage.join(context, pair.host(), id);
                var invitee = TalkingPage.join(context, pair.invitee(), id);
                host.awaitOther();
                invitee.awaitOther();
                host.listen(relay::onMessage);
                invitee.listen(relay::onMessage);
                pages.addAll(List.of(host, invitee));
            } catch (FailedException | RefusedException e) {
                context.timings().failed(String.valueOf(e.getMessage()));
            }
        }
        if (pages.isEmpty()) {
            throw new IllegalArgumentException(
                    "nobody could be brought together: " + context.timings().failures());
        }
    }

    /// The first tenth is not counted: the other one's last messages are still under way, and what
    /// was idle wakes.
    private static void turn(
            Side side, List<Consumer<String>> voices, Optional<ServerProcess> server, long nanos)
            throws InterruptedException {
        talk(voices, nanos / 10);
        var before = server.flatMap(ServerProcess::usage);
        side.counts(true);
        talk(voices, nanos);
        side.counts(false);
        side.used(before, server.flatMap(ServerProcess::usage));
    }

    private static void talk(List<Consumer<String>> voices, long nanos)
            throws InterruptedException {
        char[] filler = new char[BYTES - 16];
        Arrays.fill(filler, 'x');
        var rest = new String(filler);
        long began = System.nanoTime();
        long period = 1_000_000_000L / PER_SECOND;
        for (long round = 0; round * period < nanos; round++) {
            for (var voice : voices) {
                voice.accept("%016x".formatted(System.nanoTime()) + rest);
            }
            long wait = began + (round + 1) * period - System.nanoTime();
            if (wait > 0) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
        }
    }

    private static void end(List<TalkingPage> pages) throws InterruptedException {
        for (int i = 0; i < pages.size(); i += 2) {
            try {
                pages.get(i).end();
            } catch (FailedException _) {
                // Then it ends when both are gone.
            }
        }
        pages.forEach(TalkingPage::leave);
    }
}
