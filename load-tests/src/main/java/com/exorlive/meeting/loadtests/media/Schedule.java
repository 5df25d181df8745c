package com.exorlive.meeting.loadtests.media;

import com.exorlive.meeting.loadtests.measure.Histogram;
import java.util.Arrays;

/// What is due when: a binary heap in an array that allocates nothing once it has grown. Confined
/// to its event loop.
final class Schedule {
    private Task[] heap = new Task[64];
    private int size;
    private long added;

    void add(Task task, long dueNanos) {
        if (task.position >= 0) {
            remove(task);
        }
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        task.dueNanos = dueNanos;
        added++;
        task.order = added;
        place(size, task);
        size++;
        up(task.position);
    }

    void remove(Task task) {
        int at = task.position;
        if (at < 0) {
            return;
        }
        size--;
        Task last = heap[size];
        task.position = -1;
        if (at < size) {
            place(at, last);
            up(at);
            down(last.position);
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// How long until the next is due; meaningless when empty.
    long nanosToNext(long nowNanos) {
        return heap[0].dueNanos - nowNanos;
    }

    /// Runs what is due until `untilNanos`, and records how late each was.
    ///
    /// @return how many were run
    int runDue(long nowNanos, long untilNanos, Histogram lateness) {
        int count = 0;
        while (size > 0 && heap[0].dueNanos - untilNanos <= 0) {
            Task task = heap[0];
            lateness.record(nowNanos - task.dueNanos);
            long next = task.run(nowNanos);
            count++;
            if (task.position < 0) {
                continue;
            }
            if (next == Task.NEVER) {
                remove(task);
            } else {
                task.dueNanos = next;
                up(task.position);
                down(task.position);
            }
        }
        return count;
    }

    private void up(int from) {
        int at = from;
        Task task = heap[at];
        while (at > 0) {
            int above = (at - 1) / 2;
            if (!isBefore(task, heap[above])) {
                break;
            }
            place(at, heap[above]);
            at = above;
        }
        place(at, task);
    }

    private void down(int from) {
        int at = from;
        Task task = heap[at];
        while (2 * at + 1 < size) {
            int below = 2 * at + 1;
            if (below + 1 < size && isBefore(heap[below + 1], heap[below])) {
                below++;
            }
            if (!isBefore(heap[below], task)) {
                break;
            }
            place(at, heap[below]);
            at = below;
        }
        place(at, task);
    }

    /// What is due at the same time runs in the order it came: packets must not overtake each other
    /// by our doing.
    private static boolean isBefore(Task one, Task other) {
        long apart = one.dueNanos - other.dueNanos;
        return apart == 0 ? one.order - other.order < 0 : apart < 0;
    }

    private void place(int at, Task task) {
        heap[at] = task;
        task.position = at;
    }
}
