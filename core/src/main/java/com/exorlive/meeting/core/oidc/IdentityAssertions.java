package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.signin.Authentication;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;

/// Makes identity assertions: what one browser shows the other, so that it knows whose key it
/// holds. The only token with a name in it, because it is made to be read by a person's partner.
/// Its type and its audience keep it from being taken for an access token, and the other way round.
/// Thread-safe.
public final class IdentityAssertions {
    public static final String PATH = "/oidc/meeting-assertion";

    /// How long a key goes on being believed after its owner has lost the right to it. Each page
    /// comes back a little sooner.
    public static final Duration LIFE = Duration.ofMinutes(10);

    static final String AUDIENCE = "exorlive-video-e2ee";
    static final JOSEObjectType TYPE = new JOSEObjectType("exl-e2ee+jwt");

    private final URI issuer;
    private final SigningKeys keys;
    private final InstantSource clock;

    public IdentityAssertions(URI issuer, SigningKeys keys, InstantSource clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.clock = clock;
    }

    /// What is asserted of a person.
    ///
    /// @param role in this meeting: `instructor` or `participant`
    /// @param keyThumbprint of the key that is the person's in this meeting (RFC 7638)
    public record Statement(
            Person person,
            Authentication authentication,
            String meeting,
            String role,
            String keyThumbprint) {}

    /// @return a signed JWT
    public String make(Statement statement) {
        var now = clock.instant();
        var claims =
                Tokens.says(statement.authentication(), new JWTClaimsSet.Builder())
                        .issuer(issuer.toString())
                        .audience(AUDIENCE)
                        .subject(statement.person().subject().value())
                        .claim("name", statement.person().name())
                        .claim("role", statement.role())
                        .claim("mtg", statement.meeting())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFE)))
                        .jwtID(RandomIds.id())
                        .claim("cnf", Map.of("jkt", statement.keyThumbprint()))
                        .build();
        return keys.sign(TYPE, claims).serialize();
    }
}
