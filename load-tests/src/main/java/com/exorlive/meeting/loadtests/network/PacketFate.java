package com.exorlive.meeting.loadtests.network;

import java.util.SplittableRandom;

/// Decides what becomes of each packet of one participant: a Gilbert channel that loses in bursts,
/// and a delay with even jitter. The same seed decides the same. Confined to its event loop.
public final class PacketFate {
    private final NetworkSpec spec;
    private final SplittableRandom random;
    private final double toBad;
    private final double toGood;
    private boolean isBad;

    public PacketFate(NetworkSpec spec, long seed) {
        this.spec = spec;
        this.random = new SplittableRandom(seed);
        this.toGood = 1 / spec.burst();
        this.toBad = spec.loss() * toGood / (1 - spec.loss());
    }

    public boolean isLost() {
        if (spec.loss() == 0) {
            return false;
        }
        isBad = isBad ? random.nextDouble() >= toGood : random.nextDouble() < toBad;
        return isBad;
    }

    /// How long the packet is on its way before it leaves for the server.
    public long delayNanos() {
        long jitter = spec.jitterNanos();
        return jitter == 0 ? spec.delayNanos() : spec.delayNanos() + random.nextLong(jitter + 1);
    }
}
