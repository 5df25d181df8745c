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
    /// A node that has not renewed its lease for longer is in trouble, or so was the way to Redis.
    static final Duration LATE = Duration.ofMillis(2500);

    /// A node that Redis has not heard for three turns of its lease, and where nobody listens any
    /// more, is dead: one that hangs or is cut off does not refuse, and one that lives is heard.
    /// Both sides are asked because a firewall can refuse too. Shorter takes rooms from a node
    /// whose turns are slow while such a firewall is in the way; longer keeps people waiting.
    static final Duration SILENT = Duration.ofMillis(750);

    boolean isAlive(long nowMillis) {
        return nowMillis < untilMillis;
    }

    /// @param heardMillis when Redis last said what it knows of the nodes
    boolean isSilent(long heardMillis) {
        return heardMillis - renewedAtMillis > SILENT.toMillis();
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
