package com.exorlive.meeting.sfucontrol.remote;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// One side's memory of a conversation: what it has said and the other side has not yet said to
/// have heard, and how much it has heard itself. Goes from one connection to the next, so that
/// nothing is lost or had twice. Thread-safe.
final class Conversation {
    /// Raising it costs memory where the other side hangs: its rooms are lost before that anyway.
    private static final int MAX_UNHEARD = 4_096;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Condition allHeard = lock.newCondition();
    private final ReentrantLock hearing = new ReentrantLock();
    private final Deque<Said> unheard = new ArrayDeque<>();
    private long lastSaid;
    private volatile long heard;

    /// @param atNanos when it was said
    record Said(Frame.Numbered frame, long atNanos) {}

    /// @return false if too much is unheard: the conversation is of no use any more
    boolean say(Frame.Content content, long nowNanos) {
        lock.lock();
        try {
            if (unheard.size() >= MAX_UNHEARD) {
                return false;
            }
            lastSaid++;
            unheard.add(new Said(new Frame.Numbered(lastSaid, content), nowNanos));
            more.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// What comes after the one with this number, waited for at most that long.
    Optional<Frame.Numbered> after(long number, long waitNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = waitNanos;
            while (lastSaid <= number && left > 0) {
                left = more.awaitNanos(left);
            }
            return unheard.stream()
                    .map(Said::frame)
                    .filter(frame -> frame.number() > number)
                    .findFirst();
        } finally {
            lock.unlock();
        }
    }

    /// The other side has had so many.
    ///
    /// @return false if that can't be: it was never said, or is forgotten
    boolean onHeard(long count) {
        lock.lock();
        try {
            while (!unheard.isEmpty() && unheard.element().frame().number() <= count) {
                unheard.remove();
            }
            if (unheard.isEmpty()) {
                allHeard.signalAll();
            }
            long first = unheard.isEmpty() ? lastSaid : unheard.element().frame().number() - 1;
            return count == first;
        } finally {
            lock.unlock();
        }
    }

    /// Hands on what has not been had already, on an earlier connection. One at a time, whatever
    /// connection it came by.
    void hear(Frame.Numbered frame, Consumer<Frame.Content> listener) {
        hearing.lock();
        try {
            if (frame.number() == heard + 1) {
                heard = frame.number();
                listener.accept(frame.content());
            }
        } finally {
            hearing.unlock();
        }
    }

    /// How many were had.
    long heard() {
        return heard;
    }

    /// Waits until the other side has had everything.
    void awaitHeard(long waitNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = waitNanos;
            while (!unheard.isEmpty() && left > 0) {
                left = allHeard.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Whether something has been said for so long, on this connection, without being heard.
    boolean isUnheardSince(long connectedNanos, long nowNanos, long patienceNanos) {
        lock.lock();
        try {
            if (unheard.isEmpty()) {
                return false;
            }
            long since = unheard.element().atNanos();
            long begun = since - connectedNanos > 0 ? since : connectedNanos;
            return nowNanos - begun > patienceNanos;
        } finally {
            lock.unlock();
        }
    }
}
