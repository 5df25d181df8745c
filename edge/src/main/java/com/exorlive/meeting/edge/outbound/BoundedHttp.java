package com.exorlive.meeting.edge.outbound;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks other services over HTTP, with a limit on the time until the last byte, on the size of the
/// answer and on how many wait at once. Follows no redirects. Thread-safe; blocks.
public final class BoundedHttp implements AutoCloseable {
    /// No metadata, key set, token answer or answer of our own services comes near this.
    static final int MAX_ANSWER_BYTES = 64 * 1024;

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);

    private final HttpClient client;
    private final Duration patience;
    private final Semaphore places;
    private final Door door;

    /// For our own services: whoever calls limits how many wait.
    ///
    /// @param patience from the call to the last byte of the answer
    public BoundedHttp(Duration patience) {
        this(patience, patience, Integer.MAX_VALUE, _ -> true);
    }

    /// For services of others.
    ///
    /// @param patience from the call to the last byte of the answer, where the call names none
    /// @param mostWaiting so many threads are held by services that hang; who comes after them is
    ///     told at once that there is no answer
    /// @param door which addresses may be asked
    public BoundedHttp(Duration patience, int mostWaiting, Door door) {
        this(patience, CONNECT_WITHIN, mostWaiting, door);
    }

    private BoundedHttp(Duration patience, Duration connectWithin, int mostWaiting, Door door) {
        this.patience = patience;
        this.places = new Semaphore(mostWaiting);
        this.door = door;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(connectWithin)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    /// Which addresses may be asked. May block: it counts as waiting.
    @FunctionalInterface
    public interface Door {
        boolean isOpen(URI address) throws IOException;
    }

    /// An answer, whatever its status.
    public record Answer(int status, String body) {
        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    /// @throws IOException if there is no answer, or not in time, or it is too large
    public Answer send(HttpRequest request) throws IOException {
        return send(request, patience);
    }

    /// @param within from the call to the last byte of the answer
    /// @throws IOException if there is no answer, or not in time, or it is too large
    public Answer send(HttpRequest request, Duration within) throws IOException {
        if (!places.tryAcquire()) {
            throw new IOException("too many wait for answers already");
        }
        try {
            if (!door.isOpen(request.uri())) {
                throw new IOException("this address may not be asked");
            }
            return sent(request, within);
        } finally {
            places.release();
        }
    }

    private Answer sent(HttpRequest request, Duration within) throws IOException {
        // The request's own time-out ends with the headers; a body may drip for ever.
        var answer =
                client.sendAsync(
                        request,
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            var done = answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
            return new Answer(done.statusCode(), new String(done.body(), StandardCharsets.UTF_8));
        } catch (TimeoutException _) {
            answer.cancel(true);
            throw new IOException("no answer within " + within.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new IOException("no answer", e.getCause());
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
