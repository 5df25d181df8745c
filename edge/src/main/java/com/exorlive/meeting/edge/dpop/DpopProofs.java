package com.exorlive.meeting.edge.dpop;

import com.exorlive.meeting.edge.CompactJwt;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.JwsSignatures;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Judges proofs of possession, by all points of RFC 9449 section 4.3. A proof whose clock is off
/// is asked for anew with a nonce, which then stands for the time: so a device with a wrong clock
/// gets in a round trip later, and a proof that was made in advance gets nobody in. Thread-safe.
public final class DpopProofs {
    /// The one header that carries it.
    public static final String HEADER = "DPoP";

    /// The one that carries a nonce back.
    public static final String NONCE_HEADER = "DPoP-Nonce";

    public static final String ALGORITHM = "ES256";

    /// Longer than any proof is good, with a nonce or without.
    static final Duration MEMORY = Duration.ofSeconds(150);

    private static final Duration PAST = Duration.ofSeconds(60);
    private static final Duration FUTURE = Duration.ofSeconds(30);
    private static final int MAX_LENGTH = 4 * 1024;
    private static final int MAX_JTI = 128;
    private static final JOSEObjectType TYPE = new JOSEObjectType("dpop+jwt");

    private final Set<String> origins;
    private final DpopNonces nonces;
    private final SeenProofs seen;
    private final InstantSource clock;

    /// @param origins by which clients know this server
    public DpopProofs(
            Set<String> origins, DpopNonces nonces, SeenProofs seen, InstantSource clock) {
        this.origins = Set.copyOf(origins);
        this.nonces = nonces;
        this.seen = seen;
        this.clock = clock;
    }

    /// Judges the proof of this request, without using it up.
    ///
    /// @param token that it comes with; empty where a token is yet to be got
    public Judged judge(HttpCall call, Optional<String> token) {
        return judge(call.method(), call.rawPath(), call.headers(HEADER), token);
    }

    Judged judge(String method, String path, List<String> proofs, Optional<String> token) {
        if (proofs.isEmpty()) {
            return new Judged.None();
        }
        if (proofs.size() > 1 || proofs.getFirst().length() > MAX_LENGTH) {
            return new Judged.Bad("one proof");
        }
        if (!CompactJwt.isOne(proofs.getFirst())) {
            return new Judged.Bad("malformed");
        }
        try {
            var jwt = SignedJWT.parse(proofs.getFirst());
            var key = key(jwt.getHeader());
            if (key.isEmpty() || !JwsSignatures.isBy(key.get(), jwt)) {
                return new Judged.Bad("signature");
            }
            return judge(method, path, jwt.getJWTClaimsSet(), thumbprint(key.get()), token);
        } catch (ParseException | JOSEException | IllegalArgumentException _) {
            return new Judged.Bad("malformed");
        }
    }

    /// Uses a good proof up.
    ///
    /// @return false if it was used before
    public boolean use(Judged.Good proof) {
        return seen.isFirst(proof.name(), MEMORY);
    }

    /// A nonce for the next proof.
    public String nonce() {
        return nonces.current();
    }

    private static Optional<ECKey> key(JWSHeader header) {
        var isAcceptable =
                TYPE.equals(header.getType())
                        && JWSAlgorithm.ES256.equals(header.getAlgorithm())
                        && header.getCriticalParams() == null
                        && header.isBase64URLEncodePayload();
        return isAcceptable
                        && header.getJWK() instanceof ECKey key
                        && !key.isPrivate()
                        && Curve.P_256.equals(key.getCurve())
                ? Optional.of(key)
                : Optional.empty();
    }

    private static String thumbprint(ECKey key) throws JOSEException {
        return key.computeThumbprint().toString();
    }

    private Judged judge(
            String method,
            String path,
            JWTClaimsSet claims,
            String thumbprint,
            Optional<String> token)
            throws ParseException {
        var jti = claims.getJWTID();
        if (jti == null || jti.isEmpty() || jti.length() > MAX_JTI) {
            return new Judged.Bad("jti");
        }
        if (!method.equals(claims.getStringClaim("htm"))) {
            return new Judged.Bad("htm");
        }
        var target = claims.getStringClaim("htu");
        if (target == null || !isTarget(URI.create(target), path)) {
            return new Judged.Bad("htu");
        }
        var ath = claims.getStringClaim("ath");
        if (token.isPresent() && !sha256(token.get()).equals(ath)) {
            return new Judged.Bad("ath");
        }
        var issued = claims.getIssueTime();
        if (issued == null) {
            return new Judged.Bad("iat");
        }
        return isTimely(issued.toInstant(), Optional.ofNullable(claims.getStringClaim("nonce")))
                ? new Judged.Good(thumbprint, sha256(thumbprint + " " + jti))
                : new Judged.NeedsNonce(nonces.current());
    }

    /// A nonce, where there is one, must be ours, and tells the time better than `iat`.
    private boolean isTimely(Instant issued, Optional<String> nonce) {
        if (nonce.isPresent()) {
            return nonces.isGood(nonce.get());
        }
        var now = clock.instant();
        return !issued.isBefore(now.minus(PAST)) && !issued.isAfter(now.plus(FUTURE));
    }

    /// RFC 9449 section 4.3 point 9: without query and fragment, and by RFC 3986 the same where it
    /// is written otherwise.
    private boolean isTarget(URI target, String path) {
        if (target.getScheme() == null
                || target.getHost() == null
                || target.getUserInfo() != null) {
            return false;
        }
        var scheme = target.getScheme().toLowerCase(Locale.ROOT);
        var host = target.getHost().toLowerCase(Locale.ROOT);
        var isDefault =
                target.getPort() == -1
                        || ("https".equals(scheme) && target.getPort() == 443)
                        || ("http".equals(scheme) && target.getPort() == 80);
        var origin = scheme + "://" + host + (isDefault ? "" : ":" + target.getPort());
        return origins.contains(origin) && path.equals(target.getRawPath());
    }

    private static String sha256(String text) {
        try {
            return Base64URL.encode(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.US_ASCII)))
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
