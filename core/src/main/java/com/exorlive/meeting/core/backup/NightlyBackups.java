package com.exorlive.meeting.core.backup;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a backup each night, tries again when it failed, and makes up for a night that the process
/// slept through. Owns one thread; the status is read by any.
public final class NightlyBackups implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NightlyBackups.class);

    private final Backups backups;
    private final BackupPlan plan;
    private final InstantSource clock;
    private final Instant began;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("core-backup").daemon().factory());
    private Optional<Instant> tried = Optional.empty();
    private volatile Status status;

    /// How it goes.
    ///
    /// @param newest when the newest backup that is there was made
    /// @param failures since the process began
    /// @param bytes of the newest one that this process made
    /// @param isOverdue whether last night's is missing
    public record Status(Optional<Instant> newest, long failures, long bytes, boolean isOverdue) {}

    public NightlyBackups(Backups backups, BackupPlan plan, InstantSource clock) {
        this.backups = backups;
        this.plan = plan;
        this.clock = clock;
        this.began = clock.instant();
        this.status = new Status(Optional.empty(), 0, 0, false);
    }

    public void start() {
        var _ = thread.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.MINUTES);
    }

    public Status status() {
        return status;
    }

    /// Makes a backup if one is due. Called each minute.
    void look() {
        try {
            var now = clock.instant();
            var newest = backups.newest();
            if (plan.isDue(now, newest.orElse(began), tried)) {
                tried = Optional.of(now);
                make(now);
            } else {
                show(newest, status.failures(), status.bytes());
            }
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void make(Instant now) {
        var made = backups.make(now);
        LOG.atInfo()
                .addKeyValue("file", made.file().getFileName())
                .addKeyValue("bytes", made.bytes())
                .addKeyValue("pruned", made.pruned())
                .log("Backup made");
        show(Optional.of(now), status.failures(), made.bytes());
    }

    private void failed(RuntimeException e) {
        LOG.atError()
                .addKeyValue("why", e instanceof BackupException ? e.getMessage() : e.toString())
                .log("The backup failed; it is tried again in a quarter of an hour");
        show(status.newest(), status.failures() + 1, status.bytes());
    }

    private void show(Optional<Instant> newest, long failures, long bytes) {
        var overdue = plan.isOverdue(clock.instant(), newest.orElse(began));
        if (overdue && !status.isOverdue()) {
            LOG.atError().log("There is no backup of last night");
        }
        status = new Status(newest, failures, bytes, overdue);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
