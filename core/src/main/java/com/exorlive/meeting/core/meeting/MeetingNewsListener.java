package com.exorlive.meeting.core.meeting;

import com.exorlive.meeting.core.access.Access.Standing;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.edge.EventSource;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One page that hears of its person's meetings. Confined to the thread that answers it, but for
/// `tell` and `end`. However much happens while the page reads is one event: it says nothing but
/// that there is something new.
final class MeetingNewsListener implements EventSource {
    /// It tells nothing by itself, so whether the person may still listen is asked now and then
    /// only: of two thousand who listen, some sixty each second.
    private static final int WAKES_BETWEEN_LOOKS = 8;

    private static final Next NEWS = new Next.Event("", "meetings", "{}");

    private final Subject subject;
    private final Supplier<Standing> standing;
    private final Consumer<MeetingNewsListener> onClose;
    private final Semaphore news = new Semaphore(1);
    private volatile boolean isStopping;
    private int wakes;
    private boolean isOver;

    /// The first event comes at once: whatever happened while the page was away.
    MeetingNewsListener(
            Subject subject, Supplier<Standing> standing, Consumer<MeetingNewsListener> onClose) {
        this.subject = subject;
        this.standing = standing;
        this.onClose = onClose;
    }

    Subject subject() {
        return subject;
    }

    /// There is news. From any thread.
    void tell() {
        news.release();
    }

    /// The service stops. From any thread.
    void end() {
        isStopping = true;
        news.release();
    }

    /// A line that takes nothing is found by its beat; nothing piles up for it.
    @Override
    public void onCut(Runnable cut) {}

    @Override
    public Next next(Duration patience) throws InterruptedException {
        if (isOver) {
            return new Next.End();
        }
        boolean isNew = news.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        news.drainPermits();
        if (isStopping) {
            return over("closing");
        }
        wakes++;
        if (wakes % WAKES_BETWEEN_LOOKS == 0) {
            switch (standing.get()) {
                case LAPSED -> {
                    return over("token-lapsed");
                }
                case REFUSED -> {
                    return over("not-allowed");
                }
                case GOOD -> {}
            }
        }
        return isNew ? NEWS : new Next.Quiet();
    }

    private Next over(String reason) {
        isOver = true;
        return new Next.Event("", "end", "{\"reason\":\"" + reason + "\"}");
    }

    @Override
    public void close() {
        onClose.accept(this);
    }
}
