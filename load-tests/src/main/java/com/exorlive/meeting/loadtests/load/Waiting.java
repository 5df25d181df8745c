package com.exorlive.meeting.loadtests.load;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waiting for a step of a participant, as long as a person would.
public final class Waiting {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Waiting() {}

    /// @throws StepFailedException if it fails or takes too long
    public static <T> T await(CompletableFuture<T> what, String name) throws InterruptedException {
        try {
            return what.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new StepFailedException("no " + name + " in time");
        } catch (ExecutionException e) {
            throw new StepFailedException("no " + name + ": " + String.valueOf(e.getMessage()));
        }
    }
}
