package com.exorlive.meeting.core.jumpout;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.partner.Partner;
import com.exorlive.meeting.core.partner.PartnerScope;
import com.exorlive.meeting.core.partner.PartnerStore;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// A record system for tests: a registered partner, and what it signs.
public final class Statements {
    private Statements() {}

    /// Registers one at this person's organisation.
    ///
    /// @return the issuer of its statements
    public static String partner(CoreUnderTest core, Browser user, ECKey signing) {
        var organisation = user.api("GET", "/me").json().path("organisation").path("id").asString();
        var id = PartnerStore.newId();
        core.database()
                .run(
                        handle ->
                                PartnerStore.insert(
                                        handle,
                                        new Partner(
                                                id,
                                                new OrganisationId(organisation),
                                                "Journal",
                                                Partner.Kind.OAUTH2_CLIENT,
                                                Set.of(PartnerScope.CONTACTS_WRITE),
                                                new JWKSet(signing.toPublicJWK()).toString(),
                                                core.clock.instant(),
                                                null,
                                                null)));
        return id.value();
    }

    public static String sign(
            CoreUnderTest core,
            ECKey signing,
            String issuer,
            String audience,
            String user,
            int seconds,
            Map<String, Object> contact)
            throws JOSEException {
        var now = core.clock.instant();
        var jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(signing.getKeyID()).build(),
                        new JWTClaimsSet.Builder()
                                .issuer(issuer)
                                .audience(audience)
                                .subject(user)
                                .jwtID(UUID.randomUUID().toString())
                                .issueTime(Date.from(now))
                                .expirationTime(Date.from(now.plusSeconds(seconds)))
                                .claim("contact", contact)
                                .build());
        jwt.sign(new ECDSASigner(signing));
        return jwt.serialize();
    }
}
