package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.core.signin.Authentication;
import com.exorlive.meeting.edge.CompactJwt;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Decides whether a bearer token is one of ours and for us (RFC 9068 section 4). Only ES256 and
/// only our own keys: what the token's header says about keys (`jku`, `jwk`, `x5u`) is not looked
/// at. Thread-safe.
public final class AccessTokenVerifier {
    private static final int MAX_LENGTH = 8 * 1024;
    private static final int SKEW_SECONDS = 30;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    public AccessTokenVerifier(URI issuer, SigningKeys keys, InstantSource clock) {
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(Tokens.ACCESS_TOKEN_TYPE));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(
                        JWSAlgorithm.ES256, new ImmutableJWKSet<>(keys.published())));
        processor.setJWTClaimsSetVerifier(new Claims(issuer, clock));
    }

    /// What a good token says.
    ///
    /// @param audience who takes it, we among them
    /// @param grant that it came of, and ends with; empty for a service
    /// @param authentication how and when the person signed in; empty for a service
    /// @param key thumbprint of the key without which it is worth nothing; empty text if it is good
    ///     in anybody's hands
    public record Verified(
            String subject,
            String clientId,
            Set<String> scopes,
            Set<String> audience,
            Optional<String> grant,
            Optional<Authentication> authentication,
            String key) {
        public Verified {
            scopes = Set.copyOf(scopes);
            audience = Set.copyOf(audience);
        }

        /// Whether nobody but core takes it, so that no honest page has shown it to anybody else.
        public boolean isForCoreAlone() {
            return audience.equals(Set.of(Tokens.AUDIENCE_CORE));
        }
    }

    public Optional<Verified> verify(String token) {
        if (token.length() > MAX_LENGTH || !CompactJwt.isOne(token)) {
            return Optional.empty();
        }
        try {
            var claims = processor.process(SignedJWT.parse(token), null);
            return Optional.of(
                    new Verified(
                            claims.getSubject(),
                            claims.getStringClaim("client_id"),
                            Set.of(claims.getStringClaim("scope").split(" ", -1)),
                            Set.copyOf(claims.getAudience()),
                            Optional.ofNullable(claims.getStringClaim(Tokens.GRANT)),
                            authentication(claims),
                            boundTo(claims)));
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Whether what a person's token came of has not been ended since: by signing out, by an
    /// administrator, by a token used twice.
    public static boolean isLive(Handle handle, Verified token, Instant now) {
        return token.grant()
                .flatMap(grant -> Grants.live(handle, grant, now))
                .filter(grant -> grant.subject().value().equals(token.subject()))
                .isPresent();
    }

    /// RFC 9449 section 6.1.
    private static String boundTo(JWTClaimsSet claims) throws ParseException {
        var confirmation = claims.getJSONObjectClaim("cnf");
        return confirmation != null && confirmation.get("jkt") instanceof String key ? key : "";
    }

    /// RFC 9068 section 2.2.1.
    private static Optional<Authentication> authentication(JWTClaimsSet claims)
            throws ParseException {
        var methods = claims.getStringListClaim("amr");
        var at = claims.getDateClaim("auth_time");
        var level = Optional.ofNullable(claims.getStringClaim("acr")).orElse("");
        var provider = Optional.ofNullable(claims.getStringClaim("idp")).orElse("");
        return methods == null || (methods.isEmpty() && provider.isEmpty()) || at == null
                ? Optional.empty()
                : Optional.of(new Authentication(methods, at.toInstant(), provider, level));
    }

    /// The claims that must be there, by our clock.
    private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final InstantSource clock;

        Claims(URI issuer, InstantSource clock) {
            super(
                    Tokens.AUDIENCE_CORE,
                    new JWTClaimsSet.Builder().issuer(issuer.toString()).build(),
                    Set.of("sub", "exp", "iat", "jti", "client_id", "scope"));
            this.clock = clock;
            setMaxClockSkew(SKEW_SECONDS);
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
