package com.exorlive.meeting.signaling.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.signaling.FakeCore;
import com.exorlive.meeting.signaling.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes, each a process of its own, and a real Redis: SIGNALLING of several nodes, faults and
/// all. What both nodes decided is held against the invariants at the end.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeveralNodesTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir static Path files;

    private static FakeCore core;
    private static RedisServer redis;
    private static List<ChildNode> nodes;

    private final List<Person> people = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        core = new FakeCore();
        redis = new RedisServer(files.resolve("redis"));
        var north = new ChildNode("north", files, core.uri("").toString(), redis.uri(), 60);
        var south = new ChildNode("south", files, core.uri("").toString(), redis.uri(), 60);
        nodes = List.of(north.ready(), south.ready());
        // An id is of a whole second, and must be younger than what Redis remembers.
        LockSupport.parkNanos(Duration.ofMillis(1_100).toNanos());
    }

    @AfterEach
    void leave() {
        people.stream().filter(person -> person.isIn).forEach(Person::end);
        Person.await(Duration.ofSeconds(1), () -> people.stream().noneMatch(it -> it.isIn));
        people.forEach(Person::close);
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            var accounts = Accounts.of(nodes);
            assertThat(accounts.size()).isPositive();
            assertThat(accounts.faults()).isEmpty();
        } finally {
            nodes.forEach(ChildNode::close);
            redis.close();
            core.close();
        }
    }

    private Person person(String subject, String meeting, int firstNode) {
        var person = new Person(core, subject, meeting, nodes, firstNode);
        people.add(person);
        return person;
    }

    /// For ./reliability: what is promised, which a busy machine need not keep.
    private static void tell(String figure, long sinceNanos, long promisedMillis) {
        long millis = (System.nanoTime() - sinceNanos) / 1_000_000;
        System.out.printf("figure %s %d max %d%n", figure, millis, promisedMillis);
    }

    private static String meeting() {
        return core.meeting("s-host", "s-invitee", Instant.now(), Duration.ofHours(8));
    }

    private static void awaitBothIn(Duration longest, Person host, Person invitee) {
        var met =
                Person.await(
                        longest,
                        () ->
                                host.isIn
                                        && invitee.isIn
                                        && host.peer.equals(invitee.conn)
                                        && invitee.peer.equals(host.conn));
        assertThat(met).as("%s %s", host, invitee).isTrue();
    }

    private static void assertTalking(Person from, Person to, String word) {
        from.say(word);
        assertThat(Person.await(SOON, () -> to.heard.contains(word))).as("%s", to).isTrue();
    }

    @Test
    @Order(1)
    void twoWhoCameToTwoNodesMeetAtOneAndWhatTheyEndIsOverAtBoth() {
        var meeting = meeting();
        var host = person("s-host", meeting, 0);
        assertThat(Person.await(SOON, () -> host.isIn)).as("%s", host).isTrue();
        var invitee = person("s-invitee", meeting, 1);
        awaitBothIn(SOON, host, invitee);

        assertThat(invitee.url).isEqualTo("/api/ws/north");
        assertTalking(host, invitee, "Zm9v");
        assertTalking(invitee, host, "YmFy");

        long ended = System.nanoTime();
        invitee.end();
        assertThat(Person.await(SOON, () -> host.isOver && invitee.isOver)).isTrue();
        tell("R-31 both-told-ms", ended, 1_000);
        for (int node = 0; node < 2; node++) {
            var late = person("s-host", meeting, node);
            assertThat(Person.await(SOON, () -> late.isTurnedAway)).as("%s", late).isTrue();
        }
    }

    @Test
    @Order(2)
    void anInviteeAtTheDoorOfOneNodeIsMetByAHostWhoCameToTheOther() {
        var meeting = meeting();
        var invitee = person("s-invitee", meeting, 1);
        assertThat(Person.await(SOON, () -> invitee.isIn)).as("%s", invitee).isTrue();
        var host = person("s-host", meeting, 0);

        awaitBothIn(SOON, host, invitee);
        assertThat(host.url).isEqualTo("/api/ws/south");
    }

    @Test
    @Order(3)
    void s80AThirdSubjectIsRefusedAtBothNodesEvenIfCoreChangesItsMind() {
        var meeting = meeting();
        var host = person("s-host", meeting, 0);
        var invitee = person("s-invitee", meeting, 1);
        awaitBothIn(SOON, host, invitee);
        core.reassign(meeting, "s-host", "s-third");

        for (int node = 0; node < 2; node++) {
            var third = person("s-third", meeting, node);
            assertThat(Person.await(SOON, () -> third.isTurnedAway)).as("%s", third).isTrue();
            assertThat(third.welcomes).isZero();
        }
        assertThat(invitee.isIn).isTrue();
    }

    @Test
    @Order(4)
    void whileRedisIsAwayACallGoesOnAndNobodyNewGetsIn() throws Exception {
        var meeting = meeting();
        var host = person("s-host", meeting, 0);
        var invitee = person("s-invitee", meeting, 1);
        awaitBothIn(SOON, host, invitee);
        var other = meeting();
        redis.kill();

        assertTalking(host, invitee, "bm9yZWRpcw");
        var late = person("s-host", other, 0);
        assertThat(Person.await(Duration.ofSeconds(2), () -> late.isIn)).isFalse();
        assertTalking(invitee, host, "c3RpbGw");

        redis.start();
        long back = System.nanoTime();
        assertThat(Person.await(SOON, () -> late.isIn)).as("%s", late).isTrue();
        tell("R-05 admitted-after-return-ms", back, 2_000);
        assertThat(host.welcomes).isEqualTo(1);
        assertTalking(host, invitee, "YWdhaW4");
    }

    @Test
    @Order(5)
    void whenTheOwnerDiesBothGoOnAtTheOtherNodeWithinFiveSeconds() throws Exception {
        var meeting = meeting();
        var host = person("s-host", meeting, 0);
        assertThat(Person.await(SOON, () -> host.isIn)).as("%s", host).isTrue();
        var invitee = person("s-invitee", meeting, 1);
        awaitBothIn(SOON, host, invitee);
        core.reassign(meeting, "s-host", "s-third");
        var third = person("s-third", meeting, 1);
        assertThat(Person.await(SOON, () -> third.isTurnedAway)).isTrue();
        core.reassign(meeting, "s-host", "s-invitee");
        int offers = host.offers;

        long killed = System.nanoTime();
        nodes.get(0).kill();

        assertThat(Person.await(Duration.ofSeconds(8), () -> host.welcomes + invitee.welcomes == 4))
                .as("%s %s", host, invitee)
                .isTrue();
        awaitBothIn(SOON, host, invitee);
        tell("R-01 both-resumed-ms", killed, 2_000);
        assertThat(Person.await(SOON, () -> host.offers > offers)).as("%s", host).isTrue();
        assertTalking(host, invitee, "YWZ0ZXI");
        nodes.get(0).start();
        nodes.get(0).ready();
    }

    @Test
    @Order(6)
    void r22ANodeWhoseHeapIsFullEndsAtOnceAndBothGoOnAtTheOtherNode() throws Exception {
        var meeting = meeting();
        var host = person("s-host", meeting, 0);
        assertThat(Person.await(SOON, () -> host.isIn)).as("%s", host).isTrue();
        var invitee = person("s-invitee", meeting, 1);
        awaitBothIn(SOON, host, invitee);
        var owner = nodes.get(0);
        assertThat(host.url).endsWith("/" + owner.name);

        owner.fillHeap();
        long full = System.nanoTime();
        assertThat(owner.awaitExit(30)).isTrue();
        tell("R-22 ended-after-heap-full-ms", full, 1_000);
        long ended = System.nanoTime();
        assertThat(owner.exitValue()).as("of ExitOnOutOfMemoryError").isEqualTo(3);

        var both = Person.await(SOON, () -> host.welcomes + invitee.welcomes == 4);
        assertThat(both).as("%s %s", host, invitee).isTrue();
        awaitBothIn(SOON, host, invitee);
        tell("R-22 both-resumed-ms", ended, 2_000);
        assertTalking(host, invitee, "ZnVsbA");
        owner.start();
        owner.ready();
    }

    @Test
    @Order(7)
    void aNodeThatIsToldToStopWaitsForItsMeeting() throws Exception {
        var meeting = meeting();
        var host = person("s-host", meeting, 1);
        var invitee = person("s-invitee", meeting, 1);
        awaitBothIn(SOON, host, invitee);
        var owner = host.url.endsWith("/south") ? nodes.get(1) : nodes.get(0);

        owner.terminate();
        var other = meeting();
        var elsewhere = person("s-host", other, nodes.indexOf(owner));
        assertThat(Person.await(SOON, () -> elsewhere.isIn)).as("%s", elsewhere).isTrue();
        assertThat(elsewhere.url).doesNotEndWith("/" + owner.name);
        assertTalking(host, invitee, "c3RheQ");

        host.end();
        assertThat(owner.awaitExit(15)).isTrue();
        assertThat(invitee.isOver).isTrue();
    }
}
