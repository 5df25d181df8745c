package com.exorlive.meeting.standalone.nodes;

import com.exorlive.meeting.standalone.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A media server of ours in a process of its own, as `./run media` starts it, which lives on when
/// nodes die. Confined to the thread of the test.
public final class MediaProcess implements AutoCloseable {
    private static final String SECRET = "media server and nodes of this test, nobody else";
    private static final int START_SECONDS = 120;

    private final int port = ProductNode.freePort();
    private final Path log;
    private final Process process;

    public MediaProcess(Path directory) throws IOException {
        Files.createDirectories(directory);
        var config = directory.resolve("media.conf");
        Files.write(
                config,
                List.of(
                        "exorlive.admin.port = 0",
                        "exorlive.media.port = 0",
                        "exorlive.media.bind = \"127.0.0.1\"",
                        "exorlive.media.announced-addresses = \"127.0.0.1\"",
                        "exorlive.media.remote.port = " + port,
                        "exorlive.media.remote.secret = \"" + SECRET + "\""));
        log = directory.resolve("log.txt");
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx128m",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "media",
                                "--config",
                                config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
    }

    /// What products must know to use this one, and no other.
    public Map<String, String> settings() {
        return Map.of(
                "exorlive.media.embedded",
                "false",
                "exorlive.media.remote.servers",
                "127.0.0.1:" + port,
                "exorlive.media.remote.secret",
                SECRET);
    }

    /// Waits until it takes rooms.
    public MediaProcess ready() {
        for (int i = 0; i < START_SECONDS * 10 && process.isAlive(); i++) {
            if (log().contains("Ready: ")) {
                return this;
            }
            LockSupport.parkNanos(100_000_000);
        }
        throw new AssertionError("the media server did not start:\n" + log());
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
