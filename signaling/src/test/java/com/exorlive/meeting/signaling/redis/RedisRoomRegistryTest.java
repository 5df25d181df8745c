package com.exorlive.meeting.signaling.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.signaling.metrics.RegistryMetrics;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.registry.NodeName;
import com.exorlive.meeting.signaling.registry.RegistryUnavailableException;
import com.exorlive.meeting.signaling.registry.RequestId;
import com.exorlive.meeting.signaling.registry.RoomRegistry;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Admission;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Burial;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Claim;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Place;
import com.exorlive.meeting.signaling.registry.RoomRegistryContract;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The registry of several nodes, each a set of objects of its own here, on one real Redis.
class RedisRoomRegistryTest extends RoomRegistryContract {
    private static final SharedSecret SECRET =
            new SharedSecret("a secret of all nodes, 32 letters or more");

    private static RedisServer redis;
    private static RedisNode north;

    @TempDir static Path files;
    @TempDir Path data;

    private final List<RedisNode> nodes = new ArrayList<>();

    /// Added to the time of the node called `slow`: as if its process had been stopped.
    private final AtomicLong stopped = new AtomicLong();

    private MeetingId meeting;

    @BeforeAll
    static void startRedis() throws Exception {
        redis = new RedisServer(files.resolve("redis"));
        north = made("north", files.resolve("north.log"), System::nanoTime);
        await(north::isReady);
    }

    @AfterAll
    static void stopRedis() throws Exception {
        north.close();
        redis.close();
    }

    @BeforeEach
    void start() {
        meeting = TestIds.from(Instant.now().plusSeconds(60));
    }

    @AfterEach
    void stop() {
        nodes.forEach(RedisNode::close);
    }

    private RedisNode node(String name) {
        var node =
                made(
                        name,
                        data.resolve(name + ".log"),
                        () -> System.nanoTime() + (name.equals("slow") ? stopped.get() : 0));
        nodes.add(node);
        await(node::isReady);
        return node;
    }

    private static RedisNode made(String name, Path file, LongSupplier nanos) {
        return new RedisNode(
                new NodeName(name),
                "127.0.0.1:1",
                RedisAddress.parse(redis.uri()),
                SECRET,
                file,
                new RegistryMetrics(new PrometheusRegistry()),
                InstantSource.system(),
                nanos);
    }

    @Override
    protected RoomRegistry registry() {
        return north.registry();
    }

    @Override
    protected MeetingId meeting() {
        return meeting;
    }

    @Test
    void aRoomHasOneOwnerAndTheOthersAreToldWhich() {
        var south = node("south");
        claim();

        assertThat(south.registry().claim(meeting, Seat.HOST, INGRID, RequestId.random()))
                .isEqualTo(new Claim.OwnedBy(new NodeName("north")));
        assertThat(south.registry().look(meeting)).isEqualTo(new Place.At(new NodeName("north")));
        assertThat(admit(south, 1, Seat.HOST)).isEqualTo(new Admission.Fenced());
    }

    @Test
    void whatIsReleasedHereIsClaimedThere() {
        var south = node("south");
        long epoch = claim();
        admit(epoch, Seat.HOST, INGRID);
        registry().release(meeting, epoch);

        long next = claim(south);

        assertThat(next).isGreaterThan(epoch);
        assertThat(admit(epoch, Seat.HOST, INGRID)).isEqualTo(new Admission.Fenced());
        assertThat(south.registry().admit(meeting, next, Seat.HOST, OLA, RequestId.random()))
                .isEqualTo(new Admission.Taken());
        assertThat(admit(south, next, Seat.HOST)).isEqualTo(new Admission.Admitted(2));
    }

    @Test
    void whatEndsHereIsOverThereAndItsOwnerHearsOfIt() {
        var south = node("south");
        var lost = new ArrayList<String>();
        registry().onLoss((id, epoch, isOver) -> lost.add(id + " " + epoch + " " + isOver));
        long epoch = claim();

        south.registry().end(meeting, -1, true, RequestId.random());

        assertThat(admit(epoch, Seat.HOST, INGRID)).isEqualTo(new Admission.Over());
        await(() -> lost.equals(List.of(meeting + " " + epoch + " true")));
    }

