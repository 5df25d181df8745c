package com.exorlive.meeting.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.standalone.nodes.ProductNode;
import com.exorlive.meeting.standalone.nodes.TwoProducts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// the node of a call of two browsers hangs (SIGSTOP), behind a real HAProxy. After 3 s all
/// is as before; for longer another node takes over, and the one that wakes up decides nothing.
/// `-Dnodes.hangs=10`: so many times each.
@EnabledIfSystemProperty(named = "nodes.hangs", matches = "\\d+")
class R04HangTest {
    private static final int ROUNDS = Integer.getInteger("nodes.hangs", 1);

    /// How long a busy machine may take; what it did take is printed.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String ROOMS = "signaling_registry_rooms_held";

    @TempDir static Path directory;
    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
    private static TwoProducts products;
    private static Participant ingrid;
    private static Participant ola;

    @BeforeAll
    static void start() {
        products = TwoProducts.start(directory, Map.of());
        OPEN.push(products);
        int port = products.haProxy(directory.resolve("haproxy")).port();
        ingrid = comingBy(port, "ingrid");
        ola = comingBy(port, "ola");
    }

    private static Participant comingBy(int port, String user) {
        var browser = Browser.openBy(products.origin(), port);
        OPEN.push(browser);
        return Participant.signedIn(products.origin(), browser, user);
    }

    @AfterAll
    static void stop() throws Exception {
        while (!OPEN.isEmpty()) {
            OPEN.pop().close();
        }
    }

    @Test
    void aNodeThatHangsForLongIsReplacedAndOneThatHangsShortlyIsWaitedFor() throws Exception {
        ingrid.startMeetingWith("Ola Nordmann");
        ingrid.join();
        ingrid.browser().awaitControl("End");
        ola.getReadyFromInbox();
        ola.join();
        ingrid.awaitSeesAndHears();
        ola.awaitSeesAndHears();

        for (int round = 1; round <= ROUNDS; round++) {
            hangsShortly();
            hangsFor(Duration.ofSeconds(round % 3 == 0 ? 30 : 10));
            System.out.println("round held");
        }

        ola.end();
        ola.awaitOver();
        ingrid.awaitOver();
    }

    private static void hangsShortly() throws Exception {
        var owner = owner();
        long peers = ingrid.peers() + ola.peers();
        long began = System.nanoTime();
        owner.pause();
        await(began, Duration.ofSeconds(3));
        owner.resume();
        ingrid.awaitFrames(PATIENCE, ingrid.decodedFrames() + 5);
        ola.awaitFrames(PATIENCE, ola.decodedFrames() + 5);
        tell("R-04 both-see-after-3-s-hang-ms", began, 6_000);
        assertThat(ingrid.peers() + ola.peers()).as("calls, made anew or not").isEqualTo(peers);
        assertThat(owner().name()).isEqualTo(owner.name());
    }

    private static void hangsFor(Duration time) throws Exception {
        var owner = owner();
        long ingrids = ingrid.peers();
        long olas = ola.peers();
        long began = System.nanoTime();
        owner.pause();
        ingrid.awaitGoesOn(PATIENCE, ingrids);
        ola.awaitGoesOn(PATIENCE, olas);
        tell("R-04 both-see-and-hear-after-hang-ms", began, 8_000);
        var next = products.otherThan(owner);
        await(began, time);
        owner.resume();
        owner.ready();
        ingrids = ingrid.peers();
        olas = ola.peers();
        ingrid.browser().await(PATIENCE, "letting go", () -> owner.metric(ROOMS) == 0);
        assertThat(next.metric(ROOMS)).isEqualTo(1);
        ingrid.awaitFrames(PATIENCE, ingrid.decodedFrames() + 30);
        ola.awaitFrames(PATIENCE, ola.decodedFrames() + 30);
        assertThat(ingrid.peers()).isEqualTo(ingrids);
        assertThat(ola.peers()).isEqualTo(olas);
    }

    private static ProductNode owner() {
        var north = products.north();
        return north.metric(ROOMS) == 1 ? north : products.south();
    }

    private static void await(long began, Duration after) {
        for (long left; (left = began + after.toNanos() - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(left);
        }
    }

    private static void tell(String figure, long began, long promisedMillis) {
        long millis = (System.nanoTime() - began) / 1_000_000;
        System.out.printf("figure %s %d max %d%n", figure, millis, promisedMillis);
    }
}
