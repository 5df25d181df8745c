package com.exorlive.meeting.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The product as `./run` starts it: from its jars, with the cache for its start.
final class Installed {
    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
    private static final Path CACHE = TOP.resolve(".cache/start.aot");
    private static final List<String> MODULES =
            List.of("edge", "core", "sfu", "sfu-control", "signaling", "standalone");

    /// What the virtual machine is told.
    static final List<String> OPTIONS =
            List.of(
                    "-XX:AOTCache=" + CACHE,
                    "-Xlog:aot*=off",
                    "-Xlog:cds*=off",
                    "-cp",
                    TOP.resolve("standalone/target/app") + "/*");

    private Installed() {}

    /// Whether what was built so is what is tested: no class may be newer.
    static boolean is() {
        return Files.exists(CACHE)
                && MODULES.stream()
                        .map(module -> TOP.resolve(module).resolve("target/classes"))
                        .allMatch(Installed::isOlder);
    }

    private static boolean isOlder(Path classes) {
        try (Stream<Path> files = Files.walk(classes)) {
            var made = Files.getLastModifiedTime(CACHE);
            return files.filter(Files::isRegularFile)
                    .allMatch(it -> modified(it) < made.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
