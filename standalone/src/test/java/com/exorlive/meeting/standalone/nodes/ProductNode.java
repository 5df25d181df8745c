package com.exorlive.meeting.standalone.nodes;

import com.exorlive.meeting.standalone.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// The whole product as a child process, one node of several, so that killing it is real. Keeps its
/// ports when it is started again. Confined to the thread of the test, but for `isReady`.
public final class ProductNode implements AutoCloseable {
    /// The machine may be busy with other tests.
    private static final int START_SECONDS = 120;

    private static final int HTTP_MILLIS = 1_000;
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 10_000;

    /// Test runs at the same time begin at different ones.
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 61 % PORTS));

    private final String name;
    private final Path directory;
    private final int port = freePort();
    private final int adminPort = freePort();
    private final Map<String, String> settings;
    private final String firstClassPath;
    private String classPath;
    private Process process;
    private int lives;

    /// @param common what all nodes have alike, by full path
    /// @param classPath of the version that it is
    ProductNode(String name, Path directory, Map<String, String> common, String classPath) {
        this.name = name;
        this.firstClassPath = classPath;
        this.classPath = classPath;
        try {
            this.directory = Files.createDirectories(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings = new TreeMap<>(common);
        settings.put("exorlive.data-dir", this.directory.resolve("data").toString());
        settings.put("exorlive.http.port", Integer.toString(port));
        settings.put("exorlive.admin.port", Integer.toString(adminPort));
        settings.put("exorlive.node.name", name);
        settings.put("exorlive.node.port", Integer.toString(freePort()));
        settings.put("exorlive.audit.node", name);
        process = launch();
    }

    /// Starts it again, after it has ended.
    public ProductNode start() {
        process = launch();
        return this;
    }

    /// From its next start on it is of the version under test.
    public void upgrade() {
        classPath = System.getProperty("java.class.path");
    }

    /// From its next start on it is of the version that it first was.
    public void rollBack() {
        classPath = firstClassPath;
    }

    private Process launch() {
        try {
            var config = directory.resolve("node.conf");
            var lines =
                    settings.entrySet().stream()
                            .map(it -> it.getKey() + " = \"" + it.getValue() + "\"")
                            .toList();
            Files.write(config, lines);
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx320m",
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-cp",
                            classPath,
                            Main.class.getName(),
                            "--config",
                            config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log-" + ++lives + ".txt").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until it is ready for new meetings.
    public ProductNode ready() {
        for (int i = 0; i < START_SECONDS * 10 && process.isAlive(); i++) {
            if (isReady()) {
                return this;
            }
            LockSupport.parkNanos(100_000_000);
        }
        throw new AssertionError("node " + name + " did not start:\n" + log());
    }

    /// What a load balancer asks. From any thread.
    boolean isReady() {
        try {
            var readyz = URI.create("http://127.0.0.1:" + adminPort + "/readyz").toURL();
            var asked = (HttpURLConnection) readyz.openConnection();
            asked.setConnectTimeout(HTTP_MILLIS);
            asked.setReadTimeout(HTTP_MILLIS);
            return asked.getResponseCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /// A metric without labels, as it is now.
    public double metric(String name) {
        try (var metrics =
                URI.create("http://127.0.0.1:" + adminPort + "/metrics").toURL().openStream()) {
            return new String(metrics.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return name;
    }

    public int port() {
        return port;
    }

    public int adminPort() {
        return adminPort;
    }

    public long pid() {
        return process.pid();
    }

    /// As the machine's power cut does it.
    public void kill() {
        process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    /// SIGTERM: it drains.
    public void terminate() {
        process.destroy();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public boolean awaitExit(int seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    }

    /// What it wrote since it was last started.
    public String log() {
        try {
            return Files.readString(directory.resolve("log-" + lives + ".txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    /// One that no connection gets by chance while the node is down, as it might from where the
    /// operating system takes them.
    static int freePort() {
        for (int i = 0; i < PORTS; i++) {
            int port = FIRST_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (IOException _) {
                // Somebody has it.
            }
        }
        throw new IllegalStateException("no port is free");
    }
}
