package com.exorlive.meeting.core.oidc.relyingparty;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Something that a provider publishes, as it was fetched last. Serves for a day while the provider
/// is down, and asks no more than five times a minute, whoever wants it. Thread-safe.
///
/// @param <T> what it is
final class Fetched<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Fetched.class);
    private static final Duration USABLE = Duration.ofHours(24);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_FETCHES = 5;

    /// So long nobody waits again for one that has just not answered.
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final String what;
    private final Duration fresh;
    private final Source<T> source;
    private final ReentrantLock fetching = new ReentrantLock();

    /// Guarded by `fetching`.
    private final Deque<Instant> fetches = new ArrayDeque<>();

    private volatile @Nullable Snapshot<T> snapshot;
    private volatile @Nullable Instant failedAt;

    /// @param fresh lower, and a change there is noticed sooner
    Fetched(String what, Duration fresh, Source<T> source) {
        this.what = what;
        this.fresh = fresh;
        this.source = source;
    }

    @FunctionalInterface
    interface Source<T> {
        T fetch() throws IOException;
    }

    private record Snapshot<T>(T value, Instant fetchedAt) {
        boolean isYoungerThan(Duration age, Instant now) {
            return now.isBefore(fetchedAt.plus(age));
        }
    }

    T get(Instant now) throws ProviderUnavailableException {
        var known = snapshot;
        if (known == null || !known.isYoungerThan(fresh, now)) {
            known = refreshed(known, now);
        }
        if (known == null || !known.isYoungerThan(USABLE, now)) {
            throw new ProviderUnavailableException("its " + what + " can't be had");
        }
        return known.value();
    }

    /// Asks again if it may, for who has reason to think that what is here is out of date.
    T again(Instant now) throws ProviderUnavailableException {
        refreshed(snapshot, now);
        return get(now);
    }

    /// With nothing in hand everybody waits for the fetch; with an old one only one does.
    private @Nullable Snapshot<T> refreshed(@Nullable Snapshot<T> known, Instant now) {
        if (known == null) {
            fetching.lock();
        } else if (!fetching.tryLock()) {
            return known;
        }
        try {
            if (Objects.equals(snapshot, known) && mayFetch(now)) {
                fetch(now);
            }
            return snapshot;
        } finally {
            fetching.unlock();
        }
    }

    private boolean mayFetch(Instant now) {
        while (!fetches.isEmpty() && !now.isBefore(fetches.getFirst().plus(WINDOW))) {
            fetches.removeFirst();
        }
        var failed = failedAt;
        return fetches.size() < MAX_FETCHES
                && (failed == null || !now.isBefore(failed.plus(PAUSE)));
    }

    private void fetch(Instant now) {
        fetches.addLast(now);
        try {
            snapshot = new Snapshot<>(source.fetch(), now);
            failedAt = null;
        } catch (IOException e) {
            failedAt = now;
            LOG.atWarn()
                    .addKeyValue("what", what)
                    .addKeyValue("why", e.getMessage())
                    .log("An identity provider does not answer as one");
        }
    }
}
