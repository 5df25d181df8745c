package com.exorlive.meeting.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// The whole product as a process of its own, so that killing it and starving it are real.
final class KillableProduct implements AutoCloseable {
    /// A first start makes keys and a database, maybe beside a build.
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private static final Pattern READY = Pattern.compile("^Ready: (http\\S+)", Pattern.MULTILINE);

    private static final List<String> AS_TESTED =
            List.of("-cp", System.getProperty("java.class.path"));

    private final Process process;
    private final Path log;
    private final long startedNanos = System.nanoTime();
    final String origin;
    final long readyAfterMillis;

    /// @param before what the command begins with, such as a shell that sets a limit
    KillableProduct(Path data, Path log, Map<String, String> settings, String... before)
            throws IOException {
        this.log = log;
        List<String> command = new ArrayList<>(Arrays.asList(before));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(Installed.is() ? Installed.OPTIONS : AS_TESTED);
        command.add(Main.class.getName());
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        TestStandalone.overrides(data, settings)
                .forEach((name, value) -> builder.environment().put(variable(name), value));
        process = builder.redirectOutput(log.toFile()).start();
        origin = awaitReady();
        readyAfterMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
    }

    private static String variable(String setting) {
        return setting.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private String awaitReady() throws IOException {
        while (System.nanoTime() - startedNanos < READY_WITHIN.toNanos() && process.isAlive()) {
            var ready = READY.matcher(Files.readString(log));
            if (ready.find()) {
                return ready.group(1);
            }
            LockSupport.parkNanos(20_000_000);
        }
        process.destroyForcibly();
        throw new AssertionError("it did not start:\n" + Files.readString(log));
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// As `kill -9`.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
