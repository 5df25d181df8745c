package com.exorlive.meeting.standalone.nodes;

import com.exorlive.meeting.core.database.PostgresServer;
import com.exorlive.meeting.signaling.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Two whole products that are one: on one real PostgreSQL and one real Redis, each a process of
/// its own with its own media server. Confined to the thread of the test.
public final class TwoProducts implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final RedisServer redis;
    private final List<ProductNode> nodes;
    private final String origin = "http://localhost:" + ProductNode.freePort();

    private TwoProducts(Path directory, Map<String, String> settings, String classPath)
            throws IOException {
        try {
            var database = own(PostgresServer.start()).emptyDatabase();
            redis = own(new RedisServer(directory.resolve("redis")));
            var common = new HashMap<String, String>();
            common.put("exorlive.public-origin", origin);
            common.put("exorlive.database.url", database.url());
            common.put("exorlive.database.user", database.user());
            common.put("exorlive.database.password", database.password());
            common.put("exorlive.redis.url", redis.uri());
            common.put("exorlive.node.secret", "between the nodes of this test alone");
            common.put("exorlive.secrets.password-pepper", "a pepper of the two of this test");
            common.put(
                    "exorlive.secrets.signaling-client-secret",
                    "what signaling says to core in this test");
            common.put("exorlive.secrets.backup-key", "nobody makes backups in this test...");
            common.put(
                    "exorlive.secrets.master-key-file", directory.resolve("master.key").toString());
            common.put("exorlive.backup.at", "never");
            common.put("exorlive.media.bind", "127.0.0.1");
            common.put("exorlive.media.port", "0");
            common.put("exorlive.media.announced-addresses", "127.0.0.1");
            common.putAll(settings);
            // One after the other, as the first makes the tables.
            var first = own(new ProductNode("north", directory, common, classPath)).ready();
            var second = own(new ProductNode("south", directory, common, classPath)).ready();
            nodes = List.of(first, second);
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /// @param settings of both, besides what two nodes need, by full path
    public static TwoProducts start(Path directory, Map<String, String> settings) {
        return start(directory, settings, System.getProperty("java.class.path"));
    }

    /// Both of another version.
    ///
    /// @param classPath of that
    public static TwoProducts start(
            Path directory, Map<String, String> settings, String classPath) {
        try {
            return new TwoProducts(directory, settings, classPath);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What people have in the address bar, whichever node they come to.
    public String origin() {
        return origin;
    }

    public ProductNode north() {
        return nodes.get(0);
    }

    public ProductNode south() {
        return nodes.get(1);
    }

    public RedisServer redis() {
        return redis;
    }

    /// A way in that prefers this node.
    public Front frontOf(ProductNode node) {
        var front = own(new Front(nodes));
        front.prefer(node);
        return front;
    }

    /// The load balancer that docs/operations.md names.
    ///
    /// @param directory for its file and log
    public HaProxy haProxy(Path directory) {
        return own(new HaProxy(directory, nodes));
    }

    public ProductNode otherThan(ProductNode node) {
        return node.equals(north()) ? south() : north();
    }

    private <T extends AutoCloseable> T own(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
