package com.exorlive.meeting.pds;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.util.Set;

/// Whether an access token of the product is one of this customer's staff (RFC 9068, by the
/// product's published keys). Thread-safe.
final class Tokens {
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final String AUDIENCE = "exorlive-core";
    private static final Set<String> STAFF =
            Set.of("instructor", "unit-administrator", "organisation-administrator");

    private final String organisation;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /// @param issuer the product's public origin
    /// @param organisation whose staff may ask
    Tokens(String issuer, String organisation, JWKSource<SecurityContext> keys) {
        this.organisation = organisation;
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(TYPE));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
        processor.setJWTClaimsSetVerifier(
                new DefaultJWTClaimsVerifier<>(
                        AUDIENCE,
                        new JWTClaimsSet.Builder().issuer(issuer).build(),
                        Set.of("sub", "exp", "org", "roles")));
    }

    boolean isOfStaff(String token) {
        try {
            var claims = processor.process(token, null);
            return organisation.equals(claims.getStringClaim("org"))
                    && claims.getStringListClaim("roles").stream().anyMatch(STAFF::contains);
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException _) {
            return false;
        }
    }
}
