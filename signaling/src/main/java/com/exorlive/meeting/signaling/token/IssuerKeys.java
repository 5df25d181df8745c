package com.exorlive.meeting.signaling.token;

import com.exorlive.meeting.edge.SteadyClock;
import com.exorlive.meeting.edge.outbound.BoundedHttp;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The issuer's public keys, from its JWKS (RFC 7517) and from nowhere else. Tolerates an issuer
/// that is slow, down or lying: what was fetched serves for a day, and no token, however made,
/// makes it ask more than five times a minute. Thread-safe.
public final class IssuerKeys {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

    /// Lower, and a withdrawn key is noticed sooner.
    private static final Duration FRESH = Duration.ofMinutes(5);

    private static final Duration USABLE = Duration.ofHours(24);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_FETCHES = 5;
    private static final int MAX_KIDS = 128;
    private static final int MAX_KEYS = 32;
    private static final int MIN_RSA_BITS = 2048;

    private final KeysAddress address;
    private final BoundedHttp http;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();

    /// Guarded by `fetching`.
    private final Deque<Instant> fetches = new ArrayDeque<>();

    /// Guarded by `fetching`.
    private final Map<String, Instant> unknownKids =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                    return size() > MAX_KIDS;
                }
            };

    private volatile @Nullable Snapshot snapshot;

    public IssuerKeys(KeysAddress address, BoundedHttp http, InstantSource clock) {
        this.address = address;
        this.http = http;
        this.clock = SteadyClock.from(clock);
    }

    private record Snapshot(Map<String, JWK> keys, Instant fetchedAt) {
        boolean isYoungerThan(Duration age, Instant now) {
            return now.isBefore(fetchedAt.plus(age));
        }
    }

    /// The key of this name.
    ///
    /// @throws KeysUnavailableException if no keys are known
    Optional<JWK> key(String kid) {
        var now = clock.instant();
        var known = snapshot;
        if (known == null || !known.isYoungerThan(FRESH, now)) {
            known = refreshed(known, now);
        }
        if (known == null || !known.isYoungerThan(USABLE, now)) {
            throw new KeysUnavailableException("the issuer's keys can't be had");
        }
        var key = known.keys().get(kid);
        return key != null ? Optional.of(key) : afterRotation(kid, now);
    }

    /// Whether a token could be judged now; asks the issuer if need be.
    public boolean areKnown() {
        var now = clock.instant();
        var known = snapshot;
        if (known == null) {
            known = refreshed(known, now);
        }
        return known != null && known.isYoungerThan(USABLE, now);
    }

    /// With nothing in hand everybody waits for the fetch; with old keys only one does.
    private @Nullable Snapshot refreshed(@Nullable Snapshot known, Instant now) {
        if (known != null && !fetching.tryLock()) {
            return known;
        }
        if (known == null) {
            fetching.lock();
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

    private Optional<JWK> afterRotation(String kid, Instant now) {
        fetching.lock();
        try {
            var asked = unknownKids.get(kid);
            var mayAsk = asked == null || !now.isBefore(asked.plus(WINDOW));
            var known = snapshot;
            if (known != null && !known.keys().containsKey(kid) && mayAsk && mayFetch(now)) {
                unknownKids.put(kid, now);
                fetch(now);
            }
            var latest = snapshot;
            return latest == null ? Optional.empty() : Optional.ofNullable(latest.keys().get(kid));
        } finally {
            fetching.unlock();
        }
    }

    private boolean mayFetch(Instant now) {
        while (!fetches.isEmpty() && !now.isBefore(fetches.getFirst().plus(WINDOW))) {
            fetches.removeFirst();
        }
        return fetches.size() < MAX_FETCHES;
    }

    private void fetch(Instant now) {
        fetches.addLast(now);
        try {
            var answer = http.send(HttpRequest.newBuilder(address.find(http)).GET().build());
            if (answer.status() != 200) {
                throw new IOException("status " + answer.status());
            }
            snapshot = new Snapshot(usable(JWKSet.parse(answer.body()).getKeys()), now);
        } catch (IOException | ParseException | IllegalArgumentException e) {
            LOG.atWarn().setCause(e).log("The issuer's keys could not be fetched");
        }
    }

    /// Only public keys for signatures, with a name.
    private static Map<String, JWK> usable(List<JWK> keys) {
        var usable = new LinkedHashMap<String, JWK>();
        for (var key : keys) {
            var isForSignatures =
                    key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse());
            var isPublic = !key.isPrivate() && !KeyType.OCT.equals(key.getKeyType());
            var isLong = !(key instanceof RSAKey rsa) || rsa.size() >= MIN_RSA_BITS;
            if (isForSignatures
                    && isPublic
                    && isLong
                    && key.getKeyID() != null
                    && usable.size() < MAX_KEYS) {
                usable.put(key.getKeyID(), key);
            }
        }
        return Map.copyOf(usable);
    }
}
