package com.exorlive.meeting.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfucontrol.pool.SfuPool;
import com.exorlive.meeting.sfucontrol.remote.RemoteSfu;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// a call's media server, a process of its own, is killed or hangs, and the call goes
/// on at another one. The pages stay as they are.
class R09MediaMovesTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir Path data;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final List<MediaServerProcess> servers = new ArrayList<>();
    private SfuPool pool;
    private MediaPage ingrid;
    private MediaPage ola;

    @BeforeEach
    void meet() throws Exception {
        servers.add(own(new MediaServerProcess()));
        servers.add(own(new MediaServerProcess()));
        var members = new ArrayList<SfuPool.Server>();
        for (var server : servers) {
            var settings = server.settings();
            members.add(new SfuPool.Server(settings.name(), own(RemoteSfu.start(settings))));
        }
        pool = new SfuPool(members, InstantSource.system());
        await("both are there", () -> pool.look().stream().allMatch(SfuPool.Look::isReady));
        var core = own(new FakeCore());
        var node = own(new TestNode(core, data, TestNode.generous(), Optional.of(pool)));
        var meeting = core.meeting("ingrid", "ola");
        ingrid = own(new MediaPage(node.join(meeting, "ingrid")));
        ola = own(new MediaPage(node.join(meeting, "ola")));
        awaitBothHear("hello");
    }

    @AfterEach
    void stop() throws Exception {
        for (var part : parts.reversed()) {
            part.close();
        }
    }

    @Test
    void aCallWhoseMediaServerIsKilledGoesOnAtAnother() throws Exception {
        int failing = present();
        long beganNanos = System.nanoTime();

        servers.get(failing).kill();

        awaitElsewhere(failing);
        report("R-09 both-hear-again-after-kill-ms", beganNanos, 4_000);
    }

    @Test
    void r10ACallWhoseMediaServerHangsGoesOnAtAnother() throws Exception {
        int failing = present();
        long beganNanos = System.nanoTime();

        servers.get(failing).signal("STOP");

        awaitElsewhere(failing);
        report("R-10 both-hear-again-ms", beganNanos, 6_000);

        servers.get(failing).signal("CONT");
        await("it takes rooms again", () -> pool.look().get(failing).isReady());
        awaitBothHear("still there");
    }

    /// Which server has the room.
    private int present() {
        return pool.look().getFirst().rooms() == 1 ? 0 : 1;
    }

    private void awaitElsewhere(int failing) {
        await("the room is lost", () -> pool.look().get(failing).lost() > 0);
        awaitBothHear("elsewhere");
        assertThat(pool.look().get(failing).rooms()).isZero();
    }

    private void awaitBothHear(String what) {
        awaitHears(ola, ingrid, what + " of ingrid");
        awaitHears(ingrid, ola, what + " of ola");
    }

    /// Sent over and over, as media is.
    private static void awaitHears(MediaPage hearer, MediaPage speaker, String what) {
        await(
                what,
                () -> {
                    speaker.send(what);
                    return hearer.has(what);
                });
    }

    private static void await(String what, BooleanSupplier condition) {
        long endNanos = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(endNanos - System.nanoTime()).as("waited in vain: " + what).isPositive();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static void report(String figure, long beganNanos, int promisedMillis) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
        System.out.printf("figure %s %d max %d%n", figure, millis, promisedMillis);
    }

    private <T extends AutoCloseable> T own(T part) {
        parts.add(part);
        return part;
    }
}