    @Test
    void aDrainingNodeKeepsItsRoomsAndTakesNoOther() {
        var leaving = node("leaving");
        long epoch = claim(leaving);
        leaving.drain();

        assertThat(claim(leaving)).isEqualTo(epoch);
        assertThat(admit(leaving, epoch, Seat.HOST)).isEqualTo(new Admission.Admitted(1));
        var other = TestIds.from(Instant.now().plusSeconds(60));
        assertThatThrownBy(
                        () ->
                                leaving.registry()
                                        .claim(other, Seat.HOST, INGRID, RequestId.random()))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void aNodeThatCouldNotRenewItsLeaseDecidesNothing() {
        var slow = node("slow");
        long epoch = claim(slow);
        stopped.set(Duration.ofSeconds(20).toNanos());
        try {
            assertThatThrownBy(() -> admit(slow, epoch, Seat.HOST))
                    .isInstanceOf(RegistryUnavailableException.class);
            assertThat(slow.registry().end(meeting, epoch, false, RequestId.random()))
                    .isEqualTo(Burial.FENCED);
        } catch (AssertionError e) {
            // A turn of the lease came in between: then it may decide again.
            assertThat(slow.isReady()).isTrue();
        }
        await(slow::isReady);
        assertThat(admit(slow, epoch, Seat.HOST)).isEqualTo(new Admission.Admitted(1));
    }

    @Test
    void anIdThatIsOlderThanWhatRedisRemembersIsNotTaken() {
        var old = TestIds.from(Instant.now().minusSeconds(3600));

        assertThatThrownBy(() -> registry().claim(old, Seat.HOST, INGRID, RequestId.random()))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("lost its data");
        assertThatThrownBy(() -> registry().look(old))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void twoProcessesOfOneNameAreNotBothReady() {
        var twin = made("north", data.resolve("twin.log"), System::nanoTime);
        try {
            LockSupport.parkNanos(Duration.ofMillis(2500).toNanos());
            assertThat(twin.isReady()).isFalse();
            assertThat(north.isReady()).isTrue();
        } finally {
            twin.close();
        }
    }

    @Test
    void scriptsThatRedisForgotAreSentAgain() {
        long epoch = claim();
        redis.say("SCRIPT FLUSH");

        assertThat(admit(epoch, Seat.HOST, INGRID)).isEqualTo(new Admission.Admitted(1));
        assertThat(claim()).isEqualTo(epoch);
    }

    @Test
    void s76RedisKnowsNobody() throws Exception {
        long epoch = claim();
        admit(epoch, Seat.HOST, INGRID);

        assertThat(redis.dump())
                .contains("HOST")
                .doesNotContain("ingrid")
                .doesNotContain(meeting.value());
    }

    @Test
    void aNodeOfAVersionThatCantBeBesideAnotherStaysOutsideUntilThatOneIsGone() {
        long until = System.currentTimeMillis() + 600_000;
        var value = "other~7-8 " + until + " " + (until - 606_000) + " 0 127.0.0.1:1";
        redis.say("HSET g:nodes of-later \"" + value + "\"");
        var late = made("late", data.resolve("late.log"), System::nanoTime);
        nodes.add(late);

        LockSupport.parkNanos(Duration.ofMillis(1500).toNanos());
        assertThat(late.isReady()).isFalse();
        assertThat(north.isReady()).isTrue();
        assertThat(north.neighbours()).noneMatch(node -> node.name().value().equals("late"));

        redis.say("HDEL g:nodes of-later");
        await(late::isReady);
    }

    private long claim(RedisNode node) {
        return ((Claim.Owned) node.registry().claim(meeting, Seat.HOST, INGRID, RequestId.random()))
                .epoch();
    }

    private Admission admit(RedisNode node, long epoch, Seat seat) {
        return node.registry().admit(meeting, epoch, seat, INGRID, RequestId.random());
    }

    private static void await(BooleanSupplier condition) {
        for (int i = 0; i < 200 && !condition.getAsBoolean(); i++) {
            LockSupport.parkNanos(50_000_000);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
