package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.oidc.relyingparty.ClientAssertions;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;

/// Shows customers' identity providers who we are, by the newest key of `/oidc/jwks` (RFC 7523
/// section 3). Thread-safe.
public final class OwnAssertions implements ClientAssertions {
    private static final Duration LIFE = Duration.ofMinutes(1);

    private final SigningKeys keys;
    private final InstantSource clock;

    public OwnAssertions(SigningKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public String sign(String clientId, String audience) {
        var now = clock.instant();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(clientId)
                        .subject(clientId)
                        .audience(audience)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFE)))
                        .jwtID(RandomIds.id())
                        .build();
        return keys.sign(JOSEObjectType.JWT, claims).serialize();
    }
}
