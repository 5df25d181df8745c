package com.exorlive.meeting.core.administration;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.organisation.Organisation;
import com.exorlive.meeting.core.organisation.Organisation.Accent;
import com.exorlive.meeting.core.organisation.Organisation.Appearance;
import com.exorlive.meeting.core.organisation.Organisation.Modules;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.pdsmode.PdsStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.unit.UnitId;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The organisation's own settings: modules (VM-24), name and appearance (AD-05).
public final class OrganisationApi {
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final int MAX_LOGO = 40_000;
    private static final String LOGO = "/core/v1/organisation/logo";

    private final Database database;
    private final Outside outside;
    private final Changes changes;

    /// What is set up around the product, by its operator.
    ///
    /// @param mail whether invitations are told by e-mail
    /// @param webhook whether a gateway is told of them
    public record Outside(boolean mail, boolean webhook, List<String> pdsOrigins) {
        public Outside {
            pdsOrigins = List.copyOf(pdsOrigins);
        }
    }

    public OrganisationApi(Database database, AuditLog audit, Outside outside) {
        this.outside = outside;
        this.database = database;
        this.changes = new Changes(database, audit);
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        var path = "/core/v1/organisation";
        routes.get(path, access.person(Permission.MANAGE_ORGANISATION, this::show))
                .route("PUT", path, access.person(Permission.MANAGE_ORGANISATION, this::change))
                .get(LOGO, access.person(Permission.READ_ME, this::logo))
                .route("PUT", LOGO, access.person(Permission.MANAGE_ORGANISATION, this::putLogo))
                .route(
                        "DELETE",
                        LOGO,
                        access.person(Permission.MANAGE_ORGANISATION, this::removeLogo));
    }

    record ModulesBody(@Nullable Boolean video, @Nullable Boolean sso, @Nullable Boolean eid) {
        Modules modules() {
            return new Modules(Asked.there(video), Asked.there(sso), Asked.there(eid));
        }
    }

    record AccentBody(@Nullable String light, @Nullable String dark) {
        Accent accent() {
            return new Accent(colour(light), colour(dark));
        }

        private static String colour(@Nullable String value) {
            return Asked.matching(COLOUR, Asked.there(value)).toLowerCase(Locale.ROOT);
        }
    }

    record Body(
            @Nullable String name,
            @Nullable ModulesBody modules,
            @Nullable AccentBody accent,
            @Nullable Integer version) {}

    record LogoBody(@Nullable String mediaType, @Nullable String content) {}

    record LogoView(String mediaType, String content) {}

    record SettingsView(
            String id,
            String name,
            String timeZone,
            Modules modules,
            @Nullable Accent accent,
            boolean hasLogo,
            NoticesView notices,
            PdsView pds,
            int version) {}

    /// Whether people are told outside the product that a message waits.
    record NoticesView(boolean mail, boolean webhook) {}

    /// @param allowed the origins that the operator lets pages ask
    record PdsView(@Nullable String address, List<String> allowed) {}

    private Reply show(HttpCall call, Person actor) {
        return database.inTransaction(handle -> view(handle, actor));
    }

    private Reply change(HttpCall call, Person actor) {
        var body = call.json(Body.class);
        var name = Asked.name(body.name());
        var modules = Asked.there(body.modules()).modules();
        var accent = Optional.ofNullable(body.accent()).map(AccentBody::accent);
        var version = Asked.version(body.version());
        return changes.make(
                "organisation-change",
                actor,
                actor.organisation().value(),
                (handle, _) -> {
                    Refused.ACCENT_FAINT.when(accent.filter(it -> !isReadable(it)).isPresent());
                    var before = now(handle, actor);
                    var after =
                            new Organisation(
                                    before.id(),
                                    name,
                                    before.timeZone(),
                                    modules,
                                    new Appearance(
                                            accent.orElse(null),
                                            before.appearance().logoType().orElse(null)),
                                    version);
                    Refused.VERSION_STALE.when(!OrganisationStore.change(handle, after));
                    write(handle, actor, "organisation-change");
                    switches(before.modules(), modules)
                            .forEach(event -> write(handle, actor, event));
                    return view(handle, actor);
                });
    }

    private static boolean isReadable(Accent accent) {
        return Contrast.isReadableOnLight(accent.light())
                && Contrast.isReadableOnDark(accent.dark());
    }

    /// The audit's word for each module that was switched.
    private static List<String> switches(Modules before, Modules after) {
        var events = new ArrayList<String>();
        switched(events, "video", before.video(), after.video());
        switched(events, "sso", before.sso(), after.sso());
        switched(events, "eid", before.eid(), after.eid());
        return events;
    }

    private static void switched(
            List<String> events, String module, boolean before, boolean after) {
        if (before != after) {
            events.add("module-" + module + (after ? "-on" : "-off"));
        }
    }

    private Reply logo(HttpCall call, Person person) {
        return database.inTransaction(
                handle -> {
                    var type = now(handle, person).appearance().logoType();
                    var content = OrganisationStore.logo(handle, person.organisation());
                    Refused.LOGO_UNKNOWN.when(type.isEmpty() || content.isEmpty());
                    return Reply.json(200, new LogoView(type.orElseThrow(), content.orElseThrow()));
                });
    }

    private Reply putLogo(HttpCall call, Person actor) {
        var body = call.json(LogoBody.class);
        var content = Asked.there(body.content());
        if (content.length() > MAX_LOGO) {
            throw Asked.bad();
        }
        var logo = Logo.read(Asked.there(body.mediaType()), content).orElseThrow(Asked::bad);
        return changes.make(
                "logo-change",
                actor,
                actor.organisation().value(),
                (handle, _) -> {
                    OrganisationStore.putLogo(handle, actor.organisation(), logo.content());
                    return dressed(handle, actor, Optional.of(logo.mediaType()));
                });
    }

    private Reply removeLogo(HttpCall call, Person actor) {
        return changes.make(
                "logo-change",
                actor,
                actor.organisation().value(),
                (handle, _) -> {
                    OrganisationStore.removeLogo(handle, actor.organisation());
                    return dressed(handle, actor, Optional.empty());
                });
    }

    private Reply dressed(Handle handle, Person actor, Optional<String> logoType) {
        var before = now(handle, actor);
        OrganisationStore.change(
                handle,
                new Organisation(
                        before.id(),
                        before.name(),
                        before.timeZone(),
                        before.modules(),
                        new Appearance(
                                before.appearance().accent().orElse(null), logoType.orElse(null)),
                        before.version()));
        write(handle, actor, "logo-change");
        return view(handle, actor);
    }

    private void write(Handle handle, Person actor, String event) {
        var here = actor.organisation();
        changes.write(handle, event, actor, here.value(), UnitId.rootOf(here));
    }

    private Reply view(Handle handle, Person actor) {
        var organisation = now(handle, actor);
        return Reply.json(
                200,
                new SettingsView(
                        organisation.id().value(),
                        organisation.name(),
                        organisation.timeZone().getId(),
                        organisation.modules(),
                        organisation.appearance().accent().orElse(null),
                        organisation.appearance().logoType().isPresent(),
                        new NoticesView(outside.mail(), outside.webhook()),
                        new PdsView(
                                PdsStore.address(handle, organisation.id()).orElse(null),
                                outside.pdsOrigins()),
                        organisation.version()));
    }

    private static Organisation now(Handle handle, Person person) {
        return OrganisationStore.find(handle, person.organisation()).orElseThrow();
    }
}
