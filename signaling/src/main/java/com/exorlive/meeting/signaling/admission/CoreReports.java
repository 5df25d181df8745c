package com.exorlive.meeting.signaling.admission;

import com.exorlive.meeting.signaling.metrics.SignalingMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells core what happens, in order, by one virtual thread. When core is away everything waits in
/// a bounded queue and on the disk, also through a restart, until core has acknowledged it or the
/// meeting id has lapsed; what does not fit is dropped and counted, apart from endings.
/// Thread-safe.
public final class CoreReports implements MeetingReports, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CoreReports.class);
    private static final int MAX_WAITING = 10_000;
    private static final int MAX_FAILURES = 4;
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final CoreApi core;
    private final SignalingMetrics metrics;
    private final InstantSource clock;
    private final PendingReports pending;
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final Thread worker;

    private volatile boolean closed;

    public CoreReports(
            CoreApi core, Path pendingFile, SignalingMetrics metrics, InstantSource clock) {
        this.core = core;
        this.metrics = metrics;
        this.clock = clock;
        this.pending = PendingReports.open(pendingFile, clock.instant());
        pending.all().forEach(one -> waiting.add(new Waiting(one.eventId(), one.report())));
        this.worker = Thread.ofVirtual().name("reports").start(this::run);
    }

    private record Waiting(String eventId, MeetingReport report) {}

    private record Body(
            String event,
            String eventId,
            String at,
            @Nullable String seat,
            @Nullable String by,
            @Nullable String reason) {}

    /// An ending is forced to the disk before this returns; the rest is written there.
    @Override
    public void report(MeetingReport report) {
        var next = new Waiting(UUID.randomUUID().toString(), report);
        if (report instanceof MeetingReport.Ended || waiting.size() < MAX_WAITING) {
            keep(next);
            waiting.add(next);
        } else {
            metrics.onReportDropped();
        }
    }

    private void keep(Waiting next) {
        try {
            pending.add(new PendingReports.Pending(next.eventId(), next.report()));
        } catch (UncheckedIOException e) {
            LOG.atError()
                    .addKeyValue("meeting", next.report().meeting())
                    .setCause(e)
                    .log("A report is not on the disk");
        }
    }

    private void run() {
        try {
            while (!closed) {
                var next = waiting.poll(1, TimeUnit.SECONDS);
                if (next != null) {
                    deliverOrSetAside(next);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// A bug over one report must not silence all that come after it.
    private void deliverOrSetAside(Waiting next) throws InterruptedException {
        try {
            deliver(next);
        } catch (RuntimeException bug) {
            LOG.atError()
                    .addKeyValue("meeting", next.report().meeting())
                    .setCause(bug)
                    .log("A report broke");
            setAside(next);
            Thread.sleep(FIRST_WAIT);
        }
    }

    /// Tries until core answers: what comes later may not overtake. Only a report that core fails
    /// at again and again must not hold up the others: an ending goes to the end of the queue, and
    /// anything else is dropped.
    private void deliver(Waiting next) throws InterruptedException {
        var wait = FIRST_WAIT;
        int failures = 0;
        while (!closed && !isLapsed(next, clock.instant())) {
            var outcome = tell(next);
            if (outcome == Outcome.TAKEN) {
                forget(next);
                return;
            }
            failures += outcome == Outcome.FAILED ? 1 : 0;
            if (failures >= MAX_FAILURES) {
                setAside(next);
                return;
            }
            Thread.sleep(wait);
            var longer = wait.multipliedBy(2);
            wait = longer.compareTo(LONGEST_WAIT) < 0 ? longer : LONGEST_WAIT;
        }
        if (!closed) {
            metrics.onReportDropped();
            forget(next);
        }
    }

    private void setAside(Waiting next) {
        if (next.report() instanceof MeetingReport.Ended) {
            waiting.add(next);
        } else {
            metrics.onReportDropped();
            forget(next);
        }
    }

    private void forget(Waiting next) {
        try {
            pending.done(new PendingReports.Pending(next.eventId(), next.report()));
        } catch (UncheckedIOException e) {
            LOG.atWarn().setCause(e).log("An acknowledged report will be told again");
        }
    }

    private static boolean isLapsed(Waiting next, Instant now) {
        return !now.isBefore(next.report().meeting().notAfter());
    }

    private enum Outcome {
        /// Nothing is gained by asking again: core took it, or never will.
        TAKEN,
        /// Core is away, or busy.
        LATER,
        /// Core broke over it.
        FAILED
    }

    private Outcome tell(Waiting next) {
        var report = next.report();
        try {
            var answer = core.post("/meetings/" + report.meeting().value() + "/events", body(next));
            var status = answer.status();
            var isForLater = status > 500 || status == 401 || status == 408 || status == 429;
            if (!isForLater && status >= 300) {
                LOG.atWarn()
                        .addKeyValue("meeting", report.meeting())
                        .addKeyValue("status", status)
                        .log("Core refused a report");
            }
            if (status == 500) {
                return Outcome.FAILED;
            }
            return isForLater ? Outcome.LATER : Outcome.TAKEN;
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("Core can't be told");
            return Outcome.LATER;
        }
    }

    private static Body body(Waiting next) {
        var report = next.report();
        var seat = report.seatInvolved().map(CoreReports::word).orElse(null);
        var event = report.word();
        var at = report.at().toString();
        return report instanceof MeetingReport.Ended ended
                ? new Body(
                        event,
                        next.eventId(),
                        at,
                        null,
                        word(ended.ending().by()),
                        word(ended.ending().reason()))
                : new Body(event, next.eventId(), at, seat, null, null);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// How many reports wait.
    public int backlog() {
        return waiting.size();
    }

    /// Gives what waits a moment to get through; what does not is told after the restart.
    public void flush(Duration patience) throws InterruptedException {
        var until = clock.instant().plus(patience);
        while (!waiting.isEmpty() && clock.instant().isBefore(until)) {
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        closed = true;
        worker.interrupt();
        pending.close();
    }
}
