package com.exorlive.meeting.edge.issuer;

import com.exorlive.meeting.edge.JwsSignatures;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an issuer's tokens must say of the sign-in that they came of (RFC 9068 section 2.2.1), and
/// how they must be signed.
///
/// @param acr the token must have one of them; none if empty
/// @param longest ago that the person may have signed in, each time a token is shown; null: however
///     long
/// @param algorithms by which it may be signed
public record TokenDemands(Set<String> acr, @Nullable Duration longest, Set<String> algorithms) {
    /// Nothing but a signature that we can verify.
    public static final TokenDemands NONE =
            new TokenDemands(Set.of(), null, JwsSignatures.ALGORITHMS);

    public TokenDemands {
        acr = Set.copyOf(acr);
        algorithms = Set.copyOf(algorithms);
        if (algorithms.isEmpty() || !JwsSignatures.ALGORITHMS.containsAll(algorithms)) {
            throw new IllegalArgumentException("not algorithms");
        }
    }

    /// @param said the `acr`; empty text if the token has none
    /// @param at the `auth_time`; null if it has none
    public boolean areMetBy(String said, @Nullable Instant at, Instant now) {
        return (acr.isEmpty() || acr.contains(said)) && Moments.isRecent(longest, at, now);
    }
}
