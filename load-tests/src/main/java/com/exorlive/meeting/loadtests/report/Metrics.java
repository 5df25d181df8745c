package com.exorlive.meeting.loadtests.report;

import com.exorlive.meeting.loadtests.load.Sample;
import com.exorlive.meeting.loadtests.measure.Histogram;
import com.exorlive.meeting.loadtests.measure.ServerLook;
import com.exorlive.meeting.loadtests.measure.ServerProcess.Usage;
import com.exorlive.meeting.loadtests.measure.Timings;
import com.exorlive.meeting.loadtests.measure.Timings.Step;
import com.exorlive.meeting.loadtests.measure.Trend;
import com.exorlive.meeting.loadtests.media.MediaCounts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The numbers of a run under the names that thresholds and later runs know them by. Times in
/// milliseconds unless the name says otherwise, shares from 0 to 1, sizes in bytes.
public final class Metrics {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<String, Double> values = new TreeMap<>();

    private Metrics() {}

    /// @param window the seconds that count
    public static Map<String, Double> of(List<Sample> window, Timings timings, long broken) {
        var metrics = new Metrics();
        metrics.steps(timings);
        metrics.put("failures", timings.failureCount());
        metrics.put("sockets_broken", broken);
        if (!window.isEmpty()) {
            metrics.media(window);
            metrics.generator(window);
            metrics.server(window);
        }
        return metrics.values;
    }

    private void steps(Timings timings) {
        for (var step : Step.values()) {
            var times = timings.of(step);
            if (times.count() > 0) {
                percentiles(step.name().toLowerCase(Locale.ROOT), times);
            }
        }
    }

    private void percentiles(String name, Histogram times) {
        put(name + ".count", times.count());
        put(name + ".mean", times.mean() / NANOS_PER_MILLI);
        put(name + ".p50", times.percentile(50) / NANOS_PER_MILLI);
        put(name + ".p95", times.percentile(95) / NANOS_PER_MILLI);
        put(name + ".p99", times.percentile(99) / NANOS_PER_MILLI);
        put(name + ".max", times.max() / NANOS_PER_MILLI);
    }

    private void media(List<Sample> window) {
        var all = total(window);
        double seconds = seconds(window);
        percentiles("latency", all.latency);
        put("latency.p999", all.latency.percentile(99.9) / NANOS_PER_MILLI);
        put("loss", all.lossRatio());
        put("lost", all.lost());
        put(
                "loss_emulated",
                all.sentPackets == 0 ? 0 : (double) all.emulatedLoss / all.sentPackets);
        if (all.asked > 0 || all.repeats > 0) {
            put("loss_after_repair", all.lossAfterRepair());
            put("asked_again", all.asked);
            put("repeats", all.repeats);
            percentiles("repair", all.repair);
        }
        put("reordered", share(all.reordered, all.receivedPackets));
        put("corrupt", all.corrupt);
        put("refused", all.refused);
        put("silent", all.silentStreams);
        put("packets_per_s", all.receivedPackets / seconds);
        put("mbit_per_s", all.receivedBytes * 8 / seconds / 1e6);
        put("meetings", window.stream().mapToInt(Sample::meetings).average().orElse(0));
    }

    private void generator(List<Sample> window) {
        var all = total(window);
        double nanos = seconds(window) * NANOS_PER_SECOND;
        put("generator.cpu", window.stream().mapToLong(Sample::ownCpuNanos).sum() / nanos);
        put("generator.loop", window.stream().mapToDouble(Sample::busiestLoop).average().orElse(0));
        put("generator.late_p99", all.lateness.percentile(99) / NANOS_PER_MILLI);
        put("generator.late_max", all.lateness.max() / NANOS_PER_MILLI);
        put("generator.missed", share(all.skipped + all.notSent, all.sentPackets));
    }

