package com.exorlive.meeting.sfucontrol.kurento;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/// The flow watchdog: what comes in from one participant must go out to the other. Kurento can fail
/// at that without a word (seen with codecs that differ). Pure.
final class StuckRule {
    /// From when Kurento says that something flows until it must have come out. Key frames are
    /// asked for at most once a second. Shorter takes slow beginnings for faults.
    static final Duration PATIENCE = Duration.ofSeconds(6);

    boolean isBroken(Collection<KurentoLeg> legs, long nowNanos) {
        if (legs.size() != 2) {
            return false;
        }
        var both = List.copyOf(legs);
        for (var purpose : Purpose.values()) {
            var one = both.getFirst().connection(purpose);
            var other = both.getLast().connection(purpose);
            if (one.isPresent()
                    && other.isPresent()
                    && (isStuck(one.get(), other.get(), nowNanos)
                            || isStuck(other.get(), one.get(), nowNanos))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isStuck(
            KurentoLeg.Connection from, KurentoLeg.Connection to, long nowNanos) {
        if (!from.isUp || !to.isUp) {
            return false;
        }
        long since = Math.max(from.upSinceNanos - nowNanos, to.upSinceNanos - nowNanos) + nowNanos;
        return from.flows.isStuckTowards(to.flows, since, nowNanos, PATIENCE.toNanos());
    }
}
