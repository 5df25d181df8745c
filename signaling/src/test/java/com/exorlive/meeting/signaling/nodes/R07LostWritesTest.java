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
import java.util.concurrent.locks.LockSupport;
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
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir Path files;

    private FakeCore core;
    private RedisServers redis;
    private List<ChildNode> nodes;

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
        // An id is of a whole second, and must be younger than what Redis remembers.
        LockSupport.parkNanos(Duration.ofMillis(1_100).toNanos());
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

    private String meeting() {
        return core.meeting("s-host", "s-invitee", Instant.now(), Duration.ofHours(8));
    }

    /// The host at the first node, which so has the room.
    private Person arrived(String meeting) {
        var host = person("s-host", meeting, 0);
        assertThat(Person.await(SOON, () -> host.isIn)).as("%s", host).isTrue();
        return host;
    }

    private Person person(String subject, String meeting, int node) {
        return new Person(core, subject, meeting, nodes, node);
    }

    @Test
    void r07AFailoverThatLosesWhatWasAnsweredMovesNobodyLetsNobodyInAndRevivesNothing()
            throws Exception {
        var lagging = redis.all().get(2);
        var running = meeting();
        var over = meeting();
        core.mistake(running, "s-third");
        core.mistake(over, "s-third");
        lagging.kill();
        try (var host = arrived(running);
                var invitee = person("s-invitee", running, 1)) {
            awaitTogether(host, invitee);
            end(over);

            promote(lagging);

            try (var third = new Intruder(core, "s-third", running, nodes);
                    var revenant = new Intruder(core, "s-third", over, nodes);
                    var late = person("s-host", over, 1);
                    var fresh = person("s-host", meeting(), 0)) {
                redis.all().get(1).start();
                assertThat(Person.await(SOON, () -> fresh.isIn)).as("%s", fresh).isTrue();
                assertThat(Person.await(SOON, () -> late.isTurnedAway)).as("%s", late).isTrue();
                assertThat(host.welcomes + invitee.welcomes)
                        .as("%s %s", host, invitee)
                        .isEqualTo(2);
                int heard = invitee.heard.size();
                host.talk();
                assertThat(Person.await(SOON, () -> invitee.heard.size() > heard)).isTrue();
                assertComesBackTo(host.url, running);
                System.out.printf(
                        "figure R-07 third-let-in %d max 0%n",
                        third.welcomes() + revenant.welcomes() + late.welcomes);
                assertThat(third.welcomes() + revenant.welcomes() + late.welcomes).isZero();
            }
        }
        var accounts = Accounts.of(nodes);
        assertThat(accounts.size()).isPositive();
        assertThat(accounts.faults()).isEmpty();
    }

    /// It has what it wrote down before it went: nothing of what was answered since.
    private void promote(RedisServer lagging) throws Exception {
        var master = redis.all().get(0);
        master.kill();
        redis.all().get(1).kill();
        lagging.start();
        RedisServers.await(() -> redis.masterBut(master) == lagging);
    }

    private void end(String meeting) {
        try (var host = arrived(meeting);
                var invitee = person("s-invitee", meeting, 1)) {
            awaitTogether(host, invitee);
            host.end();
            assertThat(Person.await(SOON, () -> host.isOver && invitee.isOver)).isTrue();
        }
        core.forgetEnd(meeting);
    }

    private void assertComesBackTo(String url, String meeting) {
        try (var again = person("s-invitee", meeting, 1)) {
            assertThat(Person.await(SOON, () -> again.isIn)).as("%s", again).isTrue();
            assertThat(again.url).isEqualTo(url);
        }
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
