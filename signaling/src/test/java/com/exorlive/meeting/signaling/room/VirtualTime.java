package com.exorlive.meeting.signaling.room;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// Time that passes only when something is due: what happens at the same moment happens in the
/// order in which it was asked for.
final class VirtualTime {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private record Due(long atMillis, long order, Runnable what) {}

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(
                    Comparator.comparingLong(Due::atMillis).thenComparingLong(Due::order));
    private long nowMillis;
    private long order;

    void after(long millis, Runnable what) {
        queue.add(new Due(nowMillis + millis, order++, what));
    }

    long nowMillis() {
        return nowMillis;
    }

    Instant now() {
        return START.plus(Duration.ofMillis(nowMillis));
    }

    void runFor(long millis) {
        long until = nowMillis + millis;
        while (!queue.isEmpty() && queue.peek().atMillis() <= until) {
            var due = queue.poll();
            nowMillis = due.atMillis();
            due.what().run();
        }
        nowMillis = until;
    }
}
