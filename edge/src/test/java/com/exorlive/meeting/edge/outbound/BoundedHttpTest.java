package com.exorlive.meeting.edge.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoundedHttpTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofMillis(200);

    private final List<Socket> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch isAsked = new CountDownLatch(1);
    private ServerSocket service;
    private volatile String answer = "";

    @BeforeEach
    void serve() throws IOException {
        service = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
        for (var socket : asked) {
            socket.close();
        }
    }

    /// Writes the answer and leaves the connection open, as a service does that hangs.
    private void accept() {
        try {
            while (true) {
                var socket = service.accept();
                asked.add(socket);
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                isAsked.countDown();
            }
        } catch (IOException _) {
            // Stopped.
        }
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.getLocalPort() + "/keys"))
                .build();
    }

    private static String answer(int status, String headers, String body) {
        return "HTTP/1.1 " + status + " word\r\n" + headers + "\r\n\r\n" + body;
    }

    @Test
    void anAnswerIsHadWhateverItsStatus() throws IOException {
        answer = answer(503, "Content-Length: 4", "busy");

        try (var http = new BoundedHttp(PATIENT)) {
            assertThat(http.send(request())).isEqualTo(new BoundedHttp.Answer(503, "busy"));
        }
    }

    @Test
    void aBodyThatDripsIsNotWaitedForBeyondThePatienceOfTheCall() {
        answer = answer(200, "Content-Length: 4", "bu");

        try (var http = new BoundedHttp(PATIENT)) {
            assertThatThrownBy(() -> http.send(request(), SOON))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no answer within 200 ms");
        }
    }

    @Test
    void aLargeAnswerIsNone() {
        int length = BoundedHttp.MAX_ANSWER_BYTES + 1;
        answer = answer(200, "Content-Length: " + length, "x".repeat(length));

        try (var http = new BoundedHttp(PATIENT)) {
            assertThatThrownBy(() -> http.send(request())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void redirectsAreNotFollowed() throws IOException {
        var elsewhere = "Location: http://127.0.0.1:1/\r\nContent-Length: 0";
        answer = answer(302, elsewhere, "");

        try (var http = new BoundedHttp(PATIENT)) {
            assertThat(http.send(request()).status()).isEqualTo(302);
        }
    }

    @Test
    void anAddressBehindAClosedDoorIsNotAsked() {
        try (var http = new BoundedHttp(PATIENT, 1, _ -> false)) {
            assertThatThrownBy(() -> http.send(request())).isInstanceOf(IOException.class);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void whoComesWhenTooManyWaitIsToldAtOnceAndThePlaceIsFreeAfterwards() throws Exception {
        try (var http = new BoundedHttp(PATIENT, 1, _ -> true)) {
            var waiting = Thread.ofVirtual().start(() -> sendInVain(http));
            assertThat(isAsked.await(20, TimeUnit.SECONDS)).isTrue();

            assertThatThrownBy(() -> http.send(request()))
                    .hasMessage("too many wait for answers already");

            waiting.interrupt();
            assertThat(waiting.join(PATIENT)).isTrue();
            answer = answer(200, "Content-Length: 2", "ok");
            assertThat(http.send(request()).body()).isEqualTo("ok");
        }
    }

    private void sendInVain(BoundedHttp http) {
        assertThatThrownBy(() -> http.send(request())).hasMessage("interrupted");
    }
}
