package com.exorlive.meeting.core.oidc.relyingparty;

import com.exorlive.meeting.core.identityprovider.IdentityProvider;
import com.exorlive.meeting.core.identityprovider.Level;
import com.exorlive.meeting.core.signin.Authentication;
import com.exorlive.meeting.core.signin.Hashes;
import com.exorlive.meeting.edge.issuer.Moments;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the claims of an ID token must be (OpenID Connect Core section 3.1.3.7) for the sign-in to
/// count here. Pure: the signature is somebody else's matter.
final class IdTokens {
    static final Duration SKEW = Moments.SKEW;

    private static final int LONGEST_SUBJECT = 255;
    private static final int LONGEST_SID = 255;
    private static final int MOST_METHODS = 6;
    private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9._-]{1,12}");

    private IdTokens() {}

    /// Judges them.
    ///
    /// @param maxAge what the sign-in was sent there with; null: however long ago
    static SignedInThere judge(
            JWTClaimsSet claims,
            IdentityProvider provider,
            String nonce,
            @Nullable Duration maxAge,
            Instant now)
            throws ParseException {
        var said = Optional.ofNullable(claims.getStringClaim("nonce"));
        if (!isFrom(claims, provider)
                || !isInTime(claims, now)
                || said.filter(it -> Hashes.equal(it, nonce)).isEmpty()) {
            return SignedInThere.Refused.ANSWER_WRONG;
        }
        var signedInAt = claims.getDateClaim("auth_time");
        var at = signedInAt == null ? null : signedInAt.toInstant();
        // A provider that was asked for `max_age` must say when it was (section 2, `auth_time`).
        if (!Moments.isRecent(maxAge, at, now)) {
            return SignedInThere.Refused.TOO_LONG_AGO;
        }
        var acr = Optional.ofNullable(claims.getStringClaim("acr"));
        var amr = Optional.ofNullable(claims.getStringListClaim("amr")).orElse(List.of());
        if (!provider.demands().suffices(acr.orElse(""), amr)) {
            return SignedInThere.Refused.NOT_SURE_ENOUGH;
        }
        var methods =
                amr.stream()
                        .filter(it -> METHOD.matcher(it).matches())
                        .limit(MOST_METHODS)
                        .toList();
        var level = acr.flatMap(provider::level).map(Level::wireName).orElse("");
        return new SignedInThere.Identified(
                claims.getSubject(),
                sid(claims),
                new Authentication(
                        methods, at == null || at.isAfter(now) ? now : at, provider.name(), level));
    }

    /// Whose it is, and whom it is for.
    static boolean isFrom(JWTClaimsSet claims, IdentityProvider provider) throws ParseException {
        var client = provider.client();
        var sub = claims.getSubject();
        var audience = claims.getAudience();
        var party = claims.getStringClaim("azp");
        return client.issuer().equals(claims.getIssuer())
                && audience.contains(client.id())
                && (party == null ? audience.size() == 1 : party.equals(client.id()))
                && sub != null
                && !sub.isEmpty()
                && sub.length() <= LONGEST_SUBJECT;
    }

    static boolean isInTime(JWTClaimsSet claims, Instant now) {
        var expires = claims.getExpirationTime();
        var notBefore = claims.getNotBeforeTime();
        var issued = claims.getIssueTime();
        var latest = now.plus(SKEW);
        return expires != null
                && issued != null
                && now.minus(SKEW).isBefore(expires.toInstant())
                && !issued.toInstant().isAfter(latest)
                && (notBefore == null || !notBefore.toInstant().isAfter(latest));
    }

    static Optional<String> sid(JWTClaimsSet claims) throws ParseException {
        return Optional.ofNullable(claims.getStringClaim("sid"))
                .filter(it -> !it.isEmpty() && it.length() <= LONGEST_SID);
    }
}
