package com.exorlive.meeting.loadtests.report;

import com.exorlive.meeting.loadtests.load.Sample;
import com.exorlive.meeting.loadtests.measure.Histogram;
import com.exorlive.meeting.loadtests.measure.ServerProcess.Usage;
import com.exorlive.meeting.loadtests.report.Report.Bucket;
import com.exorlive.meeting.loadtests.report.Report.Second;
import java.util.ArrayList;
import java.util.List;

/// Makes of what was seen what is drawn.
public final class Seconds {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int BUCKETS = 24;

    private Seconds() {}

    /// @param countsFrom the first that is measured; `countsTo` the first after
    public static List<Second> of(List<Sample> samples, int countsFrom, int countsTo) {
        var seconds = new ArrayList<Second>();
        for (int i = 0; i < samples.size(); i++) {
            seconds.add(second(samples, i, i >= countsFrom && i < countsTo));
        }
        return seconds;
    }

    private static Second second(List<Sample> samples, int i, boolean counts) {
        var sample = samples.get(i);
        var media = sample.media();
        double seconds = sample.nanos() / NANOS_PER_SECOND;
        return new Second(
                sample.atNanos() / NANOS_PER_SECOND,
                counts,
                sample.meetings(),
                sample.setUps(),
                media.receivedPackets / seconds,
                media.lossRatio(),
                media.latency.percentile(50) / NANOS_PER_MILLI,
                media.latency.percentile(99) / NANOS_PER_MILLI,
                sample.ownCpuNanos() / (double) sample.nanos(),
                media.lateness.percentile(99) / NANOS_PER_MILLI,
                i == 0 ? 0 : serverCpu(samples.get(i - 1), sample) / seconds,
                sample.server().map(Usage::residentBytes).orElse(0L));
    }

    private static double serverCpu(Sample before, Sample now) {
        return before.server().isPresent() && now.server().isPresent()
                ? now.server().get().cpuSeconds() - before.server().get().cpuSeconds()
                : 0;
    }

    /// Even buckets up to the largest.
    public static List<Bucket> buckets(Histogram times) {
        var buckets = new ArrayList<Bucket>();
        long width = Math.max(1_000_000L, times.max() / BUCKETS + 1);
        for (int i = 0; times.count() > 0 && i < BUCKETS; i++) {
            buckets.add(
                    new Bucket(
                            i * width / NANOS_PER_MILLI,
                            (i + 1) * width / NANOS_PER_MILLI,
                            times.countBetween(i * width, (i + 1) * width)));
        }
        return buckets;
    }
}
