package com.exorlive.meeting.signaling.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.signaling.FakeCore;
import com.exorlive.meeting.signaling.redis.RedisServer;
import com.exorlive.meeting.signaling.redis.RedisServers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// R-07 in a Redis Cluster of three masters with two replicas each: the master of a running
/// meeting's slots is killed, and one of its replicas takes them over. Nine servers and two nodes,
/// each a process. `-Dredis.long=true`.
@EnabledIfSystemProperty(named = "redis.long", matches = "true")
class R07ClusterFailoverTest {
    @TempDir Path files;

    private FakeCore core;
    private RedisServers redis;
    private List<ChildNode> nodes;
    private People people;

    @BeforeEach
    void start() throws Exception {
        core = new FakeCore();
        redis = RedisServers.cluster(files, 2);
        nodes = new ArrayList<>();
        for (var name : List.of("north", "south")) {
            nodes.add(new ChildNode(name, files, core.uri("").toString(), redis.uri(), 5));
        }
        for (var node : nodes) {
            node.ready();
        }
        people = new People(core, nodes);
    }

    @AfterEach
    void stop() {
        nodes.forEach(ChildNode::close);
        redis.close();
        core.close();
    }

    @Test
    void r07WhileTheSlotsHaveNoMasterNobodyNewGetsInAndWithTheReplicaAllGoesOn() throws Exception {
        var running = people.meeting();
        var over = people.meeting();
        try (var host = people.arrived(running, 0);
                var invitee = people.person("s-invitee", running, 1)) {
            People.awaitTogether(host, invitee);
            people.meetAndEnd(over);
            var master = redis.masterOf(people.id(running)).orElseThrow();
            // Only so that what is true meanwhile can be seen, however busy the machine is.
            var replicas = redis.replicasOf(master);
            assertThat(replicas).hasSize(2);
            replicas.forEach(replica -> replica.say("CONFIG SET cluster-replica-no-failover yes"));
            try (var third = people.third(running);
                    var revenant = people.third(over)) {
                master.kill();
                var other = alive(master);
                RedisServers.await(() -> other.ask("CLUSTER INFO").contains("state:fail"));
                var fresh = meetingInSlotsOf(replicas.getFirst(), running);
                try (var late = people.person("s-host", fresh, 0)) {
                    assertThat(Person.await(Duration.ofSeconds(4), () -> late.isIn)).isFalse();
                    People.assertHears(invitee, host);

                    replicas.forEach(it -> it.say("CONFIG SET cluster-replica-no-failover no"));

                    RedisServers.await(
                            () ->
                                    redis.masterOf(people.id(running))
                                            .filter(replicas::contains)
                                            .isPresent());
                    long promoted = System.nanoTime();
                    assertThat(Person.await(People.SOON, () -> late.isIn)).as("%s", late).isTrue();
                    System.out.printf(
                            "admitted %d ms after the replica had become the master%n",
                            (System.nanoTime() - promoted) / 1_000_000);
                }
                master.start();
                RedisServers.await(() -> master.ask("INFO replication").contains("role:slave"));
                assertThat(host.welcomes + invitee.welcomes)
                        .as("%s %s", host, invitee)
                        .isEqualTo(2);
                People.assertHears(host, invitee);
                people.assertComesBack("s-invitee", running, host.url);
                System.out.printf(
                        "figure R-07 third-let-in %d max 0%n",
                        third.welcomes() + revenant.welcomes());
                assertThat(third.welcomes() + revenant.welcomes()).isZero();
            }
            people.assertAllHolds(host, invitee);
        }
    }

    private RedisServer alive(RedisServer dead) {
        return redis.all().stream().filter(server -> server != dead).findFirst().orElseThrow();
    }

    /// A meeting of which the same server knows as of that one.
    private String meetingInSlotsOf(RedisServer server, String meeting) {
        var wanted = redis.slotOf(server, people.id(meeting));
        for (int i = 0; i < 10_000; i++) {
            var drawn = core.meeting("s-host", "s-invitee", Instant.now(), Duration.ofHours(8));
            if (redis.slotOf(server, people.id(drawn)).equals(wanted)) {
                return drawn;
            }
        }
        throw new AssertionError("no id in slot " + wanted);
    }
}
