package com.exorlive.meeting.core.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where backups lie: `exorlive-20261122T000000Z.backup` and so on. A file with such a name is
/// whole: it got its name when it was written and read again.
record BackupFolder(Path path) {
    /// However old they are, that many of the newest stay: when no new ones can be made, the old
    /// ones are all there is.
    static final int ALWAYS_KEPT = 7;

    private static final String PREFIX = "exorlive-";
    private static final String SUFFIX = ".backup";
    private static final String UNFINISHED = ".part";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    static String stamp(Instant time) {
        return STAMP.format(time);
    }

    record Kept(Path file, Instant created) {}

    Path fileOf(Instant created) {
        return path.resolve(PREFIX + stamp(created) + SUFFIX);
    }

    Path unfinished(Instant created) {
        return path.resolve(PREFIX + stamp(created) + UNFINISHED);
    }

    /// Gives a whole file its name, on the disk too.
    void finish(Path unfinished, Path file) throws IOException {
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        try (var folder = FileChannel.open(path, StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException _) {
            // Not every file system lets a folder be forced to the disk.
        }
    }

    /// Newest first.
    List<Kept> all() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (var files = Files.list(path)) {
            return files.flatMap(file -> kept(file).stream())
                    .sorted(Comparator.comparing(Kept::created).reversed())
                    .toList();
        }
    }

    Optional<Instant> newest() throws IOException {
        return all().stream().findFirst().map(Kept::created);
    }

    /// Throws away what is older than this, and what a crash left unfinished.
    ///
    /// @return how many backups went
    int prune(Instant now, Duration keep) throws IOException {
        var old =
                all().stream()
                        .skip(ALWAYS_KEPT)
                        .filter(kept -> kept.created().isBefore(now.minus(keep)))
                        .toList();
        for (var kept : old) {
            Files.deleteIfExists(kept.file());
        }
        try (Stream<Path> files = Files.list(path)) {
            for (var file : files.filter(BackupFolder::isUnfinished).toList()) {
                Files.deleteIfExists(file);
            }
        }
        return old.size();
    }

    private static boolean isUnfinished(Path file) {
        var name = String.valueOf(file.getFileName());
        return name.startsWith(PREFIX) && name.endsWith(UNFINISHED);
    }

    private static Optional<Kept> kept(Path file) {
        var name = String.valueOf(file.getFileName());
        if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        var stamp = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
        try {
            return Optional.of(new Kept(file, STAMP.parse(stamp, Instant::from)));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
