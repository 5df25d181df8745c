package com.exorlive.meeting.core.administration;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.oidc.PublicKeys;
import com.exorlive.meeting.core.partner.Partner;
import com.exorlive.meeting.core.partner.PartnerId;
import com.exorlive.meeting.core.partner.PartnerScope;
import com.exorlive.meeting.core.partner.PartnerStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.unit.UnitId;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The organisation's partner systems (ID-09): their keys and clients, made and revoked by its
/// administrator. A secret is shown once.
public final class PartnerApi {
    private static final String PATH = "/core/v1/partners";
    private static final int MAX_PARTNERS = 100;

    private final Changes changes;
    private final InstantSource clock;
    private final JsonMapper json = JsonMapper.shared();

    public PartnerApi(Database database, AuditLog audit, InstantSource clock) {
        this.changes = new Changes(database, audit);
        this.clock = clock;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.get(PATH, access.person(Permission.MANAGE_PARTNERS, this::list))
                .post(PATH, access.person(Permission.MANAGE_PARTNERS, this::create))
                .route(
                        "DELETE",
                        PATH + "/{id}",
                        access.person(Permission.MANAGE_PARTNERS, this::revoke))
                .route(
                        "PUT",
                        PATH + "/{id}/jwks",
                        access.person(Permission.MANAGE_PARTNERS, this::changeKeys));
    }

    record Body(
            @Nullable String name,
            @Nullable String kind,
            @Nullable List<@Nullable String> scopes,
            @Nullable Map<String, Object> jwks) {}

    record KeysBody(@Nullable Map<String, Object> jwks) {}

    record PartnerView(
            String id,
            String name,
            String kind,
            List<String> scopes,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt,
            @Nullable JsonNode jwks) {}

    record PartnersView(List<PartnerView> partners) {}

    /// @param secret shown now and never again
    record MadeView(PartnerView partner, String secret) {
        @Override
        public String toString() {
            return "MadeView[redacted]";
        }
    }

    private Reply list(HttpCall call, Person actor) {
        return changes.look(
                actor,
                (handle, _) ->
                        Reply.json(
                                200,
                                new PartnersView(
                                        PartnerStore.of(handle, actor.organisation()).stream()
                                                .map(this::view)
                                                .toList())));
    }

    private Reply create(HttpCall call, Person actor) {
        var body = call.json(Body.class);
        var partner =
                new Partner(
                        PartnerStore.newId(),
                        actor.organisation(),
                        Asked.name(body.name()),
                        Partner.Kind.parse(Asked.there(body.kind())).orElseThrow(Asked::bad),
                        scopes(body.scopes()),
                        Optional.ofNullable(body.jwks()).map(PartnerApi::keys).orElse(null),
                        clock.instant(),
                        null,
                        null);
        return changes.make(
                "partner-create",
                actor,
                AuditLine.NOBODY,
                (handle, _) -> {
                    var known = PartnerStore.of(handle, actor.organisation()).size();
                    Refused.PARTNERS_FULL.when(known >= MAX_PARTNERS);
                    var made = PartnerStore.insert(handle, partner);
                    write(handle, "partner-create", actor, partner.id());
                    // What it may do is a matter of access: each scope has its line.
                    partner.scopeNames()
                            .forEach(it -> write(handle, "scope-" + it, actor, partner.id()));
                    return Reply.json(201, new MadeView(view(partner), made.shown()));
                });
    }

    private static Set<PartnerScope> scopes(@Nullable List<@Nullable String> asked) {
        var scopes =
                Asked.there(asked).stream()
                        .map(it -> PartnerScope.parse(Asked.there(it)).orElseThrow(Asked::bad))
                        .collect(Collectors.toSet());
        if (scopes.isEmpty()) {
            throw Asked.bad();
        }
        return scopes;
    }

    private static String keys(Map<String, Object> jwks) {
        return PublicKeys.read(jwks).orElseThrow(Asked::bad);
    }

    private Reply changeKeys(HttpCall call, Person actor) {
        var jwks = keys(Asked.there(call.json(KeysBody.class).jwks()));
        return changes.make(
                "partner-keys",
                actor,
                call.path("id"),
                (handle, _) -> {
                    var partner = partner(handle, call, actor);
                    PartnerStore.changeKeys(handle, partner.id(), jwks);
                    write(handle, "partner-keys", actor, partner.id());
                    return Reply.json(200, view(partner(handle, call, actor)));
                });
    }

    private Reply revoke(HttpCall call, Person actor) {
        return changes.make(
                "partner-revoke",
                actor,
                call.path("id"),
                (handle, _) -> {
                    var partner = partner(handle, call, actor);
                    PartnerStore.revoke(handle, partner.id(), clock.instant());
                    write(handle, "partner-revoke", actor, partner.id());
                    return Reply.noContent();
                });
    }

    private static Partner partner(Handle handle, HttpCall call, Person actor) {
        return PartnerId.parse(call.path("id"))
                .flatMap(id -> PartnerStore.find(handle, id))
                .filter(it -> it.organisation().equals(actor.organisation()))
                .orElseThrow(Refused.PARTNER_UNKNOWN::now);
    }

    private void write(Handle handle, String event, Person actor, PartnerId partner) {
        var root = UnitId.rootOf(actor.organisation());
        changes.write(handle, event, actor, partner.value(), root);
    }

    private PartnerView view(Partner partner) {
        return new PartnerView(
                partner.id().value(),
                partner.name(),
                partner.kind().wireName(),
                partner.scopeNames(),
                partner.createdAt(),
                partner.lastUsedAt().orElse(null),
                partner.revokedAt().orElse(null),
                partner.jwks().map(json::readTree).orElse(null));
    }
}
