package com.exorlive.meeting.loadtests.media;

import com.exorlive.meeting.loadtests.measure.Histogram;

/// What one event loop counted since it was last asked. Confined to one thread at a time: handed
/// over, never shared.
public final class MediaCounts {
    public long sentPackets;
    public long sentBytes;
    public long receivedPackets;
    public long receivedBytes;

    /// Gaps in the numbers, less what came late.
    public long missing;

    public long reordered;
    public long corrupt;

    /// Datagrams that SRTP refused.
    public long refused;

    /// Thrown away here, on purpose.
    public long emulatedLoss;

    /// The operating system took the datagram not: the generator's fault.
    public long notSent;

    /// Frames and sounds that were not made because their time was long past: the generator's
    /// fault.
    public long skipped;

    /// Streams that should have had packets and had none.
    public long silentStreams;

    public long loopCpuNanos;

    /// From leaving to arriving, over the server.
    public final Histogram latency = new Histogram();

    /// How late the loop did what was due.
    public final Histogram lateness = new Histogram();

    public void add(MediaCounts other) {
        sentPackets += other.sentPackets;
        sentBytes += other.sentBytes;
        receivedPackets += other.receivedPackets;
        receivedBytes += other.receivedBytes;
        missing += other.missing;
        reordered += other.reordered;
        corrupt += other.corrupt;
        refused += other.refused;
        emulatedLoss += other.emulatedLoss;
        notSent += other.notSent;
        skipped += other.skipped;
        silentStreams += other.silentStreams;
        loopCpuNanos += other.loopCpuNanos;
        latency.add(other.latency);
        lateness.add(other.lateness);
    }

    /// Packets that the server, or the network to it, did not deliver.
    public long lost() {
        return Math.max(0, missing - emulatedLoss);
    }

    /// Their share of what should have arrived.
    public double lossRatio() {
        long expected = receivedPackets + lost();
        return expected == 0 ? 0 : (double) lost() / expected;
    }
}
