package com.exorlive.meeting.signaling.token;

import com.exorlive.meeting.edge.CompactJwt;
import com.exorlive.meeting.edge.JwsSignatures;
import com.exorlive.meeting.edge.issuer.Moments;
import com.exorlive.meeting.edge.issuer.TokenDemands;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Judges access tokens (RFC 9068) of one issuer. A token that is anything but
/// perfect is nobody's; why is not said. Thread-safe.
public final class AccessTokens {
    static final int MAX_LENGTH = 8 * 1024;
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    /// Ways of binding a token that are not ours (RFC 7800, RFC 8705, RFC 9203).
    private static final Set<String> OTHER_BINDINGS =
            Set.of("jwk", "jwe", "kid", "jku", "x5t#S256", "osc");

    private final String issuer;
    private final String audience;
    private final String scope;
    private final TokenDemands demands;
    private final IssuerKeys keys;
    private final InstantSource clock;

    /// @param scope that the token must have
    /// @param demands what else it must say
    public AccessTokens(
            String issuer,
            String audience,
            String scope,
            TokenDemands demands,
            IssuerKeys keys,
            InstantSource clock) {
        this.issuer = issuer;
        this.audience = audience;
        this.scope = scope;
        this.demands = demands;
        this.keys = keys;
        this.clock = clock;
    }

    /// Whose token it is; empty if it is not to be believed.
    ///
    /// @throws KeysUnavailableException if the issuer's keys are not known
    public Optional<SignedIn> verify(String token) {
        if (token.length() > MAX_LENGTH || !CompactJwt.isOne(token)) {
            return Optional.empty();
        }
        try {
            // Five parts (JWE) do not parse, so no key is ever derived from what a stranger sends.
            var jwt = SignedJWT.parse(token);
            var header = jwt.getHeader();
            if (!isAcceptable(header)) {
                return Optional.empty();
            }
            var key = keys.key(header.getKeyID());
            if (key.isEmpty() || !JwsSignatures.isBy(key.get(), jwt)) {
                return Optional.empty();
            }
            return subject(jwt.getJWTClaimsSet(), clock.instant());
        } catch (ParseException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private boolean isAcceptable(JWSHeader header) {
        return TYPE.equals(header.getType())
                && demands.algorithms().contains(header.getAlgorithm().getName())
                && header.getKeyID() != null
                && header.getCriticalParams() == null
                && header.isBase64URLEncodePayload();
    }

    private Optional<SignedIn> subject(JWTClaimsSet claims, Instant now) throws ParseException {
        var sub = claims.getSubject();
        var isGood =
                issuer.equals(claims.getIssuer())
                        && claims.getAudience().contains(audience)
                        && sub != null
                        && !sub.isEmpty()
                        && isInTime(claims, now)
                        && hasScope(claims);
        if (!isGood) {
            return Optional.empty();
        }
        var how = how(claims);
        if (!demands.areMetBy(how.acr(), how.moment(), now)) {
            return Optional.empty();
        }
        var sid = text(claims, "sid");
        return boundTo(claims).map(key -> new SignedIn(new Subject(issuer, sub), sid, key, how));
    }

    /// RFC 9068 section 2.2.1.
    private static SignedIn.How how(JWTClaimsSet claims) throws ParseException {
        var methods = Optional.ofNullable(claims.getStringListClaim("amr"));
        var at = claims.getDateClaim("auth_time");
        return new SignedIn.How(
                text(claims, "acr"),
                methods.orElseGet(List::of),
                at == null ? null : at.toInstant());
    }

    private static String text(JWTClaimsSet claims, String name) throws ParseException {
        return Optional.ofNullable(claims.getStringClaim(name)).orElse("");
    }

    /// A token that is bound in another way, or in another way besides, is nobody's. What is no way
    /// of binding is passed over (RFC 7800 section 3.1): Keycloak writes its own names there.
    ///
    /// @return empty text if it is not bound at all
    private static Optional<String> boundTo(JWTClaimsSet claims) throws ParseException {
        if (claims.getClaim("cnf") == null) {
            return Optional.of("");
        }
        var confirmation = claims.getJSONObjectClaim("cnf");
        return Collections.disjoint(confirmation.keySet(), OTHER_BINDINGS)
                        && confirmation.get("jkt") instanceof String key
                        && !key.isEmpty()
                ? Optional.of(key)
                : Optional.empty();
    }

    private static boolean isInTime(JWTClaimsSet claims, Instant now) {
        var expires = claims.getExpirationTime();
        var notBefore = claims.getNotBeforeTime();
        var issued = claims.getIssueTime();
        var latest = now.plus(Moments.SKEW);
        return expires != null
                && now.minus(Moments.SKEW).isBefore(expires.toInstant())
                && (notBefore == null || !notBefore.toInstant().isAfter(latest))
                && (issued == null || !issued.toInstant().isAfter(latest));
    }

    private boolean hasScope(JWTClaimsSet claims) throws ParseException {
        var granted = claims.getStringClaim("scope");
        return granted != null && Arrays.asList(granted.split(" ", -1)).contains(scope);
    }
}
