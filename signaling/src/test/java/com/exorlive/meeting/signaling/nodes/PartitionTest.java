package com.exorlive.meeting.signaling.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.signaling.FakeCore;
import com.exorlive.meeting.signaling.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
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
    @TempDir Path files;

    private FakeCore core;
    private RedisServer redis;
    private Namespaces machines;
    private List<CuttableWay> ways;
    private List<ChildNode> nodes;
    private People people;
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
        people = new People(core, nodes);
        meeting = people.meeting();
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
        try (var host = people.arrived(meeting, 0);
                var invitee = people.person("s-invitee", meeting, 1)) {
            People.awaitTogether(host, invitee);
            assertThat(host.url).isEqualTo(invitee.url);
            try (var third = people.third(meeting)) {
                machines.part("north", "south");
                assertThat(Person.await(People.SOON, () -> !invitee.isIn)).isTrue();
                // Longer than any lease, and nobody takes the room.
                Person.await(Duration.ofSeconds(10), () -> host.welcomes > 1 || invitee.isIn);
                assertThat(host.welcomes).as("%s", host).isEqualTo(1);
                assertThat(host.isIn).as("%s", host).isTrue();

                invitee.isRouted = true;
                People.awaitTogether(host, invitee);
                machines.mend("north");
                assertThat(third.welcomes()).isZero();
            }
            assertThat(host.welcomes).as("%s", host).isEqualTo(1);
            people.assertAllHolds(host, invitee);
        }
    }

    @Test
    void r08ANodeThatLosesRedisInOneDirectionKeepsItsCall() throws Exception {
        try (var host = people.arrived(meeting, 0);
                var invitee = people.person("s-invitee", meeting, 0)) {
            People.awaitTogether(host, invitee);
            var owner = host.url.substring("/api/ws/".length());
            host.isRouted = true;
            invitee.isRouted = true;
            int port = ways.get(1).port();
            for (var isDeaf : List.of(true, false)) {
                try (var third = people.third(meeting)) {
                    if (isDeaf) {
                        machines.deafen(owner, port);
                    } else {
                        machines.mute(owner, port);
                    }
                    for (int i = 0; i < 90; i++) {
                        host.talk();
                        People.pass(Duration.ofMillis(100));
                    }
                    People.assertHears(invitee, host);
                    machines.mend(owner);
                    People.awaitTogether(host, invitee);
                    Person.await(Duration.ofSeconds(6), () -> host.welcomes > 1);
                    assertThat(third.welcomes()).isZero();
                }
            }
            assertThat(host.welcomes + invitee.welcomes).as("%s %s", host, invitee).isEqualTo(2);
            people.assertAllHolds(host, invitee);
        }
    }
}
