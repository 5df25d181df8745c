package com.exorlive.meeting.core.audit;

import com.exorlive.meeting.core.database.Database;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the chain going: seals what is written, takes down what waited in memory, signs a head
/// each hour and takes it off the host. One thread of its own; the rest is thread-safe.
public final class AuditKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditKeeper.class);

    /// How long a line may be outside the chain. Shorter asks the database more often for nothing.
    private static final Duration SEAL_EVERY = Duration.ofMillis(250);

    private static final Duration HEADS_EVERY = Duration.ofSeconds(30);
    private static final int HEADS_AT_ONCE = 100;

    /// Longer lets a slow webhook keep the process from stopping.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Database database;
    private final InstantSource clock;
    private final HeadKey key;
    private final HeadExport export;
    private final AuditBuffer buffer;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("audit").daemon().factory());

    private volatile boolean isSealing = true;
    private volatile boolean isExporting = true;
    private volatile Instant lastHead = Instant.EPOCH;

    /// @param name whose chain it is, as the signed heads say it
    /// @param sealKey keeps the signing key secret in the database
    public AuditKeeper(
            Database database,
            InstantSource clock,
            String name,
            byte[] sealKey,
            AuditBuffer buffer,
            HeadExport export) {
        this.database = database;
        this.clock = clock;
        this.export = export;
        this.buffer = buffer;
        this.key =
                database.inTransaction(
                        handle -> HeadKey.load(handle, name, sealKey, clock.instant()));
    }

    /// How it goes, for an operator's eyes.
    ///
    /// @param isSealing false while the database does not take lines
    /// @param isExporting false while a head does not get off the host
    /// @param buffered lines in memory that the database did not take yet
    /// @param lost lines that found no room in memory, since the start
    public record Status(
            boolean isSealing, boolean isExporting, int buffered, long lost, Instant lastHead) {}

    public Status status() {
        return new Status(isSealing, isExporting, buffer.size(), buffer.lost(), lastHead);
    }

    /// Who checks heads must be told this key by another way than the heads come.
    public String verifierKey() {
        return key.verifier().text();
    }

    public void start() {
        LOG.atInfo().addKeyValue("key", verifierKey()).log("Heads of the audit log are signed");
        thread.execute(this::mendHours);
        var _ =
                thread.scheduleWithFixedDelay(
                        this::seal, 0, SEAL_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        var _ =
                thread.scheduleWithFixedDelay(
                        this::heads, 0, HEADS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Takes down what waits in memory, and seals what is committed.
    public synchronized void seal() {
        try {
            buffer.drain(database);
            while (database.inTransaction(AuditChain::seal) > 0) {
                // the next batch
            }
            if (!isSealing) {
                LOG.atInfo().log("The audit log takes lines again");
            }
            isSealing = true;
        } catch (RuntimeException e) {
            if (isSealing) {
                LOG.atError().setCause(e).log("The audit log takes no lines");
            }
            isSealing = false;
        }
    }

    void mendHours() {
        try {
            if (database.inTransaction(AuditChain::mendHours)) {
                LOG.atWarn().log("The audit log's totals by hour lacked lines: built anew");
            }
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("The audit log's totals by hour could not be checked");
        }
    }

    private void heads() {
        try {
            head(false);
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("No head of the audit log could be signed");
        }
        exportHeads();
    }

    /// Signs a head over all lines there are, now.
    public void signHead() {
        var _ = head(true);
    }

    /// Signs a head if it is time for one.
    ///
    /// @param demanded also if it is not
    /// @return the signed note
    synchronized Optional<String> head(boolean demanded) {
        var head =
                database.inTransaction(
                        handle -> AuditHeads.sign(handle, key, clock.instant(), demanded));
        head.ifPresent(it -> lastHead = it.at());
        return head.map(AuditHeads.Stored::note);
    }

    /// Takes what waits off the host, the oldest first.
    void exportHeads() {
        try {
            var waiting =
                    database.inTransaction(handle -> AuditHeads.waiting(handle, HEADS_AT_ONCE));
            for (var head : waiting) {
                export.send(database.inTransaction(handle -> packaged(handle, head)));
                database.run(handle -> AuditHeads.exported(handle, head));
            }
            isExporting = true;
        } catch (IOException | RuntimeException e) {
            if (isExporting) {
                LOG.atError().setCause(e).log("A head of the audit log does not get off the host");
            }
            isExporting = false;
        }
    }

    private HeadExport.Outgoing packaged(org.jdbi.v3.core.Handle handle, AuditHeads.Stored head) {
        var before = AuditHeads.lengthBefore(handle, head);
        return new HeadExport.Outgoing(
                head,
                verifierKey(),
                before,
                MerkleProofs.consistency(new StoredTree(handle), before, head.length()));
    }

    @Override
    public void close() {
        // What it is at comes to its end: interrupted, it would look like a database that fails.
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException _) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        seal();
        export.close();
    }
}
