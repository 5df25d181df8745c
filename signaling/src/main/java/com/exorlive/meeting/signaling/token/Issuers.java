package com.exorlive.meeting.signaling.token;

import com.exorlive.meeting.edge.CompactJwt;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;

/// All issuers whose tokens are taken. Which one a token claims to be of decides whose keys, whose
/// audience and whose rules it is held against, and nothing else: so none can speak for another,
/// also if two use the same names for their keys (RFC 8725 section 3.8). Thread-safe.
public final class Issuers {
    private final Map<String, AccessTokens> byName;

    /// @param byName each under its `iss`, exactly
    public Issuers(Map<String, AccessTokens> byName) {
        this.byName = Map.copyOf(byName);
    }

    /// Whose token it is; empty if it is not to be believed.
    ///
    /// @throws KeysUnavailableException if its issuer's keys are not known
    public Optional<SignedIn> verify(String token) {
        if (token.length() > AccessTokens.MAX_LENGTH || !CompactJwt.isOne(token)) {
            return Optional.empty();
        }
        return claimedIssuer(token)
                .flatMap(name -> Optional.ofNullable(byName.get(name)))
                .flatMap(tokens -> tokens.verify(token));
    }

    private static Optional<String> claimedIssuer(String token) {
        try {
            return Optional.ofNullable(SignedJWT.parse(token).getJWTClaimsSet())
                    .map(claims -> claims.getIssuer());
        } catch (ParseException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
