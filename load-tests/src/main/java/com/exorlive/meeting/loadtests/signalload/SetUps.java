package com.exorlive.meeting.loadtests.signalload;

import com.exorlive.meeting.loadtests.measure.Timings.Step;
import com.exorlive.meeting.loadtests.people.PairOfPeople;
import com.exorlive.meeting.loadtests.people.RefusedException;
import com.exorlive.meeting.loadtests.signalload.TalkingPage.FailedException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Every pair sets meetings up and ends them, one after the other, as fast as it can: invitation,
/// two tickets, two sockets, the pairing's messages there and back, the end.
public final class SetUps {
    private static final String HELLO = "A".repeat(5760);
    private static final String WELCOME = "B".repeat(9600);

    private final SignalContext context;
    private final LongAdder done = new LongAdder();

    public SetUps(SignalContext context) {
        this.context = context;
    }

    public Map<String, Double> run(Duration duration) throws InterruptedException {
        var before = context.usage();
        long began = System.nanoTime();
        long end = began + duration.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var pair : context.pairs()) {
                var _ = threads.submit(() -> again(pair, end));
            }
            while (end - System.nanoTime() > 0) {
                TimeUnit.SECONDS.sleep(1);
                context.progress().accept("set-ups: " + done.sum());
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        var metrics = new TreeMap<String, Double>();
        metrics.put("setups", (double) done.sum());
        metrics.put("setups_per_s", done.sum() / seconds);
        var after = context.usage();
        if (before.isPresent() && after.isPresent()) {
            double cpu = after.get().cpuSeconds() - before.get().cpuSeconds();
            metrics.put("server.cpu", cpu / seconds);
            metrics.put("server.cpu_ms_per_setup", 1000 * cpu / Math.max(1, done.sum()));
        }
        return metrics;
    }

    private void again(PairOfPeople pair, long endNanos) {
        try {
            while (endNanos - System.nanoTime() > 0) {
                once(pair);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void once(PairOfPeople pair) throws InterruptedException {
        long began = System.nanoTime();
        try {
            var id = pair.meeting();
            var host = TalkingPage.join(context, pair.host(), id);
            var invitee = TalkingPage.join(context, pair.invitee(), id);
            try {
                pairUp(host, invitee);
                context.timings().record(Step.JOIN, System.nanoTime() - began);
                host.end();
                pair.isOver(id);
                done.increment();
            } finally {
                host.leave();
                invitee.leave();
            }
        } catch (FailedException | RefusedException e) {
            context.timings().failed(String.valueOf(e.getMessage()));
        }
    }

    private void pairUp(TalkingPage host, TalkingPage invitee)
            throws InterruptedException, FailedException {
        var answered = new CompletableFuture<String>();
        invitee.listen(_ -> invitee.tell(WELCOME));
        host.listen(answered::complete);
        invitee.awaitOther();
        host.awaitOther();
        long began = System.nanoTime();
        host.tell(HELLO);
        var _ = TalkingPage.await(answered, "answer of the other page");
        context.timings().record(Step.RELAY, System.nanoTime() - began);
    }
}
