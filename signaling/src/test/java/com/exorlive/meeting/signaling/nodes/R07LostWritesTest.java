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

/// the replica that takes the master's place lacks what the master had answered, and another
/// replica with it: who owns which room, who sits there, and what is over. Redis behind a Sentinel
/// and the nodes are processes. `-Dredis.long=true`.
@EnabledIfSystemProperty(named = "redis.long", matches = "true")
class R07LostWritesTest {
    @TempDir Path files;

    private FakeCore core;
    private RedisServers redis;
    private List<ChildNode> nodes;
    private People people;

    @BeforeEach
    void start() throws Exception {
        core = new FakeCore();
        redis = RedisServers.watched(files, 3_000, "--min-replicas-to-write", "1");
        nodes = new ArrayList<>();
        for (var name : List.of("north", "south")) {
            nodes.add(new ChildNode(name, files, core.uri("").toString(), redis.uri(), 5));
        }
        for (var node : nodes) {
            node.ready();
        }
        rememberForLong();
        people = new People(core, nodes);
    }

    /// As if Redis had run for an hour: while it is new, losses are expected of it.
    private void rememberForLong() {
        var began = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();
        for (int part = 0; part < 64; part++) {
            var said = "SET m:{%d}:era %d".formatted(part, began);
            assertThat(redis.all().getFirst().say(said)).isEqualTo("+OK");
        }
    }

    @AfterEach
    void stop() {
        nodes.forEach(ChildNode::close);
        redis.close();
        core.close();
    }

    @Test
    void r07AFailoverThatLosesWhatWasAnsweredMovesNobodyLetsNobodyInAndRevivesNothing()
            throws Exception {
        var lagging = redis.all().get(2);
        var running = people.meeting();
        var over = people.meeting();
        lagging.kill();
        try (var host = people.arrived(running, 0);
                var invitee = people.person("s-invitee", running, 1)) {
            People.awaitTogether(host, invitee);
            people.meetAndEnd(over);

            promote(lagging);

            try (var third = people.third(running);
                    var revenant = people.third(over);
                    var late = people.person("s-host", over, 1);
                    var fresh = people.person("s-host", people.meeting(), 0)) {
                redis.all().get(1).start();
                assertThat(Person.await(People.SOON, () -> fresh.isIn)).as("%s", fresh).isTrue();
                assertThat(Person.await(People.SOON, () -> late.isTurnedAway))
                        .as("%s", late)
                        .isTrue();
                assertThat(host.welcomes + invitee.welcomes)
                        .as("%s %s", host, invitee)
                        .isEqualTo(2);
                People.assertHears(invitee, host);
                people.assertComesBack("s-invitee", running, host.url);
                System.out.printf(
                        "figure R-07 third-let-in %d max 0%n",
                        third.welcomes() + revenant.welcomes() + late.welcomes);
                assertThat(third.welcomes() + revenant.welcomes() + late.welcomes).isZero();
            }
            people.assertAllHolds(host, invitee);
        }
    }

    /// It has what it wrote down before it went: nothing of what was answered since.
    private void promote(RedisServer lagging) throws Exception {
        var master = redis.all().get(0);
        master.kill();
        redis.all().get(1).kill();
        lagging.start();
        RedisServers.await(() -> redis.masterBut(master) == lagging);
    }
}
