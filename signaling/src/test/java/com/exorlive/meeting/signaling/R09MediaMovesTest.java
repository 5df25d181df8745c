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

/// a call's media server, a process of its own, is killed or hangs, and the call goes on
/// at another one. The pages stay as they are. Each test prints how long nothing came through; how
/// long that may be is judged where nothing else runs (docs/media-servers.md).
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
        var members = new ArrayList<SfuPool.Server>();
        for (var name : List.of("first", "second")) {
            var server = own(new MediaServerProcess());
            servers.add(server);
            members.add(new SfuPool.Server(name, own(RemoteSfu.start(server.settings()))));
        }
        pool = new SfuPool(members, InstantSource.system());
        var core = own(new FakeCore());
        var node = own(new TestNode(core, data, TestNode.generous(), Optional.of(pool)));
        var meeting = core.meeting("ingrid", "ola");
        ingrid = own(new MediaPage(node.join(meeting, "ingrid")));
        ola = own(new MediaPage(node.join(meeting, "ola")));
        awaitBothHear("hello");
        assertThat(pool.look()).extracting(SfuPool.Look::rooms).containsExactly(1, 0);
    }

    @AfterEach
    void stop() throws Exception {
        for (var part : parts.reversed()) {
            part.close();
        }
    }

    @Test
    void aCallWhoseMediaServerIsKilledGoesOnAtAnother() throws Exception {
        long beganNanos = System.nanoTime();

        servers.getFirst().kill();

        awaitBothHear("elsewhere");
        report("R-09 kill -9", beganNanos);
        assertThat(pool.look()).extracting(SfuPool.Look::rooms).containsExactly(0, 1);
        assertThat(pool.look().getFirst().lost()).isEqualTo(1);
    }

    @Test
    void r10ACallWhoseMediaServerHangsGoesOnAtAnother() throws Exception {
        long beganNanos = System.nanoTime();

        servers.getFirst().signal("STOP");

        awaitBothHear("elsewhere");
        report("R-10 SIGSTOP", beganNanos);
        assertThat(pool.look()).extracting(SfuPool.Look::rooms).containsExactly(0, 1);

        servers.getFirst().signal("CONT");
        await("it takes rooms again", () -> pool.look().getFirst().isReady());
        awaitBothHear("still there");
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

    private static void report(String fault, long beganNanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
        System.out.printf("%s: both hear each other again after %d ms%n", fault, millis);
    }

    private <T extends AutoCloseable> T own(T part) {
        parts.add(part);
        return part;
    }
}
