package com.exorlive.meeting.loadtests.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.loadtests.load.LastingCalls;
import com.exorlive.meeting.loadtests.media.MediaSpec;
import com.exorlive.meeting.loadtests.media.VideoSpec;
import com.exorlive.meeting.loadtests.people.DemoPair;
import com.exorlive.meeting.loadtests.people.HoppingSignIn;
import com.exorlive.meeting.loadtests.people.Http;
import com.exorlive.meeting.loadtests.people.PairOfPeople;
import com.exorlive.meeting.loadtests.people.Tickets;
import com.exorlive.meeting.standalone.nodes.ProductNode;
import com.exorlive.meeting.standalone.nodes.TwoProducts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Two whole products in the midst of calls. `-Drolling.calls=50 -Dthird.tries=1000` for the long
/// form, `-Dnodes.rounds=20` for that many rounds of faults with these calls and among these tries;
/// what it took is printed, and what is held against a bound is a count, never a time.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesUnderFaultsTest {
    private static final int CALLS = Integer.getInteger("rolling.calls", 3);
    private static final int TRIES = Integer.getInteger("third.tries", 60);
    private static final int ROUNDS = Integer.getInteger("nodes.rounds", 1);

    /// How long a busy machine may take to bring all back; a call that takes longer is lost.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String MANY = "1000000";

    /// What tells whether the media is there; a machine that carries both nodes and all people is
    /// asked for no more.
    private static final MediaSpec MEDIA = MediaSpec.of(new VideoSpec(60_000, 5, 10));

    private static final Map<String, String> SETTINGS =
            Map.ofEntries(
                    // One pair more: of the third person.
                    Map.entry("exorlive.demo.load-test-pairs", Integer.toString(CALLS + 1)),
                    Map.entry("exorlive.limits.sign-ins", MANY),
                    Map.entry("exorlive.limits.authorizations", MANY),
                    Map.entry("exorlive.limits.tokens", MANY),
                    Map.entry("exorlive.limits.api-calls", MANY),
                    Map.entry("exorlive.limits.tickets", MANY),
                    Map.entry("exorlive.limits.sockets", MANY),
                    Map.entry("exorlive.limits.waiting-sockets-per-address", "1000"),
                    Map.entry("exorlive.limits.waiting-sockets", "1000"),
                    Map.entry("exorlive.node.drain-max", "1 s"));

    @TempDir static Path directory;

    private static TwoProducts products;
    private static Http northFirst;
    private static Http southFirst;
    private static List<PairOfPeople> pairs;

    @BeforeAll
    static void start() throws Exception {
        products = TwoProducts.start(directory, SETTINGS);
        northFirst = wayBy(products.frontOf(products.north()).port());
        southFirst = wayBy(products.frontOf(products.south()).port());
        pairs = DemoPair.signIn(northFirst, "demo-passord-2026", CALLS + 1, _ -> {});
    }

    @AfterAll
    static void stop() {
        northFirst.close();
        southFirst.close();
        products.close();
    }

    private static Http wayBy(int port) {
        return new Http(products.origin(), "http://127.0.0.1:" + port);
    }

    @Test
    @Order(1)
    void aSignInItsTokensAndATicketAreGoodAtWhicheverNodeAndOnceAtBothTogether() throws Exception {
        try (var north = wayBy(products.north().port());
                var south = wayBy(products.south().port())) {
            var hopping = new HoppingSignIn(north, south);
            hopping.signIn("load-host-1", "demo-passord-2026");
            assertThat(hopping.askBoth("/core/v1/contacts")).containsExactly(200, 200);
            assertThat(hopping.keysOfBoth().getFirst()).isEqualTo(hopping.keysOfBoth().getLast());
            assertThat(hopping.showCodeAgain()).isEqualTo(400);
            assertThat(hopping.askBoth("/core/v1/contacts"))
                    .as("the code may be stolen: what it gave is over, at both")
                    .containsExactly(401, 401);

            var pair = pairs.getLast();
            var ticket = new Tickets(north).get(pair.invitee(), pair.meeting());
            assertThat(ThirdPerson.say(south, ThirdPerson.hello(ticket)))
                    .isEqualTo(ThirdPerson.Outcome.ADMITTED);
            assertThat(ThirdPerson.say(north, ThirdPerson.hello(ticket)))
                    .isEqualTo(ThirdPerson.Outcome.REFUSED);
        }
    }

    @Test
    @Order(2)
    void r03NoCallIsLostWhileBothNodesAreRestartedOneAfterTheOther() throws Exception {
        try (var calls = new LastingCalls(MEDIA, PATIENCE, 7)) {
            for (var pair : pairs.subList(0, CALLS)) {
                calls.begin(pair, northFirst, southFirst);
            }
            assertAllAreUp(calls, "before");

            for (int round = 0; round < ROUNDS; round++) {
                var gapsBefore = calls.gaps();
                for (var node : List.of(products.north(), products.south())) {
                    node.terminate();
                    assertThat(node.awaitExit(120)).isTrue();
                    assertAllAreUp(calls, "after the end of " + node.name());
                    node.start().ready();
                }

                assertAllAreUp(calls, "at the end");
                var gaps = new ArrayList<>(calls.gaps());
                gapsBefore.forEach(gaps::remove);
                report(calls, gaps);
            }
        }
    }

    @Test
    @Order(3)
    void r15AThirdPersonNeverGetsInWhateverHappensToTheNodesAndToRedis() throws Exception {
        var pair = pairs.getFirst();
        var third = pairs.getLast().invitee();
        var meeting = pair.meeting();
        try (var calls = new LastingCalls(MEDIA, PATIENCE, 8);
                var north = wayBy(products.north().port());
                var south = wayBy(products.south().port());
                var intruder =
                        new ThirdPerson(List.of(north, south), third, pair.host(), meeting)) {
            calls.begin(pair, northFirst, southFirst);
            assertAllAreUp(calls, "before");
            // The same person by the same way into their own meeting: a test that can fail.
            assertThat(ThirdPerson.byTicket(north, third, pairs.getLast().meeting()))
                    .isEqualTo(ThirdPerson.Outcome.ADMITTED);

            intruder.start();
            for (int round = 0; round < ROUNDS; round++) {
                int before = intruder.tries();
                redisIsRestarted(intruder);
                if (TRIES > 100) {
                    isKilled(round % 2 == 0 ? products.north() : products.south(), intruder);
                    hangs(round % 2 == 0 ? products.south() : products.north(), intruder);
                }
                awaitTries(intruder, Math.max(20, before + TRIES / ROUNDS - intruder.tries()));
                assertAllAreUp(calls, "after round " + round);
                report(intruder, intruder.tries() - before);
            }
            assertThat(intruder.admitted()).isZero();
            assertThat(intruder.refusedBy(0)).isPositive();
            assertThat(intruder.refusedBy(1)).isPositive();
        }
    }

    private static void report(ThirdPerson intruder, int tries) {
        System.out.printf(
                "[nodes] a third person: %d refusals by one node, %d by the other, %d times in%n",
                intruder.refusedBy(0), intruder.refusedBy(1), intruder.admitted());
        System.out.printf(
                "figure R-15 tries %d%nfigure R-15 let-in %d max 0%nround held%n",
                tries, intruder.admitted());
    }

    private static void redisIsRestarted(ThirdPerson intruder) throws Exception {
        products.redis().kill();
        awaitTries(intruder, 10);
        products.redis().start();
        products.north().ready();
        products.south().ready();
        awaitTries(intruder, 10);
    }

    private static void isKilled(ProductNode node, ThirdPerson intruder) {
        node.kill();
        awaitTries(intruder, 20);
        node.start().ready();
    }

    /// Long enough for the other to take its rooms.
    private static void hangs(ProductNode node, ThirdPerson intruder) throws Exception {
        node.pause();
        try {
            awaitTries(intruder, 8);
            LockSupport.parkNanos(Duration.ofSeconds(7).toNanos());
        } finally {
            node.resume();
        }
        node.ready();
    }

    /// Until so many more have been made. A node that hangs lets none through.
    private static void awaitTries(ThirdPerson intruder, int more) {
        int before = intruder.tries();
        for (int i = 0; i < 600 && intruder.tries() < before + more; i++) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static void assertAllAreUp(LastingCalls calls, String when) throws Exception {
        var areUp = calls.awaitAllUp(PATIENCE);
        assertThat(calls.lost()).as(when).isEmpty();
        assertThat(areUp).as(when).isTrue();
    }

    private static void report(LastingCalls calls, List<Duration> gaps) {
        // Each of the two people of each call was brought to another node at least once.
        assertThat(gaps).hasSizeGreaterThanOrEqualTo(2 * CALLS);
        System.out.printf(
                "[nodes] rolling restart of two nodes with %d calls: %d lost; %d times somebody was"
                        + " without picture, for %.1f s (median), %.1f s (p95), %.1f s (worst)%n",
                CALLS,
                calls.lost().size(),
                gaps.size(),
                seconds(gaps, 0.5),
                seconds(gaps, 0.95),
                seconds(gaps, 1));
        System.out.printf(
                "figure R-03 calls %d%nfigure R-03 calls-lost %d max 0%n"
                        + "figure R-03 without-picture-ms %.0f%nround held%n",
                CALLS, calls.lost().size(), 1e3 * seconds(gaps, 1));
    }

    private static double seconds(List<Duration> sorted, double share) {
        int index = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.max(0, index)).toMillis() / 1e3;
    }
}
