package com.exorlive.meeting.signaling.redis;

import static com.exorlive.meeting.signaling.redis.RedisServers.await;
import static com.exorlive.meeting.signaling.redis.TestNodes.INGRID;
import static com.exorlive.meeting.signaling.redis.TestNodes.OLA;
import static com.exorlive.meeting.signaling.redis.TestNodes.THIRD;
import static com.exorlive.meeting.signaling.redis.TestNodes.admit;
import static com.exorlive.meeting.signaling.redis.TestNodes.claim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.registry.RegistryUnavailableException;
import com.exorlive.meeting.signaling.registry.RequestId;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Admission;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Claim;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A replica takes the master's place: R-07, with real servers and a real Sentinel.
class RedisFailoverTest {
    private static final String[] FOLLOWED = {"--min-replicas-to-write", "1"};

    /// A server of a busy machine is not away because it takes a second.
    private static final long SURE = 3_000;

    private static final long NEVER = 600_000;

    @TempDir Path files;

    @Test
    void r07WhenTheMasterDiesNobodyLosesTheirSeatAndNoEndIsForgotten() throws Exception {
        try (var redis = RedisServers.watched(files, SURE, FOLLOWED);
                var nodes = new TestNodes(files, RedisAddress.parse(redis.uri()))) {
            var north = nodes.ready("north");
            var south = nodes.ready("south");
            var meeting = TestIds.from(Instant.now().plusSeconds(60));
            var ended = TestIds.from(Instant.now().plusSeconds(60));
            var isLost = new AtomicBoolean();
            north.registry().onLoss((_, _, _) -> isLost.set(true));
            long epoch = claim(north, meeting);
            admit(north, meeting, epoch, Seat.HOST, INGRID);
            admit(north, meeting, epoch, Seat.INVITEE, OLA);
            south.registry().end(ended, -1, true, RequestId.random());
            var master = redis.all().getFirst();

            master.kill();

            await(() -> redis.masterBut(master) != master);
            await(() -> north.isReady() && south.isReady());
            await(() -> isRenewed(redis.masterBut(master), meeting));
            assertThat(admit(north, meeting, epoch, Seat.HOST, INGRID))
                    .isInstanceOf(Admission.Admitted.class);
            assertThat(admit(north, meeting, epoch, Seat.INVITEE, THIRD))
                    .isEqualTo(new Admission.Taken());
            assertThat(south.registry().claim(meeting, Seat.HOST, INGRID, RequestId.random()))
                    .isInstanceOf(Claim.OwnedBy.class);
            assertThat(north.registry().claim(ended, Seat.HOST, INGRID, RequestId.random()))
                    .isEqualTo(new Claim.Over());
            assertThat(isLost).isFalse();
        }
    }

    /// Until its owner has said at the new master that the room is its own, another node may take
    /// it: the lease went on while no master was there.
    private static boolean isRenewed(RedisServer master, MeetingId meeting) {
        var answer = master.ask("HGET " + Keys.of(meeting).room() + " leaseUntil");
        var until = answer.replaceFirst("(?s).*?([0-9]{13}).*", "$1");
        return until.length() == 13
                && Long.parseLong(until) > Instant.now().plusSeconds(1).toEpochMilli();
    }

    @Test
    @EnabledIfSystemProperty(named = "redis.long", matches = "true")
    void r07AMasterThatHangsIsLeftAndWhatItSaysLaterCountsForNothing() throws Exception {
        try (var redis = RedisServers.watched(files, SURE, FOLLOWED);
                var nodes = new TestNodes(files, RedisAddress.parse(redis.uri()))) {
            var north = nodes.ready("north");
            var meeting = TestIds.from(Instant.now().plusSeconds(60));
            long epoch = claim(north, meeting);
            admit(north, meeting, epoch, Seat.HOST, INGRID);
            var hanging = redis.all().getFirst();

            hanging.pause();

            try {
                var asked = RequestId.random();
                assertThatThrownBy(
                                () ->
                                        north.registry()
                                                .admit(meeting, epoch, Seat.INVITEE, OLA, asked))
                        .isInstanceOf(RegistryUnavailableException.class);
                await(north::isReady);
            } finally {
                hanging.resume();
            }
            await(() -> hanging.ask("INFO replication").contains("role:slave"));
            await(north::isReady);
            assertThat(admit(north, meeting, epoch, Seat.INVITEE, OLA))
                    .isInstanceOf(Admission.Admitted.class);
            assertThat(admit(north, meeting, epoch, Seat.HOST, THIRD))
                    .isEqualTo(new Admission.Taken());
        }
    }

    @Test
    void whatNoReplicaHasIsNotPromised() throws Exception {
        try (var redis = RedisServers.watched(files, NEVER, FOLLOWED);
                var nodes = new TestNodes(files, RedisAddress.parse(redis.uri()))) {
            var north = nodes.ready("north");
            var meeting = TestIds.from(Instant.now().plusSeconds(60));
            long epoch = claim(north, meeting);
            for (var replica : redis.all().subList(1, 3)) {
                replica.pause();
            }

            try {
                assertThatThrownBy(() -> admit(north, meeting, epoch, Seat.HOST, INGRID))
                        .isInstanceOf(RegistryUnavailableException.class)
                        .hasMessageContaining("replica");
                var ended = TestIds.from(Instant.now().plusSeconds(60));
                north.registry().end(ended, -1, true, RequestId.random());
                assertThat(north.registry().claim(ended, Seat.HOST, INGRID, RequestId.random()))
                        .isEqualTo(new Claim.Over());
            } finally {
                for (var replica : redis.all().subList(1, 3)) {
                    replica.resume();
                }
            }
            await(
                    () -> {
                        try {
                            return admit(north, meeting, epoch, Seat.HOST, INGRID)
                                    instanceof Admission.Admitted;
                        } catch (RegistryUnavailableException _) {
                            return false;
                        }
                    });
        }
    }

    @Test
    void aWatchedRedisThatDoesNotDemandReplicasIsNotTrusted() throws Exception {
        try (var redis = RedisServers.watched(files, NEVER);
                var nodes = new TestNodes(files, RedisAddress.parse(redis.uri()))) {
            var north = nodes.begin("north");

            await(() -> north.whyNot().contains("min-replicas-to-write"));
            redis.all().forEach(server -> server.say("CONFIG SET min-replicas-to-write 1"));
            await(north::isReady);
        }
    }
}
