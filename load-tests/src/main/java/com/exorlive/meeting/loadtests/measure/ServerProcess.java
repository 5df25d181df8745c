package com.exorlive.meeting.loadtests.measure;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a process of this machine takes, from Linux's /proc. Thread-safe.
public final class ServerProcess {
    /// Linux tells user space hundredths of a second, whatever its own ticks are.
    private static final double TICKS_PER_SECOND = 100;

    private static final long PAGE_BYTES = 4096;
    private static final Path PROC = Path.of("/proc");

    private final long pid;

    public ServerProcess(long pid) {
        this.pid = pid;
    }

    public long pid() {
        return pid;
    }

    /// @param cpuSeconds since the process began
    public record Usage(double cpuSeconds, long residentBytes, int threads, int descriptors) {}

    /// Empty if the process is gone, or not ours to look at.
    public Optional<Usage> usage() {
        try {
            var directory = PROC.resolve(Long.toString(pid));
            var stat = Files.readString(directory.resolve("stat"));
            // The name of the command is in brackets and may hold anything.
            var fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            double ticks = Double.parseDouble(fields.get(11)) + Double.parseDouble(fields.get(12));
            long pages = Long.parseLong(fields.get(21));
            return Optional.of(
                    new Usage(
                            ticks / TICKS_PER_SECOND,
                            pages * PAGE_BYTES,
                            Integer.parseInt(fields.get(17)),
                            descriptors(directory)));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static int descriptors(Path directory) {
        try (var open = Files.newDirectoryStream(directory.resolve("fd"))) {
            int count = 0;
            for (var _ : open) {
                count++;
            }
            return count;
        } catch (IOException _) {
            return 0;
        }
    }

    /// The process of this machine that listens on this TCP port, if we may see it.
    public static Optional<ServerProcess> listeningOn(int port) {
        return inodeOf("net/tcp", port)
                .or(() -> inodeOf("net/tcp6", port))
                .flatMap(ServerProcess::holderOf);
    }

    private static Optional<String> inodeOf(String table, int port) {
        var local = ":%04X".formatted(port);
        try (var lines = Files.lines(PROC.resolve(table))) {
            return lines.map(line -> line.strip().split("\\s+", -1))
                    .filter(it -> it.length > 9 && it[1].endsWith(local) && it[3].equals("0A"))
                    .map(it -> it[9])
                    .findFirst();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Optional<ServerProcess> holderOf(String inode) {
        var wanted = "socket:[" + inode + "]";
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var process : processes) {
                if (holds(process, wanted)) {
                    return Optional.of(
                            new ServerProcess(Long.parseLong(process.getFileName().toString())));
                }
            }
        } catch (IOException _) {
            // As if nobody held it.
        }
        return Optional.empty();
    }

    private static boolean holds(Path process, String socket) {
        try (var descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (var descriptor : descriptors) {
                if (Files.readSymbolicLink(descriptor).toString().equals(socket)) {
                    return true;
                }
            }
        } catch (IOException _) {
            // Not ours, or gone while we looked.
        }
        return false;
    }
}
