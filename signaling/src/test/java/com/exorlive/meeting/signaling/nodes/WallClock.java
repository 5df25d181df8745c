package com.exorlive.meeting.signaling.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/// The wall clock of child processes, set forward and back by libfaketime while they run. Their
/// monotonic clock goes on, as it does when the clock of a machine is set.
final class WallClock {
    private final Path file;

    /// @param file where it is kept; need not exist
    WallClock(Path file) throws IOException {
        this.file = file;
        isOffBy(Duration.ZERO);
    }

    /// What the command of such a process begins with.
    List<String> command() throws IOException {
        return List.of(
                "env",
                "LD_PRELOAD=" + library(),
                "FAKETIME_TIMESTAMP_FILE=" + file,
                "FAKETIME_NO_CACHE=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                // Else waiting for a condition of the monotonic clock ends at once.
                "FAKETIME_FORCE_MONOTONIC_FIX=0");
    }

    private static Path library() throws IOException {
        try (var found =
                Files.find(
                        Path.of("/usr/lib"),
                        3,
                        (path, _) -> path.endsWith("faketime/libfaketimeMT.so.1"))) {
            var library = found.findFirst();
            assertThat(library).as("libfaketime, a package of Debian").isPresent();
            return library.get();
        }
    }

    /// Sets it, from now on.
    void isOffBy(Duration offset) throws IOException {
        var next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, "%+d".formatted(offset.toSeconds()));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
