package com.exorlive.meeting.core.notice;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that sends notices: one, so that a slow mail server takes no more than that.
public final class NoticeWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeWorker.class);

    /// How late a notice may be when there was none before it.
    private static final long IDLE_MILLIS = 1_000;

    private static final long AFTER_FAILURE_MILLIS = 10_000;

    private final Runnable beforehand;
    private final NoticeQueue queue;
    private final Thread thread;

    /// @param beforehand done before each look into the queue
    public NoticeWorker(NoticeQueue queue, Runnable beforehand) {
        this.queue = queue;
        this.beforehand = beforehand;
        this.thread = Thread.ofVirtual().name("notices").start(this::run);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                TimeUnit.MILLISECONDS.sleep(look());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private long look() {
        try {
            beforehand.run();
            return queue.deliverDue() > 0 ? 0 : IDLE_MILLIS;
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("Notices can't be sent; it is tried again");
            return AFTER_FAILURE_MILLIS;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
