package com.exorlive.meeting.loadtests.floor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A forwarder as a child of ours, gone when we are, so that its processor time can be told apart.
/// Confined to one thread.
final class ForwarderProcess implements AutoCloseable {
    /// What the child says before its port.
    static final String READY = "floor on ";

    private final Process process;
    private final int port;

    ForwarderProcess(String mainClass, Forwarder.Mode mode, List<String> javaOptions)
            throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(List.of("floor", "--mode", mode.name().toLowerCase(Locale.ROOT)));
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var said =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var line = said.readLine();
        while (line != null && !line.startsWith(READY)) {
            line = said.readLine();
        }
        if (line == null) {
            process.destroy();
            throw new IOException("the forwarder did not start");
        }
        port = Integer.parseInt(line.substring(READY.length()));
    }

    int port() {
        return port;
    }

    /// Processor time until now.
    Cpu cpu() throws IOException {
        Map<String, Long> nanos = new HashMap<>();
        try (var threads = Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/task"))) {
            for (var thread : threads) {
                nanos.put(thread.toString(), nanos(thread));
            }
        }
        return new Cpu(nanos);
    }

    private static long nanos(Path thread) {
        try {
            // The scheduler's own count, finer than the clock ticks of `stat`.
            var words = Files.readString(thread.resolve("schedstat")).split(" ", -1);
            return Long.parseLong(words[0]);
        } catch (IOException _) {
            return 0;
        }
    }

    /// By thread.
    record Cpu(Map<String, Long> nanos) {
        Cpu {
            nanos = Map.copyOf(nanos);
        }

        long nanosSince(Cpu before) {
            return nanos.keySet().stream().mapToLong(thread -> since(before, thread)).sum();
        }

        /// Of the thread that worked most: the one with the packets.
        long busiestNanosSince(Cpu before) {
            return nanos.keySet().stream()
                    .mapToLong(thread -> since(before, thread))
                    .max()
                    .orElse(0);
        }

        private long since(Cpu before, String thread) {
            return nanos.getOrDefault(thread, 0L) - before.nanos.getOrDefault(thread, 0L);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
