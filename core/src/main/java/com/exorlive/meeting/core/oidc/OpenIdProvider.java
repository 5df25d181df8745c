package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.identityprovider.ProviderSessions;
import com.exorlive.meeting.core.identityprovider.ProviderSignIns;
import com.exorlive.meeting.core.oidc.relyingparty.RelyingParty;
import com.exorlive.meeting.core.signin.PasswordChanges;
import com.exorlive.meeting.core.signin.SignIn;
import com.exorlive.meeting.edge.Endpoint;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.RateLimiter;
import com.exorlive.meeting.edge.Reply;
import com.exorlive.meeting.edge.dpop.DpopProofs;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.SubjectType;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/// A small OpenID Provider: discovery, keys, authorization code with PKCE, tokens, sign-in and
/// sign-out. Thread-safe.
public final class OpenIdProvider {
    private final URI issuer;
    private final SigningKeys keys;
    private final Database database;
    private final InstantSource clock;
    private final AuthorizeEndpoint authorize;
    private final LoginEndpoint login;
    private final TokenEndpoint token;
    private final PasswordEndpoint password;
    private final OwnPage ownPage;
    private final RateLimiter perAddress;
    private final ProviderEndpoint providers;
    private final ProviderAnswers answers;
    private final BackChannelLogoutEndpoint backChannel;

    /// How often one address may ask each endpoint.
    public record Limits(RateLimiter authorize, RateLimiter login, RateLimiter token) {}

    public OpenIdProvider(
            URI issuer,
            Clients clients,
            SigningKeys keys,
            SignIn signIn,
            PasswordChanges passwords,
            Database database,
            AccessEnds ends,
            AuditLog audit,
            InstantSource clock,
            Limits limits,
            RelyingParty relyingParty,
            DpopProofs proofs) {
        this.issuer = issuer;
        this.keys = keys;
        this.database = database;
        this.clock = clock;
        this.perAddress = limits.authorize();
        var cookies = new BrowserCookies(issuer);
        var tokens = new Tokens(issuer, keys, clock);
        var grants = new Grants(audit);
        authorize =
                new AuthorizeEndpoint(
                        issuer, clients, database, cookies, clock, limits.authorize());
        login =
                new LoginEndpoint(
                        signIn, authorize, database, cookies, relyingParty, ends, audit, clock);
        providers = new ProviderEndpoint(relyingParty, database, cookies, clock);
        answers =
                new ProviderAnswers(
                        relyingParty,
                        new ProviderIdentities(authorize, database, ends, audit, clock),
                        database,
                        cookies,
                        clock,
                        limits.authorize());
        backChannel =
                new BackChannelLogoutEndpoint(
                        relyingParty, database, ends, audit, clock, limits.token());
        password = new PasswordEndpoint(passwords, ends);
        ownPage = new OwnPage(cookies, limits.login());
        token =
                new TokenEndpoint(
                        at("/oidc/token"),
                        clients,
                        database,
                        grants,
                        tokens,
                        clock,
                        limits.token(),
                        proofs);
    }

    public void addTo(HttpRoutes.Builder routes) {
        routes.get("/.well-known/openid-configuration", this::discovery)
                .get("/oidc/jwks", this::jwks)
                .get("/oidc/authorize", authorize::answer)
                .post("/oidc/login", ownPage.limited(login::login))
                .post("/oidc/logout", login::logout)
                .post("/oidc/password", ownPage.limited(password::set))
                .post("/oidc/token", token::answer)
                .get("/oidc/providers", limited(providers::list))
                .post("/oidc/provider-sign-in", ownPage.limited(providers::signIn))
                .post("/oidc/provider-link", ownPage.limited(providers::link))
                .get("/oidc/from/{id}", answers::answer)
                .post("/oidc/back-channel-logout/{id}", backChannel::answer);
    }

    private Endpoint limited(Endpoint endpoint) {
        return call -> {
            var wait = perAddress.secondsToWait(call.addressKey());
            return wait.isPresent() ? Reply.slowDown(wait.getAsLong()) : endpoint.answer(call);
        };
    }

    /// Throws away what has expired. Call now and then.
    public void purge() {
        database.run(
                handle -> {
                    Grants.purge(handle, clock.instant());
                    AccessEnds.purge(handle, clock.instant());
                    ProviderSignIns.purge(handle, clock.instant());
                    ProviderSessions.purge(handle, clock.instant());
                });
    }

    private Reply discovery(HttpCall call) {
        var metadata =
                new OIDCProviderMetadata(
                        new Issuer(issuer), List.of(SubjectType.PUBLIC), at("/oidc/jwks"));
        metadata.setAuthorizationEndpointURI(at("/oidc/authorize"));
        metadata.setTokenEndpointURI(at("/oidc/token"));
        metadata.setScopes(new Scope("openid", "profile", "core", "meeting", "meeting.admission"));
        metadata.setResponseTypes(List.of(ResponseType.CODE));
        metadata.setResponseModes(List.of(ResponseMode.QUERY));
        metadata.setGrantTypes(
                List.of(
                        GrantType.AUTHORIZATION_CODE,
                        GrantType.REFRESH_TOKEN,
                        GrantType.CLIENT_CREDENTIALS));
        metadata.setTokenEndpointAuthMethods(
                List.of(
                        ClientAuthenticationMethod.NONE,
                        ClientAuthenticationMethod.CLIENT_SECRET_BASIC));
        metadata.setCodeChallengeMethods(List.of(CodeChallengeMethod.S256));
        metadata.setIDTokenJWSAlgs(List.of(JWSAlgorithm.ES256));
        metadata.setDPoPJWSAlgs(List.of(JWSAlgorithm.parse(DpopProofs.ALGORITHM)));
        metadata.setSupportsAuthorizationResponseIssuerParam(true);
        metadata.setSupportsRequestURIParam(false);
        metadata.setCustomParameter(
                "exorlive_meeting_assertion_endpoint", at(IdentityAssertions.PATH).toString());
        return Reply.text(200, "application/json", metadata.toJSONObject().toJSONString());
    }

    private Reply jwks(HttpCall call) {
        return Reply.text(200, "application/json", keys.published().toString(true))
                .header("Cache-Control", "public, max-age=300");
    }

    private URI at(String path) {
        return URI.create(issuer + path);
    }
}
