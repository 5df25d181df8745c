package com.exorlive.meeting.core.administration;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.identityprovider.IdentityLinks;
import com.exorlive.meeting.core.identityprovider.IdentityProvider;
import com.exorlive.meeting.core.identityprovider.IdentityProviderId;
import com.exorlive.meeting.core.identityprovider.IdentityProviderStore;
import com.exorlive.meeting.core.identityprovider.ProviderSessions;
import com.exorlive.meeting.core.oidc.AccessEnds;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// By which accounts elsewhere a person signs in. An administrator who knows somebody's subject
/// there can tie it before the first sign-in; otherwise the person does, by an invitation.
public final class IdentityApi {
    private static final String PATH = "/core/v1/people/{sub}/identities";
    /// OpenID Connect Core section 2: "MUST NOT exceed 255 ASCII characters".
    private static final Pattern SUBJECT = Pattern.compile("[ -~]{1,255}");

    private final Changes changes;
    private final AccessEnds ends;
    private final InstantSource clock;

    public IdentityApi(Database database, AuditLog audit, AccessEnds ends, InstantSource clock) {
        this.changes = new Changes(database, audit);
        this.ends = ends;
        this.clock = clock;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.get("/core/v1/me/identities", access.person(Permission.READ_ME, this::mine))
                .get(PATH, access.person(Permission.MANAGE_PEOPLE, this::list))
                .post(PATH, access.person(Permission.MANAGE_PEOPLE, this::link))
                .route(
                        "DELETE",
                        PATH + "/{id}",
                        access.person(Permission.MANAGE_PEOPLE, this::unlink));
    }

    /// @param subject the person's `sub` at the provider
    record Body(@Nullable String provider, @Nullable String subject) {
        @Override
        public String toString() {
            return "Body[redacted]";
        }
    }

    record IdentityView(
            String id,
            String provider,
            String providerName,
            Instant linkedAt,
            @Nullable Instant lastUsedAt) {}

    record IdentitiesView(List<IdentityView> identities) {}

    private Reply list(HttpCall call, Person actor) {
        return changes.look(
                actor,
                (handle, sight) -> {
                    var person = sight.person(call.path("sub"));
                    return Reply.json(
                            200,
                            new IdentitiesView(
                                    IdentityLinks.of(handle, person.subject()).stream()
                                            .map(it -> view(handle, it))
                                            .toList()));
                });
    }

    private Reply mine(HttpCall call, Person person) {
        return changes.look(
                person,
                (handle, _) ->
                        Reply.json(
                                200,
                                new IdentitiesView(
                                        IdentityLinks.of(handle, person.subject()).stream()
                                                .map(it -> view(handle, it))
                                                .toList())));
    }

    private Reply link(HttpCall call, Person actor) {
        var body = call.json(Body.class);
        var id = Asked.there(body.provider());
        var foreign = Asked.matching(SUBJECT, Asked.there(body.subject()));
        var sub = call.path("sub");
        return changes.make(
                "identity-link",
                actor,
                sub,
                (handle, sight) -> {
                    var person = sight.changeable(sub);
                    var provider = provider(handle, id, actor);
                    var known = IdentityLinks.of(handle, person.subject()).size();
                    Refused.IDENTITIES_FULL.when(known >= IdentityLinks.MAX_PER_PERSON);
                    var link =
                            IdentityLinks.make(
                                            handle,
                                            provider,
                                            IdentityLinks.token(handle, provider, foreign),
                                            person.subject(),
                                            clock.instant())
                                    .orElseThrow(Refused.IDENTITY_TAKEN::now);
                    changes.write(handle, "identity-link", actor, person, "ok");
                    return Reply.json(201, view(handle, link));
                });
    }

    /// What they came by with a token of the provider's own.
    private void endThere(Handle handle, IdentityLinks.Link link) {
        IdentityProviderStore.find(handle, link.provider())
                .map(it -> new AccessEnds.SignInThere(it.client().issuer(), Optional.empty()))
                .ifPresent(it -> ends.there(handle, Optional.of(link.subject()), it));
    }

    private Reply unlink(HttpCall call, Person actor) {
        var sub = call.path("sub");
        return changes.make(
                "identity-unlink",
                actor,
                sub,
                (handle, sight) -> {
                    var person = sight.changeable(sub);
                    var link =
                            IdentityLinks.of(handle, person.subject()).stream()
                                    .filter(it -> it.id().equals(call.path("id")))
                                    .findFirst()
                                    .orElseThrow(Refused.IDENTITY_UNKNOWN::now);
                    ProviderSessions.ofLink(handle, link, clock.instant())
                            .forEach(session -> ends.ofSession(handle, session));
                    endThere(handle, link);
                    IdentityLinks.delete(handle, link);
                    changes.write(handle, "identity-unlink", actor, person, "ok");
                    return Reply.noContent();
                });
    }

    private static IdentityProvider provider(Handle handle, String id, Person actor) {
        return IdentityProviderId.parse(id)
                .flatMap(it -> IdentityProviderStore.find(handle, it))
                .filter(it -> it.organisation().equals(actor.organisation()))
                .orElseThrow(Refused.PROVIDER_UNKNOWN::now);
    }

    private static IdentityView view(Handle handle, IdentityLinks.Link link) {
        return new IdentityView(
                link.id(),
                link.provider().value(),
                IdentityProviderStore.find(handle, link.provider())
                        .map(IdentityProvider::name)
                        .orElseThrow(),
                link.linkedAt(),
                link.lastUsedAt().orElse(null));
    }
}
