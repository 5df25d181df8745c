package com.exorlive.meeting.core;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.PartnerAccess;
import com.exorlive.meeting.core.access.Possession;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.oidc.AccessEnds;
import com.exorlive.meeting.core.oidc.AccessTokenVerifier;
import com.exorlive.meeting.core.oidc.Clients;
import com.exorlive.meeting.core.oidc.OpenIdProvider;
import com.exorlive.meeting.core.oidc.OwnAssertions;
import com.exorlive.meeting.core.oidc.SigningKeys;
import com.exorlive.meeting.core.oidc.relyingparty.RelyingParty;
import com.exorlive.meeting.core.signin.PasswordChanges;
import com.exorlive.meeting.core.signin.Passwords;
import com.exorlive.meeting.core.signin.Pepper;
import com.exorlive.meeting.core.signin.SignIn;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.RateLimiter;
import com.exorlive.meeting.edge.dpop.DpopNonces;
import com.exorlive.meeting.edge.dpop.DpopProofs;
import com.exorlive.meeting.edge.dpop.SeenProofs;
import com.exorlive.meeting.edge.issuer.TrustedIssuer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;

/// Who somebody is: passwords, sign-in, the OpenID Provider, and what its tokens open.
final class SignInParts {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SignIn signIn;
    private final PasswordChanges passwordChanges;
    private final AccessEnds ends;
    private final RelyingParty relyingParty;
    private final OpenIdProvider provider;
    private final Access access;
    private final PartnerAccess partnerAccess;

    SignInParts(
            CoreSettings settings,
            SigningKeys keys,
            Passwords passwords,
            Pepper pepper,
            Database database,
            AuditLog audit,
            InstantSource clock) {
        var origin = settings.publicOrigin();
        var limits = settings.limits();
        signIn = new SignIn(database, passwords, pepper, audit, clock);
        ends = new AccessEnds(clock, tokenIssuers(settings));
        var proofs =
                new DpopProofs(
                        Set.of(origin.toString()),
                        new DpopNonces(pepper.deriveKey("dpop-nonce"), clock),
                        SeenProofs.inMemory(),
                        clock);
        passwordChanges = new PasswordChanges(database, passwords, pepper, audit, clock);
        relyingParty =
                new RelyingParty(
                        origin,
                        settings.providerAddresses(),
                        pepper,
                        new OwnAssertions(keys, clock),
                        clock);
        provider =
                new OpenIdProvider(
                        origin,
                        new Clients(origin, settings.secrets().signaling()),
                        keys,
                        signIn,
                        passwordChanges,
                        database,
                        ends,
                        audit,
                        clock,
                        new OpenIdProvider.Limits(
                                new RateLimiter(limits.authorizations(), MINUTE),
                                new RateLimiter(limits.signIns(), MINUTE),
                                new RateLimiter(limits.tokens(), MINUTE)),
                        relyingParty,
                        proofs);
        var verifier = new AccessTokenVerifier(origin, keys, clock);
        access =
                new Access(
                        verifier,
                        database,
                        clock,
                        new RateLimiter(limits.calls(), MINUTE),
                        new Possession(proofs));
        partnerAccess =
                new PartnerAccess(
                        verifier, database, clock, new RateLimiter(limits.partnerCalls(), MINUTE));
    }

    private static Set<String> tokenIssuers(CoreSettings settings) {
        return settings.customers().issuers().stream()
                .map(TrustedIssuer::issuer)
                .collect(Collectors.toSet());
    }

    Access access() {
        return access;
    }

    PartnerAccess partnerAccess() {
        return partnerAccess;
    }

    AccessEnds ends() {
        return ends;
    }

    PasswordChanges passwordChanges() {
        return passwordChanges;
    }

    RelyingParty relyingParty() {
        return relyingParty;
    }

    SignInFailures failures() {
        var failures = signIn.failures();
        return new SignInFailures(failures.known(), failures.unknown());
    }

    void addTo(HttpRoutes.Builder builder) {
        provider.addTo(builder);
    }

    void close() {
        relyingParty.close();
    }

    void purge() {
        signIn.purge();
        provider.purge();
    }
}
