package com.exorlive.meeting.loadtests.signalload;

import com.exorlive.meeting.loadtests.measure.Histogram;
import com.exorlive.meeting.loadtests.measure.ServerProcess.Usage;
import com.exorlive.meeting.loadtests.signalload.TalkingPage.FailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// All sockets of all hosts are cut at the same moment without a word, as when a load balancer
/// restarts, and come back as pages do. Again and again: what is measured is the worst time.
public final class Storm {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    /// Calm again: no more than this beyond one and a half times what it took before.
    private static final double SLACK_CORES = 0.05;

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration CALM_WITHIN = Duration.ofSeconds(60);

    private final SignalContext context;

    public Storm(SignalContext context) {
        this.context = context;
    }

    /// @param sockets that are cut
    /// @param between cuts, from the moment on when the server is calm
    /// @param cuts how often
    /// @throws IllegalArgumentException if there are too few rooms to be had
    public Map<String, Double> run(int sockets, Duration between, int cuts)
            throws InterruptedException {
        var hosts = WaitingHosts.open(context, sockets);
        var metrics = new TreeMap<String, Double>();
        metrics.put("sockets", (double) hosts.count());
        var all = new Histogram();
        double calmAfter = 0;
        for (int cut = 1; cut <= cuts; cut++) {
            double idle = cores(between);
            long began = System.nanoTime();
            var back = cut(hosts.pages(), began);
            all.add(back);
            metrics.put("back.max." + cut, back.max() / NANOS_PER_MILLI);
            metrics.put("lost." + cut, (double) (hosts.count() - back.count()));
            double calm = calm(idle, began);
            metrics.put("calm_after_s." + cut, calm);
            calmAfter = Math.max(calmAfter, calm);
            context.progress()
                    .accept(
                            "cut %d of %d: %d back, the last after %.1f s"
                                    .formatted(
                                            cut,
                                            cuts,
                                            back.count(),
                                            back.max() / NANOS_PER_SECOND));
        }
        metrics.put("back.p50", all.percentile(50) / NANOS_PER_MILLI);
        metrics.put("back.p99", all.percentile(99) / NANOS_PER_MILLI);
        metrics.put("back.max", all.max() / NANOS_PER_MILLI);
        metrics.put("tries_in_vain", (double) context.pages().counts().triesInVain.sum());
        if (context.server().isPresent()) {
            metrics.put("calm_after_s", calmAfter);
        }
        hosts.close();
        return metrics;
    }

    /// A page that does not come back is a failure of the run: its seat is lost.
    private Histogram cut(List<TalkingPage> pages, long began) throws InterruptedException {
        var returns = new ArrayList<CompletableFuture<Long>>();
        for (var page : pages) {
            returns.add(page.loseSocket().thenApply(_ -> System.nanoTime() - began));
        }
        var took = new Histogram();
        for (var one : returns) {
            try {
                took.record(TalkingPage.await(one, "seat"));
            } catch (FailedException e) {
                context.timings().failed(String.valueOf(e.getMessage()));
            }
        }
        return took;
    }

    /// What the server takes while nothing happens, in processors; 0 if nobody can tell.
    private double cores(Duration during) throws InterruptedException {
        var before = context.usage().map(Usage::cpuSeconds);
        long began = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(during.toNanos());
        var after = context.usage().map(Usage::cpuSeconds);
        double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
        return before.flatMap(from -> after.map(to -> (to - from) / seconds)).orElse(0.0);
    }

    /// @return seconds from the cut to the end of the first second in which the server was calm
    private double calm(double idle, long began) throws InterruptedException {
        var cpu = context.usage().map(Usage::cpuSeconds);
        while (cpu.isPresent() && System.nanoTime() - began < CALM_WITHIN.toNanos()) {
            if (cores(LOOK) <= 1.5 * idle + SLACK_CORES) {
                break;
            }
        }
        return (System.nanoTime() - began) / NANOS_PER_SECOND;
    }
}
