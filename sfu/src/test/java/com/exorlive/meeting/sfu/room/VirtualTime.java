package com.exorlive.meeting.sfu.room;

import java.util.PriorityQueue;

/// What is to be done when, in virtual time.
final class VirtualTime {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1000 * MILLI;

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long nowNanos;
    private long order;

    private record Task(long atNanos, long order, Runnable task) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    long nowNanos() {
        return nowNanos;
    }

    void after(long nanos, Runnable task) {
        tasks.add(new Task(nowNanos + nanos, order++, task));
    }

    void every(long nanos, Runnable task) {
        after(
                nanos,
                () -> {
                    task.run();
                    every(nanos, task);
                });
    }

    void run(long nanos) {
        long endNanos = nowNanos + nanos;
        while (!tasks.isEmpty() && tasks.peek().atNanos() <= endNanos) {
            Task next = tasks.poll();
            nowNanos = next.atNanos();
            next.task().run();
        }
        nowNanos = endNanos;
    }
}
