package com.exorlive.meeting.sfucontrol.janus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Debian's Janus with the configuration of infra/janus, in a network namespace of its own, because
/// it doesn't use loopback. Needs root.
final class JanusServer {
    static final String API_SECRET = "api-secret-of-the-test";
    static final String ADMIN_KEY = "admin-key-of-the-test";
    private static final int PORT = 8188;

    private final String space = "janus-" + ProcessHandle.current().pid();
    private final String near = "jt" + ProcessHandle.current().pid() % 100_000;
    private final String network = "10.212." + ProcessHandle.current().pid() % 250 + ".";
    private final Path folder;
    private Process process;

    private JanusServer(Path folder) {
        this.folder = folder;
    }

    static JanusServer start() throws Exception {
        assumeThat("root".equals(System.getProperty("user.name")))
                .as("Left out: Janus needs a network namespace, and that needs root.")
                .isTrue();
        assumeThat(Path.of("/usr/bin/janus"))
                .as("Left out: Debian's package janus is not installed.")
                .exists();
        var server = new JanusServer(Files.createTempDirectory("janus-test"));
        try {
            server.makeNetwork();
            server.writeConfiguration();
            server.run();
        } catch (Exception e) {
            server.close();
            throw e;
        }
        return server;
    }

    URI address() {
        return URI.create("ws://" + network + "2:" + PORT);
    }

    JanusSettings settings() {
        return new JanusSettings(address(), API_SECRET, ADMIN_KEY, "test", 2_500_000);
    }

    private void makeNetwork() throws Exception {
        command("ip", "netns", "add", space);
        command("ip", "link", "add", near, "type", "veth", "peer", "name", "far", "netns", space);
        command("ip", "address", "add", network + "1/24", "dev", near);
        command("ip", "link", "set", near, "up");
        command("ip", "-n", space, "address", "add", network + "2/24", "dev", "far");
        command("ip", "-n", space, "link", "set", "far", "up");
        command("ip", "-n", space, "link", "set", "lo", "up");
    }

    private void writeConfiguration() throws IOException {
        var from = Path.of("..", "infra", "janus");
        for (var name :
                List.of(
                        "janus.jcfg",
                        "janus.plugin.videoroom.jcfg",
                        "janus.transport.websockets.jcfg")) {
            var text =
                    Files.readString(from.resolve(name))
                            .replace("/etc/janus", folder.toString())
                            .replace("x86_64-linux-gnu", architecture())
                            .replace("CHANGE-ME-api-secret", API_SECRET)
                            .replace("CHANGE-ME-admin-secret", "admin-secret-of-the-test")
                            .replace("CHANGE-ME-admin-key", ADMIN_KEY)
                            .replace("CHANGE-ME-interface", "far")
                            .replace("ws_ip = \"127.0.0.1\"", "ws_ip = \"" + network + "2\"");
            Files.writeString(folder.resolve(name), text);
        }
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64")
                ? "aarch64-linux-gnu"
                : "x86_64-linux-gnu";
    }

    /// Starts it, and returns when it takes connections.
    void run() throws Exception {
        process =
                new ProcessBuilder("ip", "netns", "exec", space, "janus", "-F", folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                        .start();
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!isListening()) {
            if (!process.isAlive() || System.nanoTime() - endNanos > 0) {
                throw new IllegalStateException("Janus did not start:\n" + log());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private boolean isListening() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(network + "2", PORT), 200);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// @param name such as `STOP`
    void signal(String name) throws Exception {
        command("kill", "-" + name, Long.toString(process.pid()));
    }

    void close() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
        new ProcessBuilder("ip", "netns", "del", space).start().waitFor();
        new ProcessBuilder("ip", "link", "del", near).start().waitFor();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void command(String... words) throws Exception {
        var run = new ProcessBuilder(words).redirectErrorStream(true).start();
        var said = new String(run.getInputStream().readAllBytes(), UTF_8);
        if (run.waitFor() != 0) {
            throw new IllegalStateException(new ArrayList<>(List.of(words)) + ": " + said);
        }
    }
}
