package com.exorlive.meeting.signaling.nodes;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A node as a child process, so that killing it is real.
final class ChildNode implements AutoCloseable {
    private static final String LOGBACK =
            """
            <configuration>
              <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg %kvp %ex{3}%n</pattern></encoder>
              </appender>
              <logger name="com.exorlive.meeting.signaling.redis.History" level="debug"/>
              <root level="info"><appender-ref ref="OUT"/></root>
            </configuration>
            """;

    /// How the product is started in the image and under systemd.
    private static final Path OPTIONS = Path.of("..", "infra", "java.options").toAbsolutePath();

    final String name;
    private final Path directory;
    private final String core;
    private final String redis;
    private final int drainSeconds;
    private final List<String> before;
    private final String host;
    private Process process;
    private Path log;
    private int lives;
    private int port;

    ChildNode(String name, Path directory, String core, String redis, int drainSeconds)
            throws IOException {
        this(name, directory, core, redis, drainSeconds, List.of(), "127.0.0.1");
    }

    /// @param before what its command begins with
    /// @param host its address
    ChildNode(
            String name,
            Path directory,
            String core,
            String redis,
            int drainSeconds,
            List<String> before,
            String host)
            throws IOException {
        this.before = List.copyOf(before);
        this.host = host;
        this.name = name;
        this.directory = Files.createDirectories(directory.resolve(name));
        this.core = core;
        this.redis = redis;
        this.drainSeconds = drainSeconds;
        start();
    }

    void start() throws IOException {
        var logback = directory.resolve("logback.xml");
        Files.writeString(logback, LOGBACK);
        log = directory.resolve("log-" + ++lives + ".txt");
        var command = new ArrayList<>(before);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + OPTIONS,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-Dlogback.configurationFile=" + logback,
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeMain.class.getName(),
                        name,
                        core,
                        redis,
                        directory.toString(),
                        Integer.toString(drainSeconds),
                        host));
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
    }

    /// Waits until it is ready.
    ChildNode ready() throws IOException {
        for (int i = 0; i < 600 && process.isAlive(); i++) {
            var lines = Files.readAllLines(log);
            if (lines.contains("READY")) {
                port = Integer.parseInt(line(lines, "PORT ").substring(5));
                return this;
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("node " + name + " did not start:\n" + Files.readString(log));
    }

    private static String line(List<String> lines, String head) {
        return lines.stream().filter(line -> line.startsWith(head)).findFirst().orElseThrow();
    }

    URI http(String path) {
        return URI.create("http://" + host + ":" + port + path);
    }

    URI ws(String path) {
        return URI.create("ws://" + host + ":" + port + path);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    void terminate() {
        process.destroy();
    }

    /// Has it take all of its heap; returns when next to nothing is left, or it has ended.
    void fillHeap() throws IOException {
        var to = process.getOutputStream();
        to.write("fill\n".getBytes(StandardCharsets.UTF_8));
        to.flush();
        for (int i = 0; i < 6_000 && process.isAlive(); i++) {
            if (Files.readAllLines(log).contains("FULL")) {
                return;
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    /// After it has ended.
    int exitValue() {
        return process.exitValue();
    }

    boolean awaitExit(int seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    }

    /// What its lives wrote.
    List<Path> logs() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("log-")).toList();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
