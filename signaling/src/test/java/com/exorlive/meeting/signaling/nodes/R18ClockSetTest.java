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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody sets the clock of a node during a call. Calls measure time by a clock that
/// nobody can set; only whether a token is good depends on what time it is.
class R18ClockSetTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    /// More than what a room and its pages do by themselves in turn: ping, look, renew the lease.
    private static final Duration A_WHILE = Duration.ofSeconds(6);

    @TempDir static Path files;

    private static FakeCore core;
    private static RedisServer redis;
    private static WallClock clock;
    private static ChildNode node;

    private final List<Person> people = new ArrayList<>();
    private Person host;
    private Person invitee;

    @BeforeAll
    static void start() throws Exception {
        core = new FakeCore();
        redis = new RedisServer(files.resolve("redis"));
        clock = new WallClock(files.resolve("clock"));
        var address = core.uri("").toString();
        node =
                new ChildNode(
                        "north", files, address, redis.uri(), 60, clock.command(), "127.0.0.1");
        node.ready();
        // An id is of a whole second, and must be younger than what Redis remembers.
        LockSupport.parkNanos(Duration.ofMillis(1_100).toNanos());
    }

    @BeforeEach
    void bothAreInACall() {
        var meeting = meeting();
        host = person("s-host", meeting);
        invitee = person("s-invitee", meeting);
        var met = Person.await(SOON, () -> isMet(host, invitee) && isMet(invitee, host));
        assertThat(met).as("%s %s", host, invitee).isTrue();
    }

    @AfterEach
    void leave() throws Exception {
        clock.isOffBy(Duration.ZERO);
        people.stream().filter(person -> person.isIn).forEach(Person::end);
        Person.await(Duration.ofSeconds(1), () -> people.stream().noneMatch(it -> it.isIn));
        people.forEach(Person::close);
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            assertThat(Accounts.of(List.of(node)).faults()).isEmpty();
        } finally {
            node.close();
            redis.close();
            core.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {12, -12})
    void aCallGoesOnAndWhoLostTheConnectionComesBackWhenTheClockIsSetByHours(int hours)
            throws Exception {
        clock.isOffBy(Duration.ofHours(hours));

        var left = Person.await(A_WHILE, () -> !host.isIn || !invitee.isIn);
        assertThat(left).as("%s %s", host, invitee).isFalse();
        assertTalking(host, invitee, "Zm9v");
        assertTalking(invitee, host, "YmFy");
        host.cut();
        assertThat(Person.await(SOON, () -> host.resumes == 1 && host.isIn))
                .as("%s", host)
                .isTrue();
        assertTalking(host, invitee, "YmF6");
        assertThat(host.welcomes + invitee.welcomes).isEqualTo(2);
        assertThat(invitee.resumes).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {12, -12})
    void nobodyNewGetsInByATokenThatIsNotGoodByThatClockUntilItIsRight(int hours) throws Exception {
        var offset = Duration.ofHours(hours);
        clock.isOffBy(offset);

        var late = person("s-host", meeting());
        assertThat(Person.await(SOON, () -> late.lastTicketStatus == 401)).as("%s", late).isTrue();
        assertThat(late.isIn).isFalse();
        clock.isOffBy(Duration.ZERO);

        assertThat(Person.await(SOON, () -> late.isIn)).as("%s", late).isTrue();
        assertTalking(host, invitee, "Zm9v");
    }

    @Test
    void aCallThatBeganWhileTheClockWasWrongByHalfAMinuteGoesOnWhenItIsSetRight() throws Exception {
        clock.isOffBy(Duration.ofSeconds(-25));
        var meeting = meeting();
        var one = person("s-host", meeting);
        assertThat(Person.await(SOON, () -> one.isIn)).as("%s", one).isTrue();
        clock.isOffBy(Duration.ZERO);

        var other = person("s-invitee", meeting);

        assertThat(Person.await(SOON, () -> isMet(one, other) && isMet(other, one)))
                .as("%s %s", one, other)
                .isTrue();
        assertTalking(one, other, "Zm9v");
        assertThat(one.welcomes).isEqualTo(1);
    }

    private Person person(String subject, String meeting) {
        var person = new Person(core, subject, meeting, List.of(node), 0);
        people.add(person);
        return person;
    }

    private static String meeting() {
        return core.meeting("s-host", "s-invitee", Instant.now(), Duration.ofHours(8));
    }

    private static boolean isMet(Person one, Person other) {
        return one.isIn && one.peer.equals(other.conn);
    }

    private static void assertTalking(Person from, Person to, String word) {
        from.say(word);
        assertThat(Person.await(SOON, () -> to.heard.contains(word))).as("%s", to).isTrue();
    }
}
