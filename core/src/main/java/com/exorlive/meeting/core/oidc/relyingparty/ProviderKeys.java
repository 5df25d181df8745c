package com.exorlive.meeting.core.oidc.relyingparty;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A provider's public keys, from its key set and from nowhere else: what a token says of keys
/// (`jku`, `jwk`, `x5u`) is not looked at. Thread-safe.
final class ProviderKeys {
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration ASK_AGAIN = Duration.ofMinutes(1);
    private static final int MAX_KEYS = 32;
    private static final int MAX_KIDS = 128;

    private final Fetched<List<JWK>> keys;

    /// Guarded by itself: when a name that was not there was last asked for.
    private final Map<String, Instant> unknownKids =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                    return size() > MAX_KIDS;
                }
            };

    ProviderKeys(Fetched.Source<String> keySet) {
        this.keys = new Fetched<>("key set", FRESH, () -> usable(keySet.fetch()));
    }

    /// The key that a token may be verified with: that of this name, or the only one if the token
    /// names none (OpenID Connect Core section 10.1).
    Optional<JWK> find(@Nullable String kid, Instant now) throws ProviderUnavailableException {
        var found = among(keys.get(now), kid);
        return found.isPresent() || !mayAskFor(kid, now) ? found : among(keys.again(now), kid);
    }

    private static Optional<JWK> among(List<JWK> keys, @Nullable String kid) {
        if (kid == null) {
            return keys.size() == 1 ? Optional.of(keys.getFirst()) : Optional.empty();
        }
        return keys.stream().filter(key -> kid.equals(key.getKeyID())).findFirst();
    }

    private boolean mayAskFor(@Nullable String kid, Instant now) {
        if (kid == null) {
            return false;
        }
        synchronized (unknownKids) {
            var asked = unknownKids.get(kid);
            if (asked != null && now.isBefore(asked.plus(ASK_AGAIN))) {
                return false;
            }
            unknownKids.put(kid, now);
            return true;
        }
    }

    /// Only public keys for signatures.
    static List<JWK> usable(String text) throws IOException {
        try {
            var usable = new ArrayList<JWK>();
            for (var key : JWKSet.parse(text).getKeys()) {
                var isForSignatures =
                        key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse());
                var isPublic = !key.isPrivate() && !KeyType.OCT.equals(key.getKeyType());
                if (isForSignatures && isPublic && usable.size() < MAX_KEYS) {
                    usable.add(key);
                }
            }
            return List.copyOf(usable);
        } catch (ParseException | IllegalArgumentException e) {
            throw new IOException("its key set is none", e);
        }
    }
}
