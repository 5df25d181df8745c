package com.exorlive.meeting.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.CoreSettings.DatabaseAddress;
import com.exorlive.meeting.core.database.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// OP-04: nodes that are started at once on an empty PostgreSQL make the tables, the keys and the
/// people of the demo once, and all have the same. Each is a process of its own.
final class OP04FirstStartTest {
    /// @param said its lines, read as they come: a full pipe would stop it
    private record Node(Process process, BlockingQueue<String> said) {
        /// The last of what it says.
        static final String END = "nothing more";

        static Node begun(DatabaseAddress database) throws IOException {
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var process =
                    new ProcessBuilder(
                                    java,
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:+UseSerialGC",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    FirstStartMain.class.getName(),
                                    database.url(),
                                    database.user(),
                                    database.password())
                            .redirectErrorStream(true)
                            .start();
            var said = new LinkedBlockingQueue<String>();
            Thread.ofVirtual().start(() -> listen(process, said));
            return new Node(process, said);
        }

        private static void listen(Process process, BlockingQueue<String> said) {
            try (var lines = process.inputReader(StandardCharsets.UTF_8).lines()) {
                lines.forEach(said::add);
            } finally {
                said.add(END);
            }
        }

        /// What follows a word that it says; everything, if it never does.
        String after(String word) throws InterruptedException {
            var all = new StringBuilder();
            while (true) {
                var line = said.take();
                if (line.equals(END)) {
                    return all.toString();
                }
                if (line.startsWith(word)) {
                    return line.substring(word.length());
                }
                all.append(line).append('\n');
            }
        }

        void go() throws IOException {
            process.outputWriter(StandardCharsets.UTF_8).append('\n').flush();
        }
    }

    @Test
    void twoThatAreStartedAtOnceOnAnEmptyDatabaseHaveTheSameKeys() throws Exception {
        try (var server = PostgresServer.start()) {
            var database = server.emptyDatabase();
            var nodes = new ArrayList<Node>();
            try {
                for (int i = 0; i < 2; i++) {
                    nodes.add(Node.begun(database));
                }
                for (var node : nodes) {
                    assertThat(node.after("THERE")).isEmpty();
                }
                for (var node : nodes) {
                    node.go();
                }
                assertSameKeys(nodes);
            } finally {
                nodes.forEach(node -> node.process().destroyForcibly());
            }
        }
    }

    private static void assertSameKeys(List<Node> nodes) throws Exception {
        var keys = new ArrayList<String>();
        for (var node : nodes) {
            keys.add(node.after("KEYS "));
        }
        // One key, whose name is a thumbprint.
        assertThat(keys).allMatch(it -> it.matches("[A-Za-z0-9_-]{43}"));
        assertThat(keys.getFirst()).isEqualTo(keys.getLast());
        for (var node : nodes) {
            assertThat(node.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(node.process().exitValue()).isZero();
        }
    }
}
