package com.exorlive.meeting.sfu.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A server with two addresses of each family on one interface, in a network of its own, bound to
/// the wildcard. Needs root.
class NetworkOfSeveralAddressesTest {
    private final long number = ProcessHandle.current().pid();
    private final String space = "sfu-" + number;
    private final String near = "sf" + number % 100_000;
    private final String four = "10.214." + number % 250 + ".";
    private final String six = "fd00:ae:" + Long.toHexString(number % 65_536) + "::";
    private final List<String> servers = List.of(four + "1", four + "2", six + "1", six + "2");

    @BeforeEach
    void makeNetwork() throws Exception {
        assumeThat("root".equals(System.getProperty("user.name")))
                .as("Left out: a network namespace needs root.")
                .isTrue();
        assumeThat(Files.exists(Path.of("/proc/net/if_inet6")) && hasIp())
                .as("Left out: no IPv6, or no iproute2.")
                .isTrue();
        run("ip", "netns", "add", space);
        run("ip", "link", "add", near, "type", "veth", "peer", "name", "far", "netns", space);
        run("ip", "address", "add", four + "9/24", "dev", near);
        run("ip", "address", "add", six + "9/64", "dev", near, "nodad");
        run("ip", "link", "set", near, "up");
        for (String server : servers) {
            if (server.contains(":")) {
                inside("address", "add", server + "/64", "dev", "far", "nodad");
            } else {
                inside("address", "add", server + "/24", "dev", "far");
            }
        }
        inside("link", "set", "far", "up");
        inside("link", "set", "lo", "up");
    }

    @AfterEach
    void removeNetwork() throws Exception {
        new ProcessBuilder("ip", "netns", "del", space).start().onExit().join();
    }

    @Test
    void eachIsAnsweredFromTheAddressThatTheyWroteTo() throws Exception {
        Process echo = start("::");
        try (var reader = echo.inputReader(UTF_8)) {
            int port = Integer.parseInt(reader.readLine());
            for (String server : servers) {
                var to = new InetSocketAddress(InetAddress.ofLiteral(server), port);
                var own = InetAddress.ofLiteral((server.contains(":") ? six : four) + "9");
                try (var client = new Client(own, to)) {
                    client.send(new byte[1200]);
                    assertThat(client.receiveFrom()).isEqualTo(to);
                }
            }
        } finally {
            echo.destroy();
            assertThat(echo.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Process start(String bind) throws IOException {
        return new ProcessBuilder(
                        "ip",
                        "netns",
                        "exec",
                        space,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EchoProcess.class.getName(),
                        bind)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static boolean hasIp() {
        return List.of("/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip").stream()
                .anyMatch(ip -> Files.exists(Path.of(ip)));
    }

    private void inside(String... command) throws Exception {
        var all = new ArrayList<>(List.of("ip", "-n", space));
        all.addAll(List.of(command));
        run(all.toArray(String[]::new));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + said);
        }
    }
}
