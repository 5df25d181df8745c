package com.exorlive.meeting.signaling.redis;

import static com.exorlive.meeting.signaling.redis.RedisServers.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.protocol.Seat;
import com.exorlive.meeting.signaling.registry.RegistryUnavailableException;
import com.exorlive.meeting.signaling.registry.RequestId;
import com.exorlive.meeting.signaling.registry.RoomRegistry;
import com.exorlive.meeting.signaling.registry.RoomRegistry.Admission;
import com.exorlive.meeting.signaling.registry.RoomRegistryContract;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// The same registry on a Redis Cluster of three real masters.
class RedisClusterTest extends RoomRegistryContract {
    @TempDir static Path files;

    private static RedisServers cluster;
    private static TestNodes nodes;
    private static RedisNode north;

    private MeetingId meeting;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = RedisServers.cluster(files);
        nodes = new TestNodes(files, RedisAddress.parse(cluster.uri()));
        north = nodes.ready("north");
    }

    @AfterAll
    static void stopCluster() {
        nodes.close();
        cluster.close();
    }

    @BeforeEach
    void start() {
        // Three servers on a busy machine may need a moment for each other.
        await(north::isReady);
        meeting = TestIds.from(Instant.now().plusSeconds(60));
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
    void meetingsAreOnAllMasters() {
        for (int i = 0; i < 30; i++) {
            registry()
                    .claim(
                            TestIds.from(Instant.now().plusSeconds(60)),
                            Seat.HOST,
                            INGRID,
                            RequestId.random());
        }

        assertThat(cluster.all())
                .allMatch(server -> server.ask("INFO keyspace").contains("db0:keys="));
    }

    @Test
    @EnabledIfSystemProperty(named = "redis.long", matches = "true")
    void whenOneMasterIsAwayNobodyNewGetsInAndAfterItsReturnAllIsAsItWas() throws Exception {
        long epoch = claim();
        admit(epoch, Seat.HOST, INGRID);
        // The Cluster refuses all keys while it lacks the slots of one.
        var away = cluster.all().getLast();
        var other = cluster.all().getFirst();
        away.kill();
        await(() -> other.ask("CLUSTER INFO").contains("cluster_state:fail"));

        assertThatThrownBy(() -> admit(epoch, Seat.INVITEE, OLA))
                .isInstanceOf(RegistryUnavailableException.class);

        away.start();
        await(() -> other.ask("CLUSTER INFO").contains("cluster_state:ok"));
        await(north::isReady);
        await(() -> admitted(epoch));
        assertThat(admit(epoch, Seat.HOST, OLA)).isEqualTo(new Admission.Taken());
    }

    private boolean admitted(long epoch) {
        try {
            return admit(epoch, Seat.INVITEE, OLA) instanceof Admission.Admitted;
        } catch (RegistryUnavailableException _) {
            return false;
        }
    }
}
