package com.exorlive.meeting.signaling.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Limits of all nodes together, with two nodes and a real Redis.
class SharedTurnsTest {
    /// So slow that a busy machine gives none back meanwhile.
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir Path files;

    @Test
    void whoeverGoesFromNodeToNodeHasTheTurnsOfOneAndWithoutRedisThoseOfEach() throws Exception {
        try (var redis = new RedisServer(files.resolve("redis"));
                var nodes = new TestNodes(files, RedisAddress.parse(redis.uri()))) {
            var north = nodes.ready("north").turns("tries", 10, HOUR, HOUR);
            var south = nodes.ready("south").turns("tries", 10, HOUR, HOUR);
            for (int i = 0; i < 5; i++) {
                assertThat(north.secondsToWait("192.0.2.7")).isEmpty();
                assertThat(south.secondsToWait("192.0.2.7")).isEmpty();
            }

            assertThat(north.secondsToWait("192.0.2.7").orElse(0)).isBetween(1L, 360L);
            assertThat(south.secondsToWait("192.0.2.7").orElse(0)).isBetween(1L, 360L);
            assertThat(south.secondsToWait("another")).isEmpty();
            north.giveBack("192.0.2.7");
            assertThat(south.secondsToWait("192.0.2.7")).isEmpty();
            assertThat(north.secondsToWait("192.0.2.7")).isPresent();
            assertThat(redis.dump()).contains("tk:l:tries:").doesNotContain("192.0.2.7");

            redis.kill();
            IntStream.range(0, 10).forEach(_ -> assertThat(north.secondsToWait("b")).isEmpty());
            assertThat(north.secondsToWait("b")).isPresent();
        }
    }

    @Test
    void allTurnsAtOnceAreNeverMoreThanThereAre() throws Exception {
        try (var redis = new RedisServer(files.resolve("redis"));
                var nodes = new TestNodes(files, RedisAddress.parse(redis.uri()))) {
            var north = nodes.ready("north").turns("tries", 20, HOUR, HOUR);
            var south = nodes.ready("south").turns("tries", 20, HOUR, HOUR);

            var free =
                    IntStream.range(0, 60)
                            .parallel()
                            .filter(
                                    i ->
                                            (i % 2 == 0 ? north : south)
                                                    .secondsToWait("somebody")
                                                    .isEmpty())
                            .count();

            assertThat(free).isEqualTo(20);
            assertThat(north.secondsToWait("somebody")).isPresent();
            assertThat(south.secondsToWait("somebody")).isPresent();
        }
    }
}
