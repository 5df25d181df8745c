package com.exorlive.meeting.signaling.redis;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A real redis-server: a child process on a free port, with its files in a directory of its own.
public final class RedisServer implements AutoCloseable {
    private final Path directory;
    private final int port;
    private final List<String> options;
    private Process process;

    public RedisServer(Path directory, String... options) throws IOException {
        this(directory, freePort(), List.of(options));
    }

    RedisServer(Path directory, int port, List<String> options) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.options = List.copyOf(options);
        this.port = port;
        start();
    }

    /// Not one that the system gives out by itself (above 32,767): before the server has it,
    /// somebody's connection might. In a Cluster the bus has the port that is 10,000 higher.
    static int freePort() {
        for (int i = 0; i < 200; i++) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 20_000);
            if (isFree(port) && isFree(port + 10_000)) {
                return port;
            }
        }
        throw new AssertionError("no port between 10000 and 20000 is free");
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
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
        start(command);
    }

    private void start(List<String> command) throws IOException {
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
        socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket.getInputStream().read() == '+';
    }

    /// Says something to it and has the first line of the answer.
    public String say(String command) {
        return ask(command)
                .lines()
                .findFirst()
                .orElseThrow(() -> new AssertionError("redis-server does not answer: " + command))
                .strip();
    }

    /// Says something to it and has the whole answer, as it comes; empty if it is not there.
    public String ask(String command) {
        return ask(port, command);
    }

    static String ask(int port, String command) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.setSoTimeout(2_000);
            var words = command + "\r\n";
            socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
            var answer = new StringBuilder();
            read(new BufferedInputStream(socket.getInputStream()), answer);
            return answer.toString();
        } catch (IOException _) {
            return "";
        }
    }

    private static void read(InputStream in, StringBuilder answer) throws IOException {
        var line = new StringBuilder();
        for (int b; (b = in.read()) != '\n'; line.append((char) b)) {
            if (b < 0) {
                throw new EOFException();
            }
        }
        answer.append(line).append('\n');
        int size = "$*".indexOf(line.charAt(0)) < 0 ? 0 : number(line);
        if (line.charAt(0) == '$' && size >= 0) {
            answer.append(new String(in.readNBytes(size + 2), StandardCharsets.ISO_8859_1));
        } else {
            for (int i = 0; i < size; i++) {
                read(in, answer);
            }
        }
    }

    private static int number(CharSequence line) {
        return Integer.parseInt(line.toString().substring(1).strip());
    }

    boolean isAlive() {
        return process.isAlive();
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

    /// A copy of what it has written so far, by file.
    Map<Path, byte[]> keepData() throws IOException {
        var copy = new HashMap<Path, byte[]>();
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                copy.put(file, Files.readAllBytes(file));
            }
        }
        return copy;
    }

    /// Only while it is dead.
    void putBack(Map<Path, byte[]> copy) throws IOException {
        forget();
        for (var file : copy.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
    }

    /// Everything that it wrote, as far as it is text.
    public String dump() throws IOException {
        var text = new StringBuilder();
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        kill();
    }
}
