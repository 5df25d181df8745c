package com.exorlive.meeting.core.administration;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.identityprovider.IdentityProvider;
import com.exorlive.meeting.core.identityprovider.IdentityProviderId;
import com.exorlive.meeting.core.identityprovider.IdentityProviderStore;
import com.exorlive.meeting.core.identityprovider.ProviderAddresses;
import com.exorlive.meeting.core.identityprovider.ProviderSessions;
import com.exorlive.meeting.core.oidc.AccessEnds;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.unit.UnitId;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Where the organisation's people may sign in besides here (ID-01 to ID-04), decided by its
/// administrator. A client secret goes in and never out.
public final class IdentityProviderApi {
    private static final String PATH = "/core/v1/identity-providers";
    private static final int MAX_PROVIDERS = 20;

    private final Changes changes;
    private final AccessEnds ends;
    private final ProviderAddresses addresses;
    private final URI origin;
    private final InstantSource clock;

    /// @param addresses which issuers may be asked at all
    /// @param origin where a provider sends people back to
    public IdentityProviderApi(
            Database database,
            AuditLog audit,
            AccessEnds ends,
            ProviderAddresses addresses,
            URI origin,
            InstantSource clock) {
        this.changes = new Changes(database, audit);
        this.ends = ends;
        this.addresses = addresses;
        this.origin = origin;
        this.clock = clock;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        var permission = Permission.MANAGE_IDENTITY_PROVIDERS;
        routes.get(PATH, access.person(permission, this::list))
                .post(PATH, access.person(permission, this::create))
                .route("PUT", PATH + "/{id}", access.person(permission, this::change))
                .route("DELETE", PATH + "/{id}", access.person(permission, this::delete));
    }

    /// @param redirectUri, backChannelLogoutUri what the provider must be told of us
    /// @param moduleOn whether the organisation has the module that it belongs to
    record ProviderView(
            String id,
            String name,
            String kind,
            String issuer,
            String clientId,
            boolean hasSecret,
            String authentication,
            List<String> scopes,
            List<String> acrValues,
            List<String> amr,
            @Nullable Long maxAgeSeconds,
            Map<String, String> levels,
            boolean signOutThere,
            boolean active,
            boolean moduleOn,
            String redirectUri,
            String backChannelLogoutUri,
            int version) {}

    /// @param signInAddress leads to the sign-in page with this organisation's providers
    /// @param jwksUri has the key that we show ourselves by with `private_key_jwt`
    record ProvidersView(
            List<ProviderView> providers,
            String signInAddress,
            String postLogoutRedirectUri,
            String jwksUri) {}

    private Reply list(HttpCall call, Person actor) {
        return changes.look(
                actor,
                (handle, _) ->
                        Reply.json(
                                200,
                                new ProvidersView(
                                        IdentityProviderStore.of(handle, actor.organisation())
                                                .stream()
                                                .map(it -> view(handle, it))
                                                .toList(),
                                        origin + "/at/" + actor.organisation(),
                                        origin + "/",
                                        origin + "/oidc/jwks")));
    }

    private Reply create(HttpCall call, Person actor) {
        var body = call.json(IdentityProviderBody.class);
        var here = actor.organisation();
        var provider = body.read(IdentityProviderStore.newId(), here, clock.instant());
        if (body.readAuthentication().needsSecret() && body.secret().isEmpty()) {
            throw Asked.bad();
        }
        return changes.make(
                "provider-create",
                actor,
                AuditLine.NOBODY,
                (handle, _) -> {
                    refuseIssuer(provider);
                    var known = IdentityProviderStore.of(handle, here).size();
                    Refused.PROVIDERS_FULL.when(known >= MAX_PROVIDERS);
                    IdentityProviderStore.insert(handle, provider, body.secret());
                    write(handle, "provider-create", actor, provider.id());
                    return Reply.json(201, view(handle, provider));
                });
    }

    private Reply change(HttpCall call, Person actor) {
        var body = call.json(IdentityProviderBody.class);
        var version = Asked.version(body.version());
        return changes.make(
                "provider-change",
                actor,
                call.path("id"),
                (handle, _) -> {
                    var before = provider(handle, call, actor);
                    var after = body.read(before.id(), before.organisation(), before.createdAt());
                    refuseIssuer(after);
                    var isBare =
                            body.readAuthentication().needsSecret()
                                    && body.secret().isEmpty()
                                    && IdentityProviderStore.secret(handle, before.id()).isEmpty();
                    // A secret is for whom it was given: another issuer doesn't get to see it.
                    var isElsewhere =
                            !after.client().issuer().equals(before.client().issuer())
                                    && body.readAuthentication().needsSecret()
                                    && body.secret().isEmpty();
                    if (isBare || isElsewhere) {
                        throw Asked.bad();
                    }
                    Refused.VERSION_STALE.when(
                            before.version() != version
                                    || !IdentityProviderStore.change(handle, after, body.secret()));
                    if (!after.isActive()) {
                        endSessions(handle, after);
                    }
                    write(handle, "provider-change", actor, after.id());
                    return Reply.json(200, view(handle, provider(handle, call, actor)));
                });
    }

    /// Who signed in by it is signed out with it.
    private Reply delete(HttpCall call, Person actor) {
        return changes.make(
                "provider-delete",
                actor,
                call.path("id"),
                (handle, _) -> {
                    var provider = provider(handle, call, actor);
                    endSessions(handle, provider);
                    IdentityProviderStore.delete(handle, provider.id());
                    write(handle, "provider-delete", actor, provider.id());
                    return Reply.noContent();
                });
    }

    private void endSessions(Handle handle, IdentityProvider provider) {
        ProviderSessions.ofProvider(handle, provider.id(), clock.instant())
                .forEach(session -> ends.ofSession(handle, session));
        ends.thereOfAll(handle, provider);
    }

    private void refuseIssuer(IdentityProvider provider) {
        Refused.ISSUER_NOT_ALLOWED.when(!addresses.isIssuer(provider.client().issuer()));
    }

    private static IdentityProvider provider(Handle handle, HttpCall call, Person actor) {
        return IdentityProviderId.parse(call.path("id"))
                .flatMap(id -> IdentityProviderStore.find(handle, id))
                .filter(it -> it.organisation().equals(actor.organisation()))
                .orElseThrow(Refused.PROVIDER_UNKNOWN::now);
    }

    private void write(Handle handle, String event, Person actor, IdentityProviderId provider) {
        var root = UnitId.rootOf(actor.organisation());
        changes.write(handle, event, actor, provider.value(), root);
    }

    private ProviderView view(Handle handle, IdentityProvider provider) {
        var client = provider.client();
        var demands = provider.demands();
        var levels = new TreeMap<String, String>();
        provider.levels().forEach((acr, level) -> levels.put(acr, level.wireName()));
        var modules =
                OrganisationStore.find(handle, provider.organisation()).orElseThrow().modules();
        return new ProviderView(
                provider.id().value(),
                provider.name(),
                provider.kind().wireName(),
                client.issuer(),
                client.id(),
                IdentityProviderStore.secret(handle, provider.id()).isPresent(),
                client.authentication().wireName(),
                client.scopes(),
                demands.acrValues(),
                demands.methods(),
                demands.maxAge().map(Duration::toSeconds).orElse(null),
                levels,
                provider.signOutThere(),
                provider.isActive(),
                provider.kind().isOn(modules),
                origin + "/oidc/from/" + provider.id(),
                origin + "/oidc/back-channel-logout/" + provider.id(),
                provider.version());
    }
}
