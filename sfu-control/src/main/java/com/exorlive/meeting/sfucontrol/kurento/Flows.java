package com.exorlive.meeting.sfucontrol.kurento;

/// What Kurento says goes through one endpoint. Confined to its room's thread.
final class Flows {
    private final boolean[] from = new boolean[2];
    private final boolean[] into = new boolean[2];
    private final long[] intoSinceNanos = new long[2];
    private final long[] fromSinceNanos = new long[2];

    void on(EndpointEvent.Flow flow, long nowNanos) {
        int kind = flow.isVideo() ? 1 : 0;
        if (flow.isInto()) {
            into[kind] = flow.isFlowing();
            intoSinceNanos[kind] = nowNanos;
        } else {
            from[kind] = flow.isFlowing();
            fromSinceNanos[kind] = nowNanos;
        }
    }

    /// Whether what comes from this one has not come out at the other for so long, although both
    /// have been connected since `upSinceNanos`.
    boolean isStuckTowards(Flows other, long upSinceNanos, long nowNanos, long patienceNanos) {
        for (int kind = 0; kind < from.length; kind++) {
            if (from[kind]
                    && !other.into[kind]
                    && nowNanos - fromSinceNanos[kind] >= patienceNanos
                    && nowNanos - upSinceNanos >= patienceNanos
                    && (other.intoSinceNanos[kind] == 0
                            || nowNanos - other.intoSinceNanos[kind] >= patienceNanos)) {
                return true;
            }
        }
        return false;
    }
}
