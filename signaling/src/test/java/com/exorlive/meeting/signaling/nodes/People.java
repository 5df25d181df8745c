package com.exorlive.meeting.signaling.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.signaling.FakeCore;
import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.redis.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Who meets at several nodes while something happens to these, and what must hold in the end.
final class People {
    static final Duration SOON = Duration.ofSeconds(40);

    private final FakeCore core;
    private final List<ChildNode> nodes;

    People(FakeCore core, List<ChildNode> nodes) {
        this.core = core;
        this.nodes = List.copyOf(nodes);
    }

    /// A meeting of `s-host` and `s-invitee`, and by a mistake of core's of `s-third`; younger than
    /// what Redis remembers, if it does remember.
    String meeting() {
        // An id is of a whole second.
        long second = Instant.now().getEpochSecond();
        Person.await(Duration.ofSeconds(2), () -> Instant.now().getEpochSecond() > second);
        var id = core.meeting("s-host", "s-invitee", Instant.now(), Duration.ofHours(8));
        core.mistake(id, "s-third");
        return id;
    }

    MeetingId id(String meeting) {
        return MeetingId.parse(meeting).orElseThrow();
    }

    Person person(String subject, String meeting, int node) {
        return new Person(core, subject, meeting, nodes, node);
    }

    Intruder third(String meeting) {
        return new Intruder(core, "s-third", meeting, nodes);
    }

    /// The host, in the meeting: a node whom nobody was before so has the room.
    Person arrived(String meeting, int node) {
        var host = person("s-host", meeting, node);
        assertThat(Person.await(SOON, () -> host.isIn)).as("%s", host).isTrue();
        return host;
    }

    /// One meeting from its beginning to its end, of which core then knows nothing.
    void meetAndEnd(String meeting) {
        try (var host = arrived(meeting, 0);
                var invitee = person("s-invitee", meeting, 1)) {
            awaitTogether(host, invitee);
            host.end();
            assertThat(Person.await(SOON, () -> host.isOver && invitee.isOver)).isTrue();
        }
        core.forgetEnd(meeting);
    }

    static boolean areTogether(Person host, Person invitee) {
        return host.isIn
                && invitee.isIn
                && host.peer.equals(invitee.conn)
                && invitee.peer.equals(host.conn);
    }

    static void awaitTogether(Person host, Person invitee) {
        assertThat(Person.await(SOON, () -> areTogether(host, invitee)))
                .as("%s %s", host, invitee)
                .isTrue();
    }

    static void assertHears(Person hears, Person speaks) {
        int heard = hears.heard.size();
        speaks.talk();
        assertThat(Person.await(SOON, () -> hears.heard.size() > heard))
                .as("%s %s", hears, speaks)
                .isTrue();
    }

    /// On another page, which takes the person's seat over, at the node that has had the room.
    void assertComesBack(String subject, String meeting, String url) {
        try (var again = person(subject, meeting, 1)) {
            assertThat(Person.await(SOON, () -> again.isIn)).as("%s", again).isTrue();
            assertThat(again.url).isEqualTo(url);
        }
    }

    /// What all nodes decided holds together (I1 to I4), and what was said came once and in order
    /// (I5).
    void assertAllHolds(Person... spoke) throws IOException {
        for (var person : spoke) {
            assertThat(person.wronglyHeard()).isEmpty();
        }
        var accounts = Accounts.of(nodes);
        assertThat(accounts.size()).isPositive();
        assertThat(accounts.faults()).isEmpty();
    }

    /// Until Redis says for each part of the meetings since when it remembers.
    static void awaitEras(RedisServer redis) {
        var keys =
                IntStream.range(0, 64)
                        .mapToObj("m:{%d}:era"::formatted)
                        .collect(Collectors.joining(" "));
        assertThat(Person.await(SOON, () -> redis.ask("EXISTS " + keys).startsWith(":64")))
                .isTrue();
    }

    /// How long a fault lasts is part of what it is.
    static void pass(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
