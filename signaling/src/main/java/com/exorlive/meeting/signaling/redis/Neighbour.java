package com.exorlive.meeting.signaling.redis;

import com.exorlive.meeting.signaling.registry.NodeName;
import java.time.Duration;

/// A node as it last said it was. Times are those of Redis.
///
/// @param incarnation of its process
/// @param address host and port where other nodes reach it; empty if they can't
public record Neighbour(
        NodeName name,
        String incarnation,
        long untilMillis,
        long renewedAtMillis,
        boolean isDraining,
        String address) {
    /// A node that has not renewed its lease for longer, and can't be reached either, counts as
    /// dead before the lease ends. Shorter mistakes a pause for a death.
    static final Duration LATE = Duration.ofMillis(2500);

    boolean isAlive(long nowMillis) {
        return nowMillis < untilMillis;
    }

    boolean isLate(long nowMillis) {
        return nowMillis - renewedAtMillis > LATE.toMillis();
    }

    static Neighbour read(String name, String value) {
        var parts = value.split(" ", 5);
        return new Neighbour(
                new NodeName(name),
                parts[0],
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                parts[3].equals("1"),
                parts[4]);
    }
}
