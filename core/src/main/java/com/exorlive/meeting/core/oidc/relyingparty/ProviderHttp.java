package com.exorlive.meeting.core.oidc.relyingparty;

import com.exorlive.meeting.core.identityprovider.ProviderAddresses;
import java.io.IOException;
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

/// Asks customers' identity providers, with a limit on the time until the last byte, on the size of
/// the answer and on how many wait at once. Follows no redirects, and goes to no address inside the
/// operator's network. Thread-safe; blocks.
final class ProviderHttp implements AutoCloseable {
    /// No metadata, key set or token answer comes near this.
    static final int MAX_ANSWER_BYTES = 64 * 1024;

    /// A provider that hangs holds so many threads at most; beyond it people are told at once.
    private static final int MOST_WAITING = 64;

    private final ProviderAddresses addresses;
    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();

    ProviderHttp(ProviderAddresses addresses) {
        this.addresses = addresses;
    }

    /// An answer, whatever its status.
    record Answer(int status, String body) {
        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    /// @param patience from the call to the last byte of the answer
    /// @throws IOException if there is no answer, or not in time, or it is too large
    Answer send(HttpRequest request, Duration patience) throws IOException {
        if (!places.tryAcquire()) {
            throw new IOException("too many wait for providers already");
        }
        try {
            if (!addresses.isOutside(request.uri())) {
                throw new IOException("the provider's host is inside this network");
            }
            return sent(request, patience);
        } finally {
            places.release();
        }
    }

    private Answer sent(HttpRequest request, Duration patience) throws IOException {
        // The request's own time-out ends with the headers; a body may drip for ever.
        var answer =
                client.sendAsync(
                        request,
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            var done = answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return new Answer(done.statusCode(), new String(done.body(), StandardCharsets.UTF_8));
        } catch (TimeoutException _) {
            answer.cancel(true);
            throw new IOException("no answer within " + patience.toMillis() + " ms");
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
