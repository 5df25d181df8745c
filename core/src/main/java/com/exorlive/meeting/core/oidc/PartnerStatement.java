package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.edge.CompactJwt;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A short-lived JWT that a partner system signed with its own key. What it says counts only once
/// it is verified; until then nothing of it is known but whose it claims to be. Immutable.
public final class PartnerStatement {
    private static final int MAX_LENGTH = 4_096;
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(60);

    /// Clocks of clinics go wrong by some seconds. Raising it lets a stolen statement live longer.
    private static final Duration SKEW = Duration.ofSeconds(15);

    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.ES256, JWSAlgorithm.PS256, JWSAlgorithm.RS256);

    private final SignedJWT jwt;
    private final String claimedIssuer;

    private PartnerStatement(SignedJWT jwt, String claimedIssuer) {
        this.jwt = jwt;
        this.claimedIssuer = claimedIssuer;
    }

    /// What a verified statement says.
    public record Said(String subject, String id, Instant expiresAt, Map<String, Object> claims) {
        public Said {
            claims = Map.copyOf(claims);
        }

        @Override
        public String toString() {
            return "Said[redacted]";
        }
    }

    public static Optional<PartnerStatement> parse(String text) {
        if (text.length() > MAX_LENGTH || !CompactJwt.isOne(text)) {
            return Optional.empty();
        }
        try {
            var jwt = SignedJWT.parse(text);
            return Optional.ofNullable(jwt.getJWTClaimsSet().getIssuer())
                    .map(issuer -> new PartnerStatement(jwt, issuer));
        } catch (ParseException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Whose it claims to be: to find the keys by, and for nothing else.
    public String claimedIssuer() {
        return claimedIssuer;
    }

    /// What it says, if one of these keys signed it, for this audience, for a minute at most.
    ///
    /// @param jwks a JWK Set
    public Optional<Said> verify(String jwks, String audience, Instant now) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        try {
            processor.setJWSKeySelector(
                    new JWSVerificationKeySelector<>(
                            ALGORITHMS, new ImmutableJWKSet<>(JWKSet.parse(jwks))));
            processor.setJWTClaimsSetVerifier(new Claims(audience, claimedIssuer, now));
            var claims = processor.process(jwt, null);
            return isShortLived(claims, now)
                    ? Optional.of(
                            new Said(
                                    claims.getSubject(),
                                    claims.getJWTID(),
                                    claims.getExpirationTime().toInstant(),
                                    withoutNulls(claims)))
                    : Optional.empty();
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean isShortLived(JWTClaimsSet claims, Instant now) {
        var from = claims.getIssueTime().toInstant();
        var until = claims.getExpirationTime().toInstant();
        return !from.isAfter(now.plus(SKEW)) && !until.isAfter(from.plus(LONGEST_LIFE));
    }

    private static Map<String, Object> withoutNulls(JWTClaimsSet claims) {
        var said = new java.util.HashMap<String, Object>(claims.getClaims());
        said.values().removeIf(java.util.Objects::isNull);
        return said;
    }

    /// The claims that must be there, by our clock.
    private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final Instant now;

        Claims(String audience, String issuer, Instant now) {
            super(
                    audience,
                    new JWTClaimsSet.Builder().issuer(issuer).build(),
                    Set.of("sub", "exp", "iat", "jti"));
            this.now = now;
            setMaxClockSkew((int) SKEW.toSeconds());
        }

        @Override
        protected Date currentTime() {
            return Date.from(now);
        }
    }

    @Override
    public String toString() {
        return "PartnerStatement[redacted]";
    }
}
