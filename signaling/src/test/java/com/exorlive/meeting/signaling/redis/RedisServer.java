package com.exorlive.meeting.signaling.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A real redis-server: a child process on a free port, with its files in a directory of its own.
public final class RedisServer implements AutoCloseable {
    private final Path directory;
    private final int port;
    private final List<String> options;
    private Process process;

    public RedisServer(Path directory, String... options) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.options = List.of(options);
        try (var probe = new ServerSocket(0)) {
            this.port = probe.getLocalPort();
        }
        start();
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public void start() throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                "redis-server",
                                "--bind",
                                "127.0.0.1",
                                "--port",
                                Integer.toString(port),
                                "--dir",
                                directory.toString(),
                                "--save",
                                "",
                                "--appendonly",
                                "yes",
                                "--appendfsync",
                                "always"));
        command.addAll(options);
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("redis.log").toFile())
                            .start();
        } catch (IOException e) {
            throw new AssertionError("this test needs redis-server (apt-get install redis)", e);
        }
        awaitPort();
    }

    private void awaitPort() {
        for (int i = 0; i < 200; i++) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
                if (ping(socket)) {
                    return;
                }
            } catch (IOException _) {
                // Not there yet.
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("redis-server did not start: see " + directory);
    }

    private static boolean ping(Socket socket) throws IOException {
        socket.setSoTimeout(500);
        socket.getOutputStream()
                .write("PING\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return socket.getInputStream().read() == '+';
    }

    /// Says something to it and has the first line of the answer.
    public String say(String command) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write((command + "\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            var line = new StringBuilder();
            for (int b; (b = socket.getInputStream().read()) >= 0 && b != '\n'; ) {
                line.append((char) b);
            }
            return line.toString().strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// As a power cut does it.
    public void kill() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    public void pause() throws Exception {
        signal("STOP");
    }

    public void resume() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /// Throws away what it wrote; only while it is dead.
    public void forget() throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    /// Everything that it wrote, as far as it is text.
    public String dump() throws IOException {
        var text = new StringBuilder();
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        kill();
    }
}