    private void server(List<Sample> window) {
        var first = window.getFirst().server();
        var last = window.getLast().server();
        if (first.isEmpty() || last.isEmpty() || window.size() < 2) {
            return;
        }
        var counted = window.subList(1, window.size());
        double cpu = last.get().cpuSeconds() - first.get().cpuSeconds();
        var forwarded = total(counted);
        long packets = forwarded.receivedPackets + forwarded.receivedRepeats;
        put("server.cpu", cpu / seconds(counted));
        if (packets > 0) {
            put("server.cpu_us_per_packet", cpu * 1e6 / packets);
        }
        put("server.rss", last.get().residentBytes());
        put("server.threads", last.get().threads());
        put("server.descriptors", last.get().descriptors());
        int meetings = window.getLast().meetings();
        if (meetings > 0) {
            put("server.cpu_per_meeting", cpu / seconds(counted) / meetings);
        }
        largest(window).ifPresent(rss -> put("server.rss_max", rss));
    }

    /// Whether what the server holds grows while the load stays the same: by which share from the
    /// first of these looks to the last.
    public static void addGrowth(Map<String, Double> metrics, List<ServerLook> looks) {
        if (looks.isEmpty()) {
            return;
        }
        metrics.put("growth.threads", Trend.growth(looks, ServerLook::threads));
        metrics.put("growth.descriptors", Trend.growth(looks, ServerLook::descriptors));
        metrics.put("growth.rss", Trend.growth(looks, ServerLook::residentBytes));
        metrics.put("growth.rooms", Trend.growth(looks, ServerLook::rooms));
        if (looks.getLast().liveHeap() > 0) {
            metrics.put("growth.heap", Trend.growth(looks, ServerLook::liveHeap));
            metrics.put("server.live_heap", looks.getLast().liveHeap());
        }
    }

    /// What the server still holds when every meeting is over.
    public static void addLeft(Map<String, Double> metrics, Map<String, Double> after) {
        Map.of(
                        "left.rooms", "exorlive_media_rooms",
                        "left.legs", "exorlive_media_legs",
                        "left.sockets", "signaling_sockets")
                .forEach(
                        (name, gauge) -> {
                            var value = after.get(gauge);
                            if (value != null) {
                                metrics.put(name, value);
                            }
                        });
    }

    /// What a TURN server took of the processor, in all and for each time that it passed a packet
    /// on: each packet that arrives went by it twice, on its way up and on its way down.
    public static void addTurn(Map<String, Double> metrics, double cpuSeconds, double seconds) {
        double passed = 2 * metrics.getOrDefault("packets_per_s", 0.0) * seconds;
        metrics.put("turn.cpu", cpuSeconds / seconds);
        if (passed > 0) {
            metrics.put("turn.cpu_us_per_packet", cpuSeconds * 1e6 / passed);
        }
    }

    /// What the media server itself counted meanwhile, and the heap it has now.
    public static void addServersOwn(
            Map<String, Double> metrics, Map<String, Double> before, Map<String, Double> after) {
        after.forEach(
                (name, value) -> {
                    if (name.startsWith("exorlive_media_") && name.endsWith("_total")) {
                        var shortName =
                                name.substring("exorlive_media_".length(), name.length() - 6);
                        metrics.put(
                                "server.media." + shortName,
                                value - before.getOrDefault(name, 0.0));
                    }
                });
        var heap = after.get("jvm_memory_used_bytes");
        if (heap != null) {
            metrics.put("server.jvm_memory", heap);
        }
    }

    private static Optional<Double> largest(List<Sample> window) {
        return window.stream()
                .map(Sample::server)
                .flatMap(Optional::stream)
                .map(Usage::residentBytes)
                .max(Long::compare)
                .map(Long::doubleValue);
    }

    private static MediaCounts total(List<Sample> window) {
        var all = new MediaCounts();
        window.forEach(sample -> all.add(sample.media()));
        return all;
    }

    private static double seconds(List<Sample> window) {
        return window.stream().mapToLong(Sample::nanos).sum() / NANOS_PER_SECOND;
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private void put(String name, long value) {
        put(name, (double) value);
    }

    private void put(String name, double value) {
        values.put(name, value);
    }
}
