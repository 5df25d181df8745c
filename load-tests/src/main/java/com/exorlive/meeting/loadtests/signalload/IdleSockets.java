package com.exorlive.meeting.loadtests.signalload;

import com.exorlive.meeting.loadtests.measure.Histogram;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Hosts who wait, and what their heartbeats take.
public final class IdleSockets {
    private static final double NANOS_PER_MILLI = 1e6;

    private final SignalContext context;

    public IdleSockets(SignalContext context) {
        this.context = context;
    }

    /// @param windows how many parts the time has: what their pings took is measured apart as well
    /// @throws IllegalArgumentException if there are too few rooms to be had
    public Map<String, Double> run(int sockets, Duration duration, int windows)
            throws InterruptedException {
        long began = System.nanoTime();
        var hosts = WaitingHosts.open(context, sockets);
        double opening = (System.nanoTime() - began) / 1e9;
        var _ = context.pages().counts().takePings();
        var opened = context.usage();
        long held = System.nanoTime();
        var metrics = new TreeMap<String, Double>();
        var pings = new Histogram();
        for (int window = 1; window <= windows; window++) {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos() / windows);
            var some = context.pages().counts().takePings();
            if (windows > 1) {
                metrics.put("ping.p99." + window, some.percentile(99) / NANOS_PER_MILLI);
            }
            pings.add(some);
        }
        double seconds = (System.nanoTime() - held) / 1e9;
        var after = context.usage();
        metrics.put("sockets", (double) hosts.count());
        metrics.put("sockets_per_s", hosts.count() / opening);
        metrics.put("ping.p50", pings.percentile(50) / NANOS_PER_MILLI);
        metrics.put("ping.p99", pings.percentile(99) / NANOS_PER_MILLI);
        metrics.put("ping.max", pings.max() / NANOS_PER_MILLI);
        if (opened.isPresent() && after.isPresent()) {
            double cpu = after.get().cpuSeconds() - opened.get().cpuSeconds();
            metrics.put("server.rss", (double) after.get().residentBytes());
            metrics.put("server.cpu", cpu / seconds);
            metrics.put("server.threads", (double) after.get().threads());
            metrics.put("server.descriptors", (double) after.get().descriptors());
        }
        hosts.close();
        return metrics;
    }
}
