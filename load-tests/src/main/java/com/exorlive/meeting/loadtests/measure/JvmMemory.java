package com.exorlive.meeting.loadtests.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// What a Java process of this machine keeps in memory, asked with the JDK's `jcmd`. Each question
/// makes it collect its garbage first, which takes it some tenths of a second. Thread-safe; blocks.
public final class JvmMemory {
    private static final long PATIENCE_SECONDS = 20;
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern HEAP_RANGE = Pattern.compile("\\[0x([0-9a-f]+), 0x([0-9a-f]+)\\)");

    private final long pid;

    public JvmMemory(long pid) {
        this.pid = pid;
    }

    /// @param liveHeap bytes of objects that something still refers to
    /// @param outsideHeap resident bytes that are not the heap: code, stacks, buffers, tables
    public record Look(double liveHeap, double outsideHeap) {}

    /// Bytes of objects that something still refers to; empty if the process does not answer.
    public Optional<Double> liveHeap() throws InterruptedException {
        return jcmd("GC.class_histogram").flatMap(JvmMemory::total);
    }

    /// Both parts; empty if the process does not answer, or says not where its heap is.
    public Optional<Look> look() throws InterruptedException {
        var live = liveHeap();
        var range = jcmd("GC.heap_info").flatMap(JvmMemory::heapRange);
        if (live.isEmpty() || range.isEmpty()) {
            return Optional.empty();
        }
        try {
            var maps = Files.readString(Path.of("/proc/" + pid + "/smaps"));
            return Optional.of(new Look(live.get(), residentOutside(maps, range.get())));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Addresses, the second one excluded.
    record Range(long from, long to) {}

    static Optional<Double> total(String histogram) {
        var match = TOTAL.matcher(histogram);
        return match.find() ? Optional.of(Double.parseDouble(match.group(1))) : Optional.empty();
    }

    static Optional<Range> heapRange(String heapInfo) {
        var match = HEAP_RANGE.matcher(heapInfo);
        return match.find()
                ? Optional.of(
                        new Range(
                                Long.parseUnsignedLong(match.group(1), 16),
                                Long.parseUnsignedLong(match.group(2), 16)))
                : Optional.empty();
    }

    /// @param maps what /proc says of each mapping
    static double residentOutside(String maps, Range heap) {
        double resident = 0;
        boolean isHeap = false;
        for (var line : maps.lines().toList()) {
            int dash = line.indexOf('-');
            if (dash > 0 && line.indexOf(' ') > dash && line.indexOf(':') > line.indexOf(' ')) {
                long from = Long.parseUnsignedLong(line.substring(0, dash), 16);
                isHeap =
                        Long.compareUnsigned(from, heap.from()) >= 0
                                && Long.compareUnsigned(from, heap.to()) < 0;
            } else if (line.startsWith("Rss:") && !isHeap) {
                resident += 1024 * Double.parseDouble(line.strip().split("\\s+", -1)[1]);
            }
        }
        return resident;
    }

    private Optional<String> jcmd(String command) throws InterruptedException {
        var tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            var file = Files.createTempFile("jcmd", null);
            try {
                var process =
                        new ProcessBuilder(tool, Long.toString(pid), command)
                                .redirectErrorStream(true)
                                .redirectOutput(file.toFile())
                                .start();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return Optional.empty();
                }
                return process.exitValue() == 0
                        ? Optional.of(Files.readString(file))
                        : Optional.empty();
            } finally {
                Files.delete(file);
            }
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
