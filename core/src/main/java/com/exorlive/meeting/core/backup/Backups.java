package com.exorlive.meeting.core.backup;

import com.exorlive.meeting.core.seal.MasterKey;
import com.exorlive.meeting.core.seal.SealException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Makes backups of one database and restores it from one. Thread-safe: one backup at a time.
public final class Backups {
    private final DatabaseLogin database;
    private final Optional<DatabaseLogin> replica;
    private final BackupFolder folder;
    private final BackupKey key;
    private final Duration keep;

    /// @param replica a copy of the database that is read instead of it, so that a backup is no
    ///                  load where people work; PostgreSQL alone has such
    /// @param keep how long a backup is kept
    public Backups(
            DatabaseLogin database,
            Optional<DatabaseLogin> replica,
            Path folder,
            BackupKey key,
            Duration keep) {
        this.database = database;
        this.replica = replica;
        this.folder = new BackupFolder(folder);
        this.key = key;
        this.keep = keep;
    }

    /// One that was made.
    public record Made(Path file, long bytes, int pruned) {}

    /// Makes a backup, reads it again from the disk to know that it opens, and throws old ones
    /// away.
    ///
    /// @throws BackupException if there is no whole new backup now; older ones are untouched then
    public synchronized Made make(Instant at) {
        var created = at.truncatedTo(ChronoUnit.SECONDS);
        var file = folder.fileOf(created);
        var unfinished = folder.unfinished(created);
        try {
            Files.createDirectories(folder.path());
            Files.deleteIfExists(unfinished);
            var dump = Dump.of(replica.orElse(database));
            var head =
                    new BackupHead(
                            dump.kind(), created, dump.schema(), key.id(), dump.masterKeys());
            SealedFile.write(unfinished, key, head, dump::writeTo);
            SealedFile.read(unfinished, key, _ -> {});
            folder.finish(unfinished, file);
            return new Made(file, Files.size(file), folder.prune(at, keep));
        } catch (IOException e) {
            throw new BackupException("The backup could not be written: " + e.getMessage(), e);
        } finally {
            deleteQuietly(unfinished);
        }
    }

    /// Reads all of a backup.
    ///
    /// @throws BackupException if it can't be restored from with this key
    public BackupHead check(Path file) {
        try {
            SealedFile.read(file, key, in -> in.transferTo(OutputStream.nullOutputStream()));
            return SealedFile.head(file);
        } catch (IOException e) {
            throw new BackupException("The backup can't be read: " + e.getMessage(), e);
        }
    }

    /// Which of the master keys that the backup needs are not in this file: without them what tells
    /// who people are stays sealed for ever.
    ///
    /// @throws BackupException if the file holds something else
    public static List<String> missingMasterKeys(BackupHead head, Path masterKeyFile) {
        try {
            var here = MasterKey.idsIn(masterKeyFile);
            return head.masterKeys().stream().filter(it -> !here.contains(it)).toList();
        } catch (SealException | UncheckedIOException e) {
            throw new BackupException(masterKeyFile + " is no master key.", e);
        }
    }

    /// What restoring did.
    ///
    /// @param before where what was there before is kept; empty if nothing was
    public record Restored(BackupHead head, String before) {}

    /// Puts a backup in place of the database. All of the backup is read and found genuine before
    /// anything is touched.
    ///
    /// @param overwrites whether a database that is there may go
    /// @throws BackupException if it did not happen; the database is as before then
    public synchronized Restored restore(Path file, boolean overwrites, Instant now) {
        var head = check(file);
        var dump = Dump.of(database);
        if (!dump.kind().equals(head.kind())) {
            throw new BackupException(
                    "The backup is of %s, the database that the settings name is %s."
                            .formatted(head.kind(), dump.kind()));
        }
        if (!overwrites && !dump.isEmpty()) {
            throw new BackupException(
                    "There is a database already. With --overwrite it makes way for the backup.");
        }
        var before = new String[] {""};
        try {
            SealedFile.read(file, key, in -> before[0] = dump.replaceBy(in, now));
        } catch (IOException e) {
            throw new BackupException("The backup could not be read in: " + e.getMessage(), e);
        }
        return new Restored(head, before[0]);
    }

    /// When the newest backup was made.
    Optional<Instant> newest() {
        try {
            return folder.newest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // The next backup deletes what is unfinished.
        }
    }
}
