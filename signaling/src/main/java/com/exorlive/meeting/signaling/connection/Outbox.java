package com.exorlive.meeting.signaling.connection;

import com.exorlive.meeting.signaling.protocol.CloseCode;
import com.exorlive.meeting.signaling.session.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What waits to be written to one socket: a lane for what is ordered, and one that goes first.
/// Bounded; a page that reads so slowly that it overflows is closed with 4008. Thread-safe.
final class Outbox implements Line {
    /// Raising these costs memory for each slow page; lowering them cuts pages on bad networks.
    static final int MAX_MESSAGES = 256;

    static final int MAX_BYTES = 512 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<String> ordered = new ArrayDeque<>();
    private final ArrayDeque<String> ahead = new ArrayDeque<>();
    private final Runnable onOverflow;

    private int bytes;
    private @Nullable CloseCode closing;
    private boolean gone;

    /// @param onOverflow called once, by whoever sent the one too many; must not block
    Outbox(Runnable onOverflow) {
        this.onOverflow = onOverflow;
    }

    /// What the writer has to do next.
    sealed interface Work {
        record Write(String frame) implements Work {}

        record Close(CloseCode code) implements Work {}

        /// The socket is gone.
        record Stop() implements Work {}
    }

    @Override
    public void send(String frame) {
        add(ordered, frame);
    }

    @Override
    public void sendAhead(String frame) {
        add(ahead, frame);
    }

    private void add(ArrayDeque<String> lane, String frame) {
        boolean overflows;
        lock.lock();
        try {
            if (closing != null || gone) {
                return;
            }
            lane.addLast(frame);
            bytes += size(frame);
            overflows = ordered.size() + ahead.size() > MAX_MESSAGES || bytes > MAX_BYTES;
            if (overflows) {
                ahead.clear();
                closeNow(CloseCode.TOO_SLOW);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (overflows) {
            onOverflow.run();
        }
    }

    private static int size(String frame) {
        return frame.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public void closeAfterSending(CloseCode code) {
        lock.lock();
        try {
            if (closing == null) {
                closing = code;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close(CloseCode code) {
        lock.lock();
        try {
            if (closing == null) {
                closeNow(code);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void closeNow(CloseCode code) {
        closing = code;
        ordered.clear();
    }

    /// The socket is gone: the writer has nothing left to do.
    void onGone() {
        lock.lock();
        try {
            gone = true;
            ordered.clear();
            ahead.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Whether what comes in still means anything.
    boolean isOpen() {
        lock.lock();
        try {
            return closing == null && !gone;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for work, for at most so long.
    Optional<Work> take(long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            var work = next();
            while (work.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
                work = next();
            }
            return work;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Work> next() {
        if (gone) {
            return Optional.of(new Work.Stop());
        }
        var frame = ahead.isEmpty() ? ordered.pollFirst() : ahead.pollFirst();
        if (frame != null) {
            bytes -= size(frame);
            return Optional.of(new Work.Write(frame));
        }
        return Optional.ofNullable(closing).map(Work.Close::new);
    }
}
