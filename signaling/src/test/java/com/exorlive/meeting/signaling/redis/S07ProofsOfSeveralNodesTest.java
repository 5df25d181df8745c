package com.exorlive.meeting.signaling.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.signaling.metrics.RegistryMetrics;
import com.exorlive.meeting.signaling.registry.NodeName;
import com.exorlive.meeting.signaling.registry.RegistryUnavailableException;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SECURITY.md S-07 with several nodes: a proof that was used at one is used up at all.
class S07ProofsOfSeveralNodesTest {
    private static final Duration MEMORY = Duration.ofSeconds(150);
    private static final SharedSecret SECRET =
            new SharedSecret("a secret of all nodes, 32 letters or more");

    @TempDir Path files;

    @Test
    void aProofIsGoodOnceAtAllNodesTogetherAndNowhereWithoutRedis() throws Exception {
        var redis = new RedisServer(files.resolve("redis"));
        try (redis;
                var north = node("north", redis);
                var south = node("south", redis)) {
            awaitReady(north);
            awaitReady(south);
            assertThat(north.seenProofs().isFirst("a-proof", MEMORY)).isTrue();
            assertThat(south.seenProofs().isFirst("a-proof", MEMORY)).isFalse();
            assertThat(south.seenProofs().isFirst("another", MEMORY)).isTrue();

            var taken =
                    IntStream.range(0, 200)
                            .parallel()
                            .filter(
                                    i ->
                                            (i % 2 == 0 ? north : south)
                                                    .seenProofs()
                                                    .isFirst("in a race", MEMORY))
                            .count();
            assertThat(taken).isEqualTo(1);

            redis.kill();
            assertThatThrownBy(() -> north.seenProofs().isFirst("a third", MEMORY))
                    .isInstanceOf(RegistryUnavailableException.class);
        }
    }

    private RedisNode node(String name, RedisServer redis) {
        return new RedisNode(
                new NodeName(name),
                "127.0.0.1:1",
                RedisAddress.parse(redis.uri()),
                SECRET,
                files.resolve(name + ".log"),
                new RegistryMetrics(new PrometheusRegistry()),
                InstantSource.system(),
                System::nanoTime);
    }

    private static void awaitReady(RedisNode node) {
        for (int i = 0; i < 600 && !node.isReady(); i++) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(node.isReady()).isTrue();
    }
}
