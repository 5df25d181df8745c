package com.exorlive.meeting.standalone.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A real HAProxy with the file of infra for several nodes, but for TLS, its user and the servers:
/// how soon it finds out that a node hangs is part of what people wait for. Confined to the thread
/// of the test.
public final class HaProxy implements AutoCloseable {
    private static final Path FILES = Path.of("..", "infra", "haproxy").toAbsolutePath();
    private static final String PROGRAM = "/usr/sbin/haproxy";

    private final int port = ProductNode.freePort();
    private final Process process;

    /// @param directory for its file and log
    HaProxy(Path directory, List<ProductNode> nodes) {
        try {
            if (!Files.isExecutable(Path.of(PROGRAM))) {
                throw new AssertionError("Missing: " + PROGRAM + " (apt-get install haproxy)");
            }
            Files.createDirectories(directory);
            var file = directory.resolve("haproxy.cfg");
            Files.writeString(file, configuration(nodes));
            process =
                    new ProcessBuilder(PROGRAM, "-db", "-f", file.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("log.txt").toFile())
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String configuration(List<ProductNode> nodes) throws IOException {
        var text = Files.readString(FILES.resolve("several.cfg"));
        text = text.replaceAll("(?m)^ +(user|group|chroot) .*\n", "");
        text = text.replaceAll("(?ms)^frontend (plain|metrics)\n.*?(?=^\\S|\\z)", "");
        text = text.replaceAll("(?m)^ +bind :::443 .*$", "    bind 127.0.0.1:" + port);
        text = text.replace("/etc/haproxy/away.html", FILES.resolve("away.html").toString());
        for (int i = 0; i < nodes.size(); i++) {
            var node = nodes.get(i);
            var line =
                    "server %s 127.0.0.1:%d check port %d"
                            .formatted(node.name(), node.port(), node.adminPort());
            text =
                    Pattern.compile("server node-" + (i + 1) + " .*")
                            .matcher(text)
                            .replaceAll(Matcher.quoteReplacement(line));
        }
        return text;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
