package com.exorlive.meeting.signaling.redis;

import static com.exorlive.meeting.signaling.redis.RedisServers.await;
import static com.exorlive.meeting.signaling.redis.TestNodes.INGRID;
import static com.exorlive.meeting.signaling.redis.TestNodes.OLA;
import static com.exorlive.meeting.signaling.redis.TestNodes.admit;
import static com.exorlive.meeting.signaling.redis.TestNodes.claim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.registry.RegistryUnavailableException;
import com.exorlive.meeting.signaling.registry.RequestId;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Admission;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Burial;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Claim;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Redis has no memory left, and throws nothing away for it.
class RedisFullTest {
    @TempDir Path files;

    @Test
    void whileRedisIsFullNobodyNewGetsInNoRoomIsLostAndAnEndIsToldLater() throws Exception {
        try (var redis =
                        new RedisServer(
                                files.resolve("redis"), "--maxmemory-policy", "noeviction");
                var nodes = new TestNodes(files, RedisAddress.parse(redis.uri()))) {
            var north = nodes.ready("north");
            var isLost = new AtomicBoolean();
            north.registry().onLoss((_, _, _) -> isLost.set(true));
            var running = TestIds.from(Instant.now().plusSeconds(60));
            var ending = TestIds.from(Instant.now().plusSeconds(60));
            long epoch = claim(north, running);
            admit(north, running, epoch, Seat.HOST, INGRID);
            claim(north, ending);

            redis.say("CONFIG SET maxmemory 1");
            assertThatThrownBy(() -> admit(north, running, epoch, Seat.INVITEE, OLA))
                    .isInstanceOf(RegistryUnavailableException.class);
            var another = TestIds.from(Instant.now().plusSeconds(60));
            assertThatThrownBy(
                            () ->
                                    north.registry()
                                            .claim(another, Seat.HOST, INGRID, RequestId.random()))
                    .isInstanceOf(RegistryUnavailableException.class);
            assertThat(north.registry().end(ending, 0, true, RequestId.random()))
                    .isEqualTo(Burial.BURIED);
            assertThat(redis.say("EXISTS " + Keys.of(ending).tombstone())).isEqualTo(":0");
            await(() -> !north.isReady());
            assertThat(north.isCutOff()).isTrue();

            redis.say("CONFIG SET maxmemory 0");
            await(north::isReady);
            await(() -> redis.say("EXISTS " + Keys.of(ending).tombstone()).equals(":1"));
            assertThat(north.registry().claim(ending, Seat.HOST, INGRID, RequestId.random()))
                    .isEqualTo(new Claim.Over());
            assertThat(admit(north, running, epoch, Seat.INVITEE, OLA))
                    .isInstanceOf(Admission.Admitted.class);
            assertThat(isLost).isFalse();
        }
    }
}
