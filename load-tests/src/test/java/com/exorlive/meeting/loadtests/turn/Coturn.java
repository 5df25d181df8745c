package com.exorlive.meeting.loadtests.turn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Debian's coturn with the configuration of infra/coturn, in a network namespace of its own,
/// because it serves no loopback. Needs root.
public final class Coturn implements AutoCloseable {
    public static final String SECRET = "secret-of-the-test-that-is-long-enough";
    public static final int PORT = 3478;
    private static final Path PROGRAM = Path.of("/usr/bin/turnserver");

    private final long number = ProcessHandle.current().pid();
    private final String space = "sfu-turn-" + number;
    private final String near = "st" + number % 100_000;
    private final String network = "10.215." + number % 250 + ".";
    private @Nullable Process process;

    private Coturn() {}

    /// Begins; leaves the test out where that can't be.
    public static Coturn start() throws Exception {
        assumeThat("root".equals(System.getProperty("user.name")))
                .as("Left out: a network namespace needs root.")
                .isTrue();
        assumeThat(PROGRAM).as("Left out: Debian's package coturn is not installed.").exists();
        var coturn = new Coturn();
        try {
            coturn.begin();
            return coturn;
        } catch (IOException | InterruptedException | AssertionError e) {
            coturn.close();
            throw e;
        }
    }

    private void begin() throws IOException, InterruptedException {
        run("ip", "netns", "add", space);
        run("ip", "link", "add", near, "type", "veth", "peer", "name", "far", "netns", space);
        run("ip", "address", "add", network + "1/24", "dev", near);
        run("ip", "link", "set", near, "up");
        run("ip", "-n", space, "address", "add", network + "2/24", "dev", "far");
        run("ip", "-n", space, "link", "set", "far", "up");
        run("ip", "-n", space, "link", "set", "lo", "up");
        process =
                new ProcessBuilder(
                                "ip",
                                "netns",
                                "exec",
                                space,
                                PROGRAM.toString(),
                                "-c",
                                Path.of("..", "infra", "coturn", "turnserver.conf").toString(),
                                "--static-auth-secret=" + SECRET,
                                "--allowed-peer-ip=" + network + "1",
                                "--listening-ip=" + network + "2",
                                "--relay-ip=" + network + "2",
                                "--no-tls",
                                "--pidfile=")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
    }

    /// Ours, the only one that it may send to.
    public InetAddress near() {
        return address("1");
    }

    /// Its own.
    public InetAddress far() {
        return address("2");
    }

    public InetAddress address(String host) {
        return InetAddress.ofLiteral(network + host);
    }

    public long pid() {
        return process == null ? 0 : process.pid();
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
        // Its other end goes with it.
        new ProcessBuilder("ip", "link", "del", near).start().onExit().join();
        new ProcessBuilder("ip", "netns", "del", space).start().onExit().join();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + said);
        }
    }
}
