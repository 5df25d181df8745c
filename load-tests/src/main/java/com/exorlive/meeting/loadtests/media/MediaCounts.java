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

    /// Of them, those that came when they were asked for.
    public long repaired;

    /// Packets asked for, packets repeated, repeats received. Repeats are in none of the other
    /// counts.
    public long asked;

    public long repeats;
    public long receivedRepeats;

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

    /// What the other side, or the server in its place, asked for by RTCP: packets again (NACK), a
    /// key frame (PLI, FIR), less bandwidth (REMB).
    public long nacks;

    public long keyFrameRequests;
    public long bandwidthLimits;

    public long loopCpuNanos;

    /// From leaving to arriving, over the server.
    public final Histogram latency = new Histogram();

    /// From noticing a gap until a repeat filled it.
    public final Histogram repair = new Histogram();

    /// How late the loop did what was due.
    public final Histogram lateness = new Histogram();

    public void add(MediaCounts other) {
        sentPackets += other.sentPackets;
        sentBytes += other.sentBytes;
        receivedPackets += other.receivedPackets;
        receivedBytes += other.receivedBytes;
        missing += other.missing;
        repaired += other.repaired;
        asked += other.asked;
        repeats += other.repeats;
        receivedRepeats += other.receivedRepeats;
        reordered += other.reordered;
        corrupt += other.corrupt;
        refused += other.refused;
        emulatedLoss += other.emulatedLoss;
        notSent += other.notSent;
        skipped += other.skipped;
        silentStreams += other.silentStreams;
        nacks += other.nacks;
        keyFrameRequests += other.keyFrameRequests;
        bandwidthLimits += other.bandwidthLimits;
        loopCpuNanos += other.loopCpuNanos;
        latency.add(other.latency);
        repair.add(other.repair);
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

    /// What was still missing after everything, made-up loss included, as a share of all.
    public double lossAfterRepair() {
        long expected = receivedPackets + missing;
        return expected <= 0 ? 0 : (double) Math.max(0, missing - repaired) / expected;
    }
}
