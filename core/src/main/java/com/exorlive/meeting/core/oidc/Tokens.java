package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.partner.Partner;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.signin.Authentication;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;

/// Makes access tokens (RFC 9068) and ID tokens. Neither holds a name or an e-mail: what a token
/// says ends up in places that nobody thinks of. Thread-safe.
///
/// An access token is for those that its scope is for, and for nobody else: one for `meeting` alone
/// is worth nothing at core, so that signaling, which is shown it, can do nothing there with it.
final class Tokens {
    static final String GRANT = "sid";
    static final String AUDIENCE_CORE = "exorlive-core";
    static final String AUDIENCE_SIGNALING = "exorlive-signaling";
    static final JOSEObjectType ACCESS_TOKEN_TYPE = new JOSEObjectType("at+jwt");

    /// How long a stolen token works, and how often each page must come back.
    static final Duration LIFE = Duration.ofMinutes(10);

    private final URI issuer;
    private final SigningKeys keys;
    private final InstantSource clock;

    Tokens(URI issuer, SigningKeys keys, InstantSource clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.clock = clock;
    }

    /// Bound to the grant's key, if it has one (RFC 9449 section 6).
    ///
    /// @param grant that it comes of and ends with: the claim `sid`
    AccessToken ofPerson(Person person, Grants.Grant grant, Scope scope) {
        var claims =
                says(grant.authentication(), accessClaims(grant.clientId(), scope))
                        .claim(GRANT, grant.id())
                        .subject(person.subject().value())
                        .audience(audience(scope))
                        .claim("roles", person.roleNames())
                        .claim("org", person.organisation().value());
        if (grant.key().isEmpty()) {
            return bearer(claims.build(), scope);
        }
        claims.claim("cnf", Map.of("jkt", grant.key()));
        return new DPoPAccessToken(signed(claims.build()), LIFE.toSeconds(), scope);
    }

    /// How and when somebody signed in, where known: `amr` and `auth_time` as OpenID Connect Core
    /// section 2 has them, `acr` as `low`, `substantial` or `high`, `idp` the name of the provider
    /// that vouched. What nobody says is left out.
    static JWTClaimsSet.Builder says(Authentication how, JWTClaimsSet.Builder claims) {
        claims.claim("amr", how.methods()).claim("auth_time", how.at().getEpochSecond());
        if (!how.level().isEmpty()) {
            claims.claim("acr", how.level());
        }
        return how.provider().isEmpty() ? claims : claims.claim("idp", how.provider());
    }

    BearerAccessToken ofSignaling(Scope scope) {
        var clientId = Clients.SIGNALING.getValue();
        var claims =
                accessClaims(clientId, scope).subject(clientId).audience(AUDIENCE_CORE).build();
        return bearer(claims, scope);
    }

    /// For core alone; says nothing that the partner does not know.
    BearerAccessToken ofPartner(Partner partner, Scope scope) {
        var id = partner.id().value();
        var claims =
                accessClaims(id, scope)
                        .subject(id)
                        .audience(AUDIENCE_CORE)
                        .claim("org", partner.organisation().value())
                        .build();
        return bearer(claims, scope);
    }

    /// OpenID Connect Core section 2.
    SignedJWT idToken(Person person, String clientId, String nonce, Authentication authentication) {
        var now = clock.instant();
        return keys.sign(
                JOSEObjectType.JWT,
                says(authentication, new JWTClaimsSet.Builder())
                        .issuer(issuer.toString())
                        .subject(person.subject().value())
                        .audience(clientId)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFE)))
                        .claim("nonce", nonce)
                        .build());
    }

    private static List<String> audience(Scope scope) {
        var isForSignaling = scope.contains(Scopes.MEETING);
        if (!isForSignaling) {
            return List.of(AUDIENCE_CORE);
        }
        return scope.contains(Scopes.CORE)
                ? List.of(AUDIENCE_CORE, AUDIENCE_SIGNALING)
                : List.of(AUDIENCE_SIGNALING);
    }

    private JWTClaimsSet.Builder accessClaims(String clientId, Scope scope) {
        var now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(issuer.toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .jwtID(RandomIds.id())
                .claim("client_id", clientId)
                .claim("scope", scope.toString());
    }

    private BearerAccessToken bearer(JWTClaimsSet claims, Scope scope) {
        return new BearerAccessToken(signed(claims), LIFE.toSeconds(), scope);
    }

    private String signed(JWTClaimsSet claims) {
        return keys.sign(ACCESS_TOKEN_TYPE, claims).serialize();
    }
}
