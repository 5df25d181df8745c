package com.exorlive.meeting.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// more connections than the process may have files. The running call goes on, nothing
/// crashes, and when they are gone all is well again without a restart.
class R21FewFilesTest {
    private static final int FILES = 400;
    private static final int CONNECTIONS = 600;
    private static final int TRIES = 600;

    @TempDir Path data;
    @TempDir Path logs;

    @Test
    void withoutAnyFileLeftTheCallGoesOnAndAfterwardsNewOnesBegin() throws Exception {
        String[] limit = {"sh", "-c", "ulimit -n " + FILES + "; exec \"$@\"", "sh"};
        try (var product = new KillableProduct(data, logs.resolve("1"), Map.of(), limit);
                var ingrid = new Caller(product.origin, 1);
                var ola = new Caller(product.origin, 2)) {
            ingrid.signIn("ingrid");
            ola.signIn("ola");
            var meeting = ingrid.startMeeting("Ola Nordmann");
            ingrid.join(meeting);
            ola.join(meeting);
            ingrid.answerOffer(UnaryOperator.identity());
            ola.answerOffer(UnaryOperator.identity());
            ingrid.media.awaitConnected();
            ola.media.awaitConnected();
            var peer = ingrid.next("presence").get("conn").stringValue();

            List<Socket> flood = flood(URI.create(product.origin));
            assertThat(product.isAlive()).isTrue();
            ingrid.say(Map.of("t", "e2ee", "to", peer, "data", "aGVp"));
            ola.next("e2ee");
            long freed = System.nanoTime();
            for (var socket : flood) {
                socket.close();
            }
            try (var kari = new Caller(product.origin, 3)) {
                awaitSignedIn(kari);
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - freed);
            System.out.println("figure R-21 sign-in-works-again-ms " + millis + " max 10000");
            ingrid.say(Map.of("t", "e2ee", "to", peer, "data", "aGVp"));
            ola.next("e2ee");
            assertThat(product.isAlive()).isTrue();
        }
    }

    /// Until nobody answers any more, or nothing more can be opened.
    private static List<Socket> flood(URI origin) {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                var socket = new Socket();
                open.add(socket);
                var loopback = InetAddress.getLoopbackAddress();
                socket.connect(new InetSocketAddress(loopback, origin.getPort()), 1_000);
                var line = "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);
                socket.getOutputStream().write(line);
            }
        } catch (IOException _) {
            // The backlog is full: that is as many as it takes.
        }
        return open;
    }

    private static void awaitSignedIn(Caller kari) throws Exception {
        for (int i = 0; i < TRIES; i++) {
            try {
                kari.signIn("kari");
                return;
            } catch (IOException | java.util.NoSuchElementException _) {
                LockSupport.parkNanos(100_000_000);
            }
        }
        throw new AssertionError("nobody can sign in although there is room");
    }
}
