package com.exorlive.meeting.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.standalone.nodes.ProductNode;
import com.exorlive.meeting.standalone.nodes.TwoProducts;
import java.nio.file.Path;
import java.time.Duration;
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

    private static final String ROOMS = "signaling_registry_rooms_held";

    @TempDir static Path directory;
    private static TwoProducts products;
    private static TwoPeople people;

    @BeforeAll
    static void start() {
        products = TwoProducts.start(directory, Map.of());
        int port = products.haProxy(directory.resolve("haproxy")).port();
        people = new TwoPeople(products, port, port);
    }

    @AfterAll
    static void stop() {
        people.close();
    }

    @Test
    void aNodeThatHangsForLongIsReplacedAndOneThatHangsShortlyIsWaitedFor() throws Exception {
        people.meet();

        for (int round = 1; round <= ROUNDS; round++) {
            hangsShortly();
            hangsFor(Duration.ofSeconds(round % 3 == 0 ? 30 : 10));
            System.out.println("round held");
        }

        people.part();
    }

    private static void hangsShortly() throws Exception {
        var owner = owner();
        long peers = peers();
        long began = System.nanoTime();
        owner.pause();
        await(began, Duration.ofSeconds(3));
        owner.resume();
        people.awaitMoreFrames(5);
        tell("R-04 both-see-after-3-s-hang-ms", millisSince(began), 6_000);
        assertThat(peers()).as("calls, made anew or not").isEqualTo(peers);
        assertThat(owner().name()).isEqualTo(owner.name());
    }

    private static void hangsFor(Duration time) throws Exception {
        var owner = owner();
        long began = System.nanoTime();
        tell("R-04 both-see-and-hear-after-hang-ms", people.goOnAfter(owner::pause), 8_000);
        var next = products.otherThan(owner);
        await(began, time);
        owner.resume();
        owner.ready();
        long ingrids = people.ingrid().peers();
        long olas = people.ola().peers();
        people.ingrid()
                .browser()
                .await(TwoPeople.PATIENCE, "letting go", () -> owner.metric(ROOMS) == 0);
        assertThat(next.metric(ROOMS)).isEqualTo(1);
        people.awaitMoreFrames(30);
        assertThat(people.ingrid().peers()).isEqualTo(ingrids);
        assertThat(people.ola().peers()).isEqualTo(olas);
    }

    private static long peers() {
        return people.ingrid().peers() + people.ola().peers();
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

    private static long millisSince(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }

    private static void tell(String figure, long millis, long promisedMillis) {
        System.out.printf("figure %s %d max %d%n", figure, millis, promisedMillis);
    }
}
