package com.exorlive.meeting.core.oidc.relyingparty;

import com.exorlive.meeting.core.identityprovider.IdentityProvider;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What the claims of a logout token must be (OpenID Connect Back-Channel Logout 1.0 section 2.6).
/// Pure: the signature is somebody else's matter.
public final class LogoutTokens {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    /// Section 2.4 recommends two minutes from issue to end; nobody needs more than this.
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(15);

    private LogoutTokens() {}

    /// Who was signed out there: of one session, or everywhere.
    ///
    /// @param until when the token ends, and with it the need to know it again
    public record SignedOut(Optional<String> subject, Optional<String> sid, Instant until) {
        @Override
        public String toString() {
            return "SignedOut[redacted]";
        }
    }

    static Optional<SignedOut> judge(JWTClaimsSet claims, IdentityProvider provider, Instant now)
            throws ParseException {
        var client = provider.client();
        var subject = Optional.ofNullable(claims.getSubject()).filter(it -> !it.isEmpty());
        var sid = IdTokens.sid(claims);
        var isOurs =
                client.issuer().equals(claims.getIssuer())
                        && claims.getAudience().contains(client.id())
                        && claims.getJWTID() != null
                        && IdTokens.isInTime(claims, now)
                        && claims.getExpirationTime().toInstant().isBefore(now.plus(LONGEST_LIFE));
        var event = claims.getJSONObjectClaim("events");
        var isLogout =
                event != null
                        && event.get(EVENT) instanceof Map
                        // Section 2.4: so that no ID token is taken for one.
                        && claims.getClaim("nonce") == null
                        && (subject.isPresent() || sid.isPresent());
        return isOurs && isLogout
                ? Optional.of(
                        new SignedOut(
                                subject,
                                sid,
                                claims.getExpirationTime().toInstant().plus(IdTokens.SKEW)))
                : Optional.empty();
    }
}
