package com.exorlive.meeting.loadtests.network;

import java.util.SplittableRandom;

/// Decides what becomes of each packet on one way of one participant: a Gilbert channel that loses
/// in bursts, a queue in front of a slow link, and a delay with even jitter. The same seed decides
/// the same. Confined to its event loop.
public final class PacketFate {
    /// Instead of a delay: the packet never arrives.
    public static final long LOST = -1;

    private static final int IP_AND_UDP = 28;
    private static final double NANOS_PER_SECOND = 1e9;

    private final WaySpec spec;
    private final SplittableRandom random;
    private final double toBad;
    private final double toGood;
    private boolean isBad;
    private boolean hasSent;
    private long freeAtNanos;

    public PacketFate(WaySpec spec, long seed) {
        this.spec = spec;
        this.random = new SplittableRandom(seed);
        this.toGood = 1 / spec.burst();
        this.toBad = spec.loss() * toGood / (1 - spec.loss());
    }

    public boolean isPerfect() {
        return spec.isPerfect();
    }

    /// @param bytes of UDP payload
    /// @return how long the packet is on its way, or `LOST`
    public long delayNanos(int bytes, long nowNanos) {
        if (spec.isPerfect()) {
            return 0;
        }
        if (isLost()) {
            return LOST;
        }
        long waits = waitNanos(bytes, nowNanos);
        if (waits == LOST) {
            return LOST;
        }
        long jitter = spec.jitterNanos();
        return waits + spec.delayNanos() + (jitter == 0 ? 0 : random.nextLong(jitter + 1));
    }

    private boolean isLost() {
        if (spec.loss() == 0) {
            return false;
        }
        isBad = isBad ? random.nextDouble() >= toGood : random.nextDouble() < toBad;
        return isBad;
    }

    /// Until the slow link has sent it, behind all that came before.
    private long waitNanos(int bytes, long nowNanos) {
        if (spec.bitsPerSecond() == 0) {
            return 0;
        }
        long begins = hasSent && freeAtNanos - nowNanos > 0 ? freeAtNanos : nowNanos;
        if (begins - nowNanos > spec.queueNanos()) {
            return LOST;
        }
        hasSent = true;
        long takes = (long) ((bytes + IP_AND_UDP) * 8 * NANOS_PER_SECOND / spec.bitsPerSecond());
        freeAtNanos = begins + takes;
        return freeAtNanos - nowNanos;
    }
}
