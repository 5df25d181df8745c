package com.exorlive.meeting.signaling.redis;

import static com.exorlive.meeting.signaling.redis.TestNodes.INGRID;
import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.registry.RequestId;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Claim;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first node beside a Redis that remembers nothing yet. A meeting that is made when a node
/// calls itself ready must not look older than what Redis remembers: it would be turned away, and
/// told to core as ended.
class RedisFirstStartTest {
    private static final Duration SOME_TURNS = Duration.ofSeconds(1);

    @TempDir Path files;

    @Test
    void aNodeIsReadyWhenAMeetingOfThisVeryMomentIsTaken() throws Exception {
        try (var redis = new RedisServer(files.resolve("redis"));
                var nodes = new TestNodes(files, RedisAddress.parse(redis.uri()))) {
            // Nodes may be written down, and nothing about meetings.
            redis.say("ACL SETUSER default resetkeys ~g:* ~n:* ~tk:*");
            var north = nodes.begin("north");
            LockSupport.parkNanos(SOME_TURNS.toNanos());
            assertThat(north.isReady()).isFalse();
            assertThat(north.whyNot()).isNotEmpty();

            redis.say("ACL SETUSER default allkeys");
            RedisServers.await(north::isReady);

            var meeting = TestIds.from(Instant.now());
            assertThat(north.registry().look(meeting)).isInstanceOf(Place.Here.class);
            assertThat(north.registry().claim(meeting, Seat.HOST, INGRID, RequestId.random()))
                    .isInstanceOf(Claim.Owned.class);
        }
    }

    @Test
    void aNodeBesideARedisThatRemembersIsReadyAtOnce() throws Exception {
        try (var redis = new RedisServer(files.resolve("redis"));
                var nodes = new TestNodes(files, RedisAddress.parse(redis.uri()))) {
            nodes.ready("north");
            long began = System.nanoTime();

            nodes.ready("south");

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOME_TURNS);
        }
    }
}
