package com.exorlive.meeting.signaling.outbound;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks our own services over HTTP, with a limit on the time until the last byte and on the size of
/// the answer. Follows no redirects. Thread-safe; blocks.
public final class BoundedHttp implements AutoCloseable {
    private static final long MAX_ANSWER_BYTES = 64 * 1024;

    private final HttpClient client;
    private final Duration timeout;

    /// @param timeout from the call to the last byte of the answer
    public BoundedHttp(Duration timeout) {
        this.timeout = timeout;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(timeout)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
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
        // The request's own time-out ends with the headers; a body may drip for ever.
        var answer =
                client.sendAsync(
                        request,
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            var done = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new Answer(done.statusCode(), new String(done.body(), StandardCharsets.UTF_8));
        } catch (TimeoutException _) {
            answer.cancel(true);
            throw new IOException("no answer within " + timeout.toMillis() + " ms");
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
