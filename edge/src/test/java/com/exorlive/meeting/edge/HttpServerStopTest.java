package com.exorlive.meeting.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who is cut off when the server stops, and who is not.
class HttpServerStopTest {
    /// For connections that stay open. The quickest of some stops counts, as machines may be busy.
    private static final Duration JETTYS_WAIT = Duration.ofSeconds(1);

    private final CountDownLatch half = new CountDownLatch(1);
    private final CountDownLatch rest = new CountDownLatch(1);
    private HttpServer server;

    /// Answers at once; under `/long` in two halves, the second when the test lets it.
    private final Handler.Abstract handler =
            new Handler.Abstract() {
                @Override
                public boolean handle(Request request, Response response, Callback callback)
                        throws Exception {
                    if (request.getHttpURI().getPath().equals("/long")) {
                        Content.Sink.write(response, false, bytes("first "));
                        half.countDown();
                        assertThat(rest.await(20, TimeUnit.SECONDS)).isTrue();
                    }
                    response.write(true, bytes("last"), callback);
                    return true;
                }
            };

    @BeforeEach
    void start() throws Exception {
        var address = new HttpServer.Address("127.0.0.1", 0, Optional.empty());
        server = HttpServer.start("test", address, handler);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private Socket ask(String path) throws Exception {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        var request = "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static String readUntil(InputStream in, String wanted) throws Exception {
        var text = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            text.append((char) next);
            if (text.indexOf(wanted) >= 0) {
                break;
            }
        }
        return text.toString();
    }

    @Test
    void whoMerelyKeepsAConnectionForLaterIsNotWaitedFor() throws Exception {
        var quickest = Duration.ofDays(1);
        for (int tries = 0; tries < 5; tries++) {
            try (var socket = ask("/short")) {
                assertThat(readUntil(socket.getInputStream(), "last")).endsWith("last");
                long begun = System.nanoTime();
                server.close();
                var took = Duration.ofNanos(System.nanoTime() - begun);
                quickest = took.compareTo(quickest) < 0 ? took : quickest;
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
            start();
        }
        assertThat(quickest).isLessThan(JETTYS_WAIT);
    }

    @Test
    void anAnswerThatIsOnItsWayIsSentToItsEnd() throws Exception {
        int port = server.port();
        try (var socket = ask("/long")) {
            assertThat(half.await(20, TimeUnit.SECONDS)).isTrue();
            var stopped = CompletableFuture.runAsync(server::close);
            assertThat(refusesOthers(port)).isTrue();
            rest.countDown();
            assertThat(readUntil(socket.getInputStream(), "last")).endsWith("last");
            stopped.get(20, TimeUnit.SECONDS);
        }
    }

    /// The stop has begun as soon as nobody gets in any more.
    private static boolean refusesOthers(int port) {
        for (int attempts = 0; attempts < 100_000; attempts++) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
            } catch (IOException _) {
                return true;
            }
        }
        return false;
    }
}
