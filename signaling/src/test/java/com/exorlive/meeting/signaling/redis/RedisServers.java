package com.exorlive.meeting.signaling.redis;

import com.exorlive.meeting.signaling.protocol.MeetingId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;

/// Several real redis-servers that belong together.
public final class RedisServers implements AutoCloseable {
    private static final String NAME = "meetings";

    private final List<RedisServer> servers;
    private final List<Process> sentinels;
    private final String uri;

    private RedisServers(List<RedisServer> servers, List<Process> sentinels, String uri) {
        this.servers = servers;
        this.sentinels = sentinels;
        this.uri = uri;
    }

    /// A master, two replicas, and a Sentinel.
    ///
    /// @param downAfterMillis how long the Sentinel takes to be sure that a server is away
    /// @param options of all servers
    public static RedisServers watched(Path directory, long downAfterMillis, String... options)
            throws Exception {
        var servers = new ArrayList<RedisServer>();
        for (int i = 0; i < 3; i++) {
            var all = new ArrayList<>(List.of("--repl-diskless-sync-delay", "0"));
            all.addAll(List.of(options));
            if (i > 0) {
                all.addAll(List.of("--replicaof", "127.0.0.1 " + servers.getFirst().port()));
            }
            servers.add(new RedisServer(directory.resolve("r" + i), RedisServer.freePort(), all));
        }
        await(() -> servers.getFirst().ask("INFO replication").contains("connected_slaves:2"));
        int port = RedisServer.freePort();
        var file = Files.createDirectories(directory.resolve("sentinel")).resolve("sentinel.conf");
        Files.writeString(
                file,
                """
                port %d
                bind 127.0.0.1
                dir %s
                sentinel monitor %s 127.0.0.1 %d 1
                sentinel down-after-milliseconds %s %d
                sentinel failover-timeout %s 5000
                """
                        .formatted(
                                port,
                                file.getParent(),
                                NAME,
                                servers.getFirst().port(),
                                NAME,
                                downAfterMillis,
                                NAME));
        var sentinel =
                new ProcessBuilder("redis-server", file.toString(), "--sentinel")
                        .redirectErrorStream(true)
                        .redirectOutput(file.resolveSibling("log").toFile())
                        .start();
        var group =
                new RedisServers(
                        servers,
                        List.of(sentinel),
                        "redis-sentinel://127.0.0.1:" + port + "#" + NAME);
        // Who does not know the replicas yet has nobody to make the master.
        await(
                () -> {
                    var known = RedisServer.ask(port, "SENTINEL master " + NAME);
                    return known.contains("num-slaves\r\n$1\r\n2");
                });
        return group;
    }

    /// Three masters that share the slots.
    static RedisServers cluster(Path directory) throws Exception {
        return cluster(directory, 0);
    }

    /// Three masters that share the slots, each with so many replicas, of which one has to follow.
    public static RedisServers cluster(Path directory, int replicas) throws Exception {
        var servers = new ArrayList<RedisServer>();
        var command = new ArrayList<>(List.of("redis-cli", "--cluster", "create"));
        for (int i = 0; i < 3 * (1 + replicas); i++) {
            var options =
                    new ArrayList<>(
                            List.of("--cluster-enabled", "yes", "--cluster-node-timeout", "2000"));
            if (replicas > 0) {
                options.addAll(List.of("--repl-diskless-sync-delay", "0"));
                options.addAll(List.of("--min-replicas-to-write", "1"));
            }
            servers.add(
                    new RedisServer(directory.resolve("c" + i), RedisServer.freePort(), options));
            command.add("127.0.0.1:" + servers.get(i).port());
        }
        command.addAll(List.of("--cluster-replicas", Integer.toString(replicas)));
        command.add("--cluster-yes");
        var log = directory.resolve("create.log");
        var made =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!made.waitFor(60, TimeUnit.SECONDS) || made.exitValue() != 0) {
            throw new AssertionError("no Cluster:\n" + Files.readString(log));
        }
        for (var server : servers) {
            await(() -> server.ask("CLUSTER INFO").contains("cluster_state:ok"));
        }
        await(
                () ->
                        servers.stream()
                                        .map(server -> server.ask("INFO replication"))
                                        .filter(it -> it.contains("connected_slaves:" + replicas))
                                        .filter(it -> it.contains("role:master"))
                                        .count()
                                == 3);
        var uris = servers.stream().map(RedisServer::uri).toList();
        return new RedisServers(servers, List.of(), String.join(",", uris));
    }

    public String uri() {
        return uri;
    }

    public List<RedisServer> all() {
        return servers;
    }

    /// Who says that it is the master now, and is not stopped.
    public RedisServer masterBut(RedisServer former) {
        return servers.stream()
                .filter(server -> server != former && server.isAlive())
                .filter(server -> server.ask("INFO replication").contains("role:master"))
                .findFirst()
                .orElse(former);
    }

    /// Of the Cluster: who has this meeting now.
    public Optional<RedisServer> masterOf(MeetingId meeting) {
        var asked = "EXISTS " + Keys.of(meeting).room();
        return servers.stream()
                .filter(server -> server.ask("INFO replication").contains("role:master"))
                .filter(server -> server.ask(asked).startsWith(":"))
                .findFirst();
    }

    public List<RedisServer> replicasOf(RedisServer master) {
        var port = "master_port:" + master.port() + "\r";
        return servers.stream()
                .filter(server -> server.ask("INFO replication").contains(port))
                .toList();
    }

    /// Of the Cluster, as any of its servers says it.
    public String slotOf(RedisServer server, MeetingId meeting) {
        return server.say("CLUSTER KEYSLOT " + Keys.of(meeting).room());
    }

    public static void await(BooleanSupplier condition) {
        for (int i = 0; i < 1200 && !condition.getAsBoolean(); i++) {
            LockSupport.parkNanos(50_000_000);
        }
        Assertions.assertThat(condition.getAsBoolean()).isTrue();
    }

    @Override
    public void close() {
        sentinels.forEach(Process::destroyForcibly);
        servers.forEach(RedisServer::close);
    }
}
