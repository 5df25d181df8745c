package com.exorlive.meeting.signaling.token;

import com.exorlive.meeting.edge.CompactJwt;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Judges access tokens (RFC 9068) of one issuer. A token that is anything but
/// perfect is nobody's; why is not said. Thread-safe.
public final class AccessTokens {
    static final int MAX_LENGTH = 8 * 1024;
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    /// SubjectPublicKeyInfo of an Ed25519 key (RFC 8410 section 4), up to its 32 bytes.
    private static final byte[] ED25519_PREFIX =
            HexFormat.of().parseHex("302a300506032b6570032100");

    private final String issuer;
    private final String audience;
    private final String scope;
    private final IssuerKeys keys;
    private final InstantSource clock;

    /// @param scope that the token must have
    public AccessTokens(
            String issuer, String audience, String scope, IssuerKeys keys, InstantSource clock) {
        this.issuer = issuer;
        this.audience = audience;
        this.scope = scope;
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
            if (key.isEmpty() || !isSignedBy(jwt, header, key.get())) {
                return Optional.empty();
            }
            return subject(jwt.getJWTClaimsSet(), clock.instant());
        } catch (ParseException | JOSEException | IllegalArgumentException _) {
            return Optional.empty();
        } catch (GeneralSecurityException _) {
            return Optional.empty(); // A key or signature that is none.
        }
    }

    private static boolean isAcceptable(JWSHeader header) {
        return TYPE.equals(header.getType())
                && header.getKeyID() != null
                && header.getCriticalParams() == null
                && header.isBase64URLEncodePayload();
    }

    /// The key decides which algorithm may be used with it, not the token alone (RFC 8725 section
    /// 3.1).
    private static boolean isSignedBy(SignedJWT jwt, JWSHeader header, JWK key)
            throws JOSEException, GeneralSecurityException {
        var algorithm = header.getAlgorithm();
        if (key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm)) {
            return false;
        }
        return switch (key) {
            case ECKey ec when JWSAlgorithm.ES256.equals(algorithm) ->
                    jwt.verify(new ECDSAVerifier(ec));
            case RSAKey rsa
                    when JWSAlgorithm.RS256.equals(algorithm)
                            || JWSAlgorithm.PS256.equals(algorithm) ->
                    jwt.verify(new RSASSAVerifier(rsa));
            case OctetKeyPair okp when JWSAlgorithm.EdDSA.equals(algorithm) -> isEd25519(jwt, okp);
            default -> false;
        };
    }

    private static boolean isEd25519(SignedJWT jwt, OctetKeyPair key)
            throws GeneralSecurityException {
        var point = key.getDecodedX();
        if (point.length != 32) {
            return false;
        }
        var encoded = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + point.length);
        System.arraycopy(point, 0, encoded, ED25519_PREFIX.length, point.length);
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        verifier.update(jwt.getSigningInput());
        return verifier.verify(jwt.getSignature().decode());
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
        var sid = claims.getStringClaim("sid");
        return boundTo(claims)
                .map(key -> new SignedIn(new Subject(issuer, sub), sid == null ? "" : sid, key));
    }

    /// RFC 7800: a token that is bound in a way that we do not know is nobody's.
    ///
    /// @return empty text if it is not bound at all
    private static Optional<String> boundTo(JWTClaimsSet claims) throws ParseException {
        if (claims.getClaim("cnf") == null) {
            return Optional.of("");
        }
        var confirmation = claims.getJSONObjectClaim("cnf");
        return confirmation.size() == 1
                        && confirmation.get("jkt") instanceof String key
                        && !key.isEmpty()
                ? Optional.of(key)
                : Optional.empty();
    }

    private static boolean isInTime(JWTClaimsSet claims, Instant now) {
        var expires = claims.getExpirationTime();
        var notBefore = claims.getNotBeforeTime();
        var issued = claims.getIssueTime();
        var latest = now.plus(SKEW);
        return expires != null
                && now.minus(SKEW).isBefore(expires.toInstant())
                && (notBefore == null || !notBefore.toInstant().isAfter(latest))
                && (issued == null || !issued.toInstant().isAfter(latest));
    }

    private boolean hasScope(JWTClaimsSet claims) throws ParseException {
        var granted = claims.getStringClaim("scope");
        return granted != null && Arrays.asList(granted.split(" ", -1)).contains(scope);
    }
}
