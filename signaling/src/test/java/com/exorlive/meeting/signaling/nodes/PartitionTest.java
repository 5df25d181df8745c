package com.exorlive.meeting.signaling.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.signaling.FakeCore;
import com.exorlive.meeting.signaling.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// two nodes, each on a machine of its own (a network namespace), lose each other or Redis,
/// one way or both, without anybody being told. `-Dnodes.partition=true`, as root.
@EnabledIfSystemProperty(named = "nodes.partition", matches = "true")
class PartitionTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir Path files;

    private FakeCore core;
    private RedisServer redis;
    private Namespaces machines;
    private List<CuttableWay> ways;
    private List<ChildNode> nodes;
    private String meeting;

    @BeforeEach
    void start() throws Exception {
        core = new FakeCore();
        redis = new RedisServer(files.resolve("redis"), "--maxmemory-policy", "noeviction");
        machines = new Namespaces();
        var toCore = new CuttableWay(machines.outside(), core.uri("").getPort());
        var toRedis = new CuttableWay(machines.outside(), redis.port());
        ways = List.of(toCore, toRedis);
        var at = "http://" + toCore.at();
        nodes = List.of(node("north", at, toRedis.uri()), node("south", at, toRedis.uri()));
        for (var node : nodes) {
            node.ready();
        }
        // An id is of a whole second, and must be younger than what Redis remembers.
        Thread.sleep(1_100);
        meeting = core.meeting("s-host", "s-invitee", Instant.now(), Duration.ofHours(8));
        core.mistake(meeting, "s-third");
    }

    private ChildNode node(String name, String core, String redis) throws Exception {
        return new ChildNode(
                name, files, core, redis, 5, machines.at(name), machines.address(name));
    }

    @AfterEach
    void stop() throws Exception {
        nodes.forEach(ChildNode::close);
        machines.close();
        for (var way : ways) {
            way.close();
        }
        redis.close();
        core.close();
    }

    @Test
    void r08NodesThatLoseEachOtherKeepTheirRoomsAndWhoIsBroughtToTheRightOneGetsIn()
            throws Exception {
        try (var host = arrived();
                var invitee = new Person(core, "s-invitee", meeting, nodes, 1)) {
            awaitTogether(host, invitee);
            assertThat(host.url).isEqualTo(invitee.url);
            try (var third = new Intruder(core, "s-third", meeting, nodes)) {
                machines.part("north", "south");
                assertThat(Person.await(SOON, () -> !invitee.isIn)).isTrue();
                // Longer than any lease, and nobody takes the room.
                Person.await(Duration.ofSeconds(10), () -> host.welcomes > 1 || invitee.isIn);
                assertThat(host.welcomes).as("%s", host).isEqualTo(1);
                assertThat(host.isIn).as("%s", host).isTrue();

                invitee.isRouted = true;
                awaitTogether(host, invitee);
                machines.mend("north");
                assertThat(third.welcomes()).isZero();
            }
            assertThat(host.welcomes).as("%s", host).isEqualTo(1);
        }
        assertThat(Accounts.of(nodes).faults()).isEmpty();
    }

    @Test
    void r08ANodeThatLosesRedisInOneDirectionKeepsItsCall() throws Exception {
        try (var host = arrived();
                var invitee = new Person(core, "s-invitee", meeting, nodes, 0)) {
            awaitTogether(host, invitee);
            var owner = host.url.substring("/api/ws/".length());
            host.isRouted = true;
            invitee.isRouted = true;
            int port = ways.get(1).port();
            for (var isDeaf : List.of(true, false)) {
                try (var third = new Intruder(core, "s-third", meeting, nodes)) {
                    if (isDeaf) {
                        machines.deafen(owner, port);
                    } else {
                        machines.mute(owner, port);
                    }
                    for (int i = 0; i < 90; i++) {
                        host.talk();
                        Thread.sleep(100);
                    }
                    int heard = invitee.heard.size();
                    host.talk();
                    assertThat(Person.await(SOON, () -> invitee.heard.size() > heard)).isTrue();
                    machines.mend(owner);
                    awaitTogether(host, invitee);
                    Person.await(Duration.ofSeconds(6), () -> host.welcomes > 1);
                    assertThat(third.welcomes()).isZero();
                }
            }
            assertThat(host.welcomes + invitee.welcomes).as("%s %s", host, invitee).isEqualTo(2);
            assertThat(invitee.wronglyHeard()).isEmpty();
        }
        assertThat(Accounts.of(nodes).faults()).isEmpty();
    }

    /// The host at the first node, which so has the room.
    private Person arrived() {
        var host = new Person(core, "s-host", meeting, nodes, 0);
        assertThat(Person.await(SOON, () -> host.isIn)).as("%s", host).isTrue();
        return host;
    }

    private static void awaitTogether(Person host, Person invitee) {
        var met =
                Person.await(
                        SOON,
                        () ->
                                host.isIn
                                        && invitee.isIn
                                        && host.peer.equals(invitee.conn)
                                        && invitee.peer.equals(host.conn));
        assertThat(met).as("%s %s", host, invitee).isTrue();
    }
}
