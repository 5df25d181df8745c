package com.exorlive.meeting.core.audit;

import com.exorlive.meeting.core.database.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/// Lines of what had to go on although the database took none: bounded, in memory, written down as
/// soon as the database takes lines again. What does not fit must not happen. Thread-safe.
public final class AuditBuffer {
    /// Each is about 300 bytes. A larger one lets running calls go on through a longer outage.
    private static final int CAPACITY = 10_000;

    private final BlockingQueue<Waiting> waiting;
    private final AtomicLong lost = new AtomicLong();
    private final AuditLog audit;
    private final InstantSource clock;

    private record Waiting(AuditLine line, Instant at) {}

    public AuditBuffer(AuditLog audit, InstantSource clock) {
        this(audit, clock, CAPACITY);
    }

    AuditBuffer(AuditLog audit, InstantSource clock, int capacity) {
        this.audit = audit;
        this.clock = clock;
        this.waiting = new ArrayBlockingQueue<>(capacity);
    }

    /// @return whether there was room
    public boolean offer(AuditLine line) {
        var isTaken = waiting.offer(new Waiting(line, clock.instant()));
        if (!isTaken) {
            lost.incrementAndGet();
        }
        return isTaken;
    }

    int size() {
        return waiting.size();
    }

    long lost() {
        return lost.get();
    }

    /// Writes what waits, oldest first. Only the keeper's thread calls this, so what it peeks at is
    /// what it removes.
    void drain(Database database) {
        for (var next = waiting.peek(); next != null; next = waiting.peek()) {
            var taken = next;
            database.run(handle -> audit.write(handle, taken.line(), taken.at()));
            waiting.remove();
        }
    }
}
