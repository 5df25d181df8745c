package com.exorlive.meeting.loadtests.compare;

import com.exorlive.meeting.loadtests.load.Sample;
import com.exorlive.meeting.loadtests.measure.ServerProcess.Usage;
import com.exorlive.meeting.loadtests.media.MediaCounts;
import java.util.List;

/// What one server was measured at in one turn. Times in milliseconds unless the name says
/// otherwise.
///
/// @param cpuMicros of the whole process, for each packet that arrived
/// @param cores that the process took
/// @param loss of what was sent over the server
/// @param unread datagrams that the generator left unread until they were thrown away
/// @param askedFor by RTCP: packets again, key frames, less bandwidth
public record Slot(
        double cpuMicros,
        double cores,
        double latencyP50,
        double latencyP99,
        double loss,
        long corrupt,
        double sentPerSecond,
        double receivedPerSecond,
        long residentBytes,
        int threads,
        double missed,
        double lateP99,
        long unread,
        AskedFor askedFor) {

    /// See [Slot#askedFor].
    public record AskedFor(long packets, long keyFrames, long lessBandwidth) {}

    /// @throws IllegalArgumentException if nothing arrived
    static Slot of(List<Sample> samples, Usage before, Usage after, long unread) {
        var all = new MediaCounts();
        samples.forEach(sample -> all.add(sample.media()));
        double seconds = samples.stream().mapToLong(Sample::nanos).sum() / 1e9;
        if (all.receivedPackets == 0) {
            throw new IllegalArgumentException("nothing arrived");
        }
        double cpu = after.cpuSeconds() - before.cpuSeconds();
        return new Slot(
                cpu * 1e6 / all.receivedPackets,
                cpu / seconds,
                all.latency.percentile(50) / 1e6,
                all.latency.percentile(99) / 1e6,
                all.lossRatio(),
                all.corrupt + all.refused,
                all.sentPackets / seconds,
                all.receivedPackets / seconds,
                after.residentBytes(),
                after.threads(),
                all.sentPackets == 0 ? 1 : (double) (all.skipped + all.notSent) / all.sentPackets,
                all.lateness.percentile(99) / 1e6,
                unread,
                new AskedFor(all.nacks, all.keyFrameRequests, all.bandwidthLimits));
    }
}
