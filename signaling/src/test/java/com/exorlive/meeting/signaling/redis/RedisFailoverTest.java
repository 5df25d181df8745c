package com.exorlive.meeting.signaling.redis;

import static com.exorlive.meeting.signaling.redis.RedisServers.await;
import static com.exorlive.meeting.signaling.redis.TestNodes.INGRID;
import static com.exorlive.meeting.signaling.redis.TestNodes.OLA;
import static com.exorlive.meeting.signaling.redis.TestNodes.THIRD;
import static com.exorlive.meeting.signaling.redis.TestNodes.admit;
import static com.exorlive.meeting.signaling.redis.TestNodes.claim;
import static com.exorlive.meeting.signaling.redis.TestNodes.isLetIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.registry.NodeName;
import com.exorlive.meeting.signaling.registry.RegistryUnavailableException;
import com.exorlive.meeting.signaling.registry.RequestId;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Admission;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Claim;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Place;
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
            await(() -> isLetIn(north, meeting, epoch, Seat.HOST, INGRID));
            await(() -> isLetIn(north, meeting, epoch, Seat.INVITEE, OLA));
            south.registry().end(ended, -1, true, RequestId.random());
            var master = redis.all().getFirst();

            master.kill();

            await(() -> redis.masterBut(master) != master);
            await(() -> north.isReady() && south.isReady());
            var promoted = redis.masterBut(master);
            await(() -> isKnown(promoted));
            assertThat(isKnownToBeWhole(promoted)).isFalse();
            // The lease went on while no master was there; the owner need not have renewed it yet.
            assertThat(south.registry().claim(meeting, Seat.HOST, INGRID, RequestId.random()))
                    .isEqualTo(new Claim.OwnedBy(new NodeName("north")));
            assertThat(south.registry().look(meeting))
                    .isEqualTo(new Place.At(new NodeName("north")));
            await(() -> isLetIn(north, meeting, epoch, Seat.HOST, INGRID));
            assertThat(admit(north, meeting, epoch, Seat.INVITEE, THIRD))
                    .isEqualTo(new Admission.Taken());
            assertThat(south.registry().claim(meeting, Seat.HOST, INGRID, RequestId.random()))
                    .isInstanceOf(Claim.OwnedBy.class);
            assertThat(north.registry().claim(ended, Seat.HOST, INGRID, RequestId.random()))
                    .isEqualTo(new Claim.Over());
            assertThat(isLost).isFalse();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "redis.long", matches = "true")
    void r07AMasterThatHangsIsLeftAndWhatItSaysLaterCountsForNothing() throws Exception {
        try (var redis = RedisServers.watched(files, SURE, FOLLOWED);
                var nodes = new TestNodes(files, RedisAddress.parse(redis.uri()))) {
            var north = nodes.ready("north");
            var meeting = TestIds.from(Instant.now().plusSeconds(60));
            long epoch = claim(north, meeting);
            await(() -> isLetIn(north, meeting, epoch, Seat.HOST, INGRID));
            var hanging = redis.all().getFirst();

            hanging.pause();

            try {
                var asked = RequestId.random();
                assertThatThrownBy(
                                () ->
                                        north.registry()
                                                .admit(meeting, epoch, Seat.INVITEE, OLA, asked))
                        .isInstanceOf(RegistryUnavailableException.class);
                // Until it has noticed it calls itself ready.
                await(() -> !north.isReady());
                await(north::isReady);
            } finally {
                hanging.resume();
            }
            await(() -> hanging.ask("INFO replication").contains("role:slave"));
            await(() -> isLetIn(north, meeting, epoch, Seat.HOST, INGRID));
            assertThat(admit(north, meeting, epoch, Seat.INVITEE, OLA))
                    .isInstanceOf(Admission.Admitted.class);
            assertThat(admit(north, meeting, epoch, Seat.HOST, THIRD))
                    .isEqualTo(new Admission.Taken());
        }
    }

    @Test
    void r05AMasterThatOnlyWasAwayLetsPeopleInAtOnce() throws Exception {
        try (var redis = RedisServers.watched(files, NEVER, FOLLOWED);
                var nodes = new TestNodes(files, RedisAddress.parse(redis.uri()))) {
            var north = nodes.ready("north");
            var master = redis.all().getFirst();
            assertThat(isKnownToBeWhole(master)).isFalse();
            awaitTurn(master);
            master.kill();
            await(() -> !north.isReady());

            master.start();

            await(() -> isKnownToBeWhole(master));
            var meeting = TestIds.from(Instant.now().plusSeconds(60));
            assertThat(isLetIn(north, meeting, claim(north, meeting), Seat.HOST, INGRID)).isTrue();
        }
    }

    @Test
    void r05AMasterThatDidNotWriteAtOnceMayLackItsLastWords() throws Exception {
        var options = new String[] {FOLLOWED[0], FOLLOWED[1], "--appendfsync", "everysec"};
        try (var redis = RedisServers.watched(files, NEVER, options);
                var nodes = new TestNodes(files, RedisAddress.parse(redis.uri()))) {
            var north = nodes.ready("north");
            var master = redis.all().getFirst();
            awaitTurn(master);
            master.kill();
            await(() -> !north.isReady());

            master.start();

            await(() -> north.isReady() && isKnown(master));
            assertThat(isKnownToBeWhole(master)).isFalse();
        }
    }

    @Test
    void r05AMasterWithOlderDataLacksWhatWasAnsweredSince() throws Exception {
        try (var redis = RedisServers.watched(files, NEVER, FOLLOWED);
                var nodes = new TestNodes(files, RedisAddress.parse(redis.uri()))) {
            var north = nodes.ready("north");
            var master = redis.all().getFirst();
            var older = master.keepData();
            awaitTurn(master);
            awaitTurn(master);
            master.kill();
            await(() -> !north.isReady());
            master.putBack(older);

            master.start();

            await(() -> north.isReady() && isKnown(master));
            assertThat(isKnownToBeWhole(master)).isFalse();
        }
    }

    /// A node says each second that it lives.
    private static void awaitTurn(RedisServer master) {
        var said = master.ask("HGET g:nodes north");
        await(() -> !master.ask("HGET g:nodes north").equals(said));
    }

    private static boolean isKnown(RedisServer master) {
        var info = master.ask("INFO replication");
        int at = info.indexOf("master_replid:");
        return at >= 0 && master.ask("GET m:{0}:master").contains(info.substring(at + 14, at + 54));
    }

    private static boolean isKnownToBeWhole(RedisServer master) {
        return isKnown(master) && master.ask("GET m:{0}:master").endsWith(" 0\r\n");
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
            await(() -> isLetIn(north, meeting, epoch, Seat.HOST, INGRID));
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
