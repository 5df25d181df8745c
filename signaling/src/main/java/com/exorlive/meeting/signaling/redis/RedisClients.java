package com.exorlive.meeting.signaling.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.EpollProvider;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How we speak to Redis: nothing waits for a lost connection, nothing is sent twice behind our
/// back, and a server that is there again is found within half a second. Thread-safe.
final class RedisClients implements AutoCloseable {
    /// Shorter makes a busy Redis look dead; longer keeps people waiting at the door.
    static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final Duration RECONNECT = Duration.ofMillis(300);
    private static final Duration TOPOLOGY = Duration.ofSeconds(5);
    private static final int QUEUE = 4096;

    private final Runnable onConnected;
    private final ClientResources resources =
            ClientResources.builder()
                    .ioThreadPoolSize(2)
                    .computationThreadPoolSize(2)
                    .reconnectDelay(Delay.constant(RECONNECT))
                    .build();

    private @Nullable AbstractRedisClient client;

    /// @param onConnected called on a thread that must not be kept
    RedisClients(Runnable onConnected) {
        this.onConnected = onConnected;
    }

    /// @throws io.lettuce.core.RedisException if there is no way there
    synchronized RedisLink connect(RedisAddress address) {
        closeClient();
        return switch (address) {
            case RedisAddress.One(var uri, var tls) -> {
                uri.setTimeout(TIMEOUT);
                var one = RedisClient.create(resources, uri);
                client = one;
                one.setOptions(with(ClientOptions.builder(), tls).build());
                one.addListener(new Connected());
                yield new RedisLink.One(one.connect());
            }
            case RedisAddress.Cluster(var uris, var tls) -> {
                uris.forEach(uri -> uri.setTimeout(TIMEOUT));
                var many = RedisClusterClient.create(resources, uris);
                client = many;
                many.setOptions(ofCluster(tls));
                many.addListener(new Connected());
                yield new RedisLink.Cluster(many.connect());
            }
        };
    }

    private static ClusterClientOptions ofCluster(Optional<RedisTls> tls) {
        var builder = ClusterClientOptions.builder();
        with(builder, tls);
        // A redirect or a lost connection has it look at once, by default.
        return builder.validateClusterNodeMembership(true)
                .topologyRefreshOptions(
                        ClusterTopologyRefreshOptions.builder()
                                .enablePeriodicRefresh(TOPOLOGY)
                                .build())
                .build();
    }

    private static ClientOptions.Builder with(
            ClientOptions.Builder builder, Optional<RedisTls> tls) {
        tls.ifPresent(files -> builder.sslOptions(ssl(files)));
        return builder.autoReconnect(true)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(QUEUE)
                // What was sent when the connection broke may have been done: we ask again
                // ourselves, with the same request.
                .replayFilter(_ -> true)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .timeoutOptions(TimeoutOptions.enabled(TIMEOUT))
                .socketOptions(sockets());
    }

    private static SslOptions ssl(RedisTls tls) {
        return SslOptions.builder()
                .jdkSslProvider()
                .protocols("TLSv1.3", "TLSv1.2")
                .trustManager(tls.authority().toFile())
                .keyManager(tls.certificate().toFile(), tls.key().toFile(), new char[0])
                .build();
    }

    /// A server that vanishes without a word is given up on after ten seconds, or five where the
    /// operating system can be asked for it.
    private static SocketOptions sockets() {
        var builder =
                SocketOptions.builder()
                        .connectTimeout(TIMEOUT)
                        .keepAlive(
                                SocketOptions.KeepAliveOptions.builder()
                                        .enable()
                                        .idle(Duration.ofSeconds(5))
                                        .interval(Duration.ofSeconds(2))
                                        .count(2)
                                        .build());
        if (EpollProvider.isAvailable()) {
            builder.tcpUserTimeout(
                    SocketOptions.TcpUserTimeoutOptions.builder()
                            .enable()
                            .tcpUserTimeout(Duration.ofSeconds(5))
                            .build());
        }
        return builder.build();
    }

    private final class Connected implements RedisConnectionStateListener {
        @Override
        public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress at) {
            onConnected.run();
        }
    }

    /// Lets go of the connection, whatever state it is in.
    synchronized void disconnect() {
        closeClient();
    }

    private void closeClient() {
        if (client != null) {
            client.shutdown(Duration.ZERO, TIMEOUT);
            client = null;
        }
    }

    @Override
    public synchronized void close() {
        closeClient();
        resources.shutdown(0, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
}
