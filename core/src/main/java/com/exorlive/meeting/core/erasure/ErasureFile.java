package com.exorlive.meeting.core.erasure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who was erased, a line each: `2026-11-22T10:00:00Z contact <id>`. Only ever grows; what a crash
/// left of a line is passed over. Confined to the ledger.
public final class ErasureFile {
    private final Optional<Path> path;

    private ErasureFile(Optional<Path> path) {
        this.path = path;
    }

    public static ErasureFile at(Path path) {
        return new ErasureFile(Optional.of(path.toAbsolutePath()));
    }

    /// Remembers nothing: for who keeps no backups.
    public static ErasureFile nowhere() {
        return new ErasureFile(Optional.empty());
    }

    List<Erased> read() {
        if (path.isEmpty() || !Files.exists(path.get())) {
            return List.of();
        }
        try (var lines = Files.lines(path.get(), StandardCharsets.ISO_8859_1)) {
            return lines.flatMap(line -> Erased.parse(line).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Is on the disk when this returns.
    void append(List<Erased> erased) {
        if (path.isEmpty() || erased.isEmpty()) {
            return;
        }
        // Begins a line of its own, whatever a crash left at the end.
        var text = new StringBuilder("\n");
        erased.forEach(it -> text.append(it.line()).append('\n'));
        try {
            var _ =
                    Files.createDirectories(
                            Optional.ofNullable(path.get().getParent()).orElseThrow());
            try (var channel = FileChannel.open(path.get(), OPEN, ownerOnly(path.get()))) {
                var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
                while (bytes.hasRemaining()) {
                    var _ = channel.write(bytes);
                }
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final Set<StandardOpenOption> OPEN =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
