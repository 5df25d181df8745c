package com.exorlive.meeting.core.administration;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.oidc.relyingparty.ConnectionCheck;
import com.exorlive.meeting.core.oidc.relyingparty.ConnectionCheck.Fails;
import com.exorlive.meeting.core.oidc.relyingparty.ConnectionCheck.Works;
import com.exorlive.meeting.core.oidc.relyingparty.RelyingParty;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.unit.UnitId;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.RateLimiter;
import com.exorlive.meeting.edge.Reply;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// "Test the connection": whether an identity provider answers as one, before people are sent
/// there. Nothing is kept of what it answered.
public final class ConnectionCheckApi {
    /// Higher, and this server is a better tool for knocking at others' doors.
    private static final int CHECKS_A_MINUTE = 10;

    private static final int LONGEST_ISSUER = 300;

    private final Changes changes;
    private final RelyingParty relyingParty;
    private final RateLimiter perOrganisation =
            new RateLimiter(CHECKS_A_MINUTE, Duration.ofMinutes(1));

    public ConnectionCheckApi(Database database, AuditLog audit, RelyingParty relyingParty) {
        this.changes = new Changes(database, audit);
        this.relyingParty = relyingParty;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.post(
                "/core/v1/identity-provider-check",
                access.person(Permission.MANAGE_IDENTITY_PROVIDERS, this::check));
    }

    record Body(@Nullable String issuer) {}

    /// @param tellsSignOut whether it tells us when somebody signs out there
    record FoundView(
            String signInHost,
            int keys,
            boolean signsOut,
            boolean tellsSignOut,
            List<String> acrValues,
            List<String> authentications) {}

    /// @param finding `ok`, or the first thing that keeps people from signing in there
    record CheckView(String finding, @Nullable String detail, @Nullable FoundView found) {}

    /// No transaction is open while the provider is waited for.
    private Reply check(HttpCall call, Person actor) {
        var issuer = Asked.there(call.json(Body.class).issuer());
        if (issuer.isBlank() || issuer.length() > LONGEST_ISSUER) {
            throw Asked.bad();
        }
        var turn = perOrganisation.take(actor.organisation().value());
        if (!turn.isFree()) {
            return Reply.slowDown(turn.secondsToWait());
        }
        var view = view(relyingParty.tryOut(issuer));
        var root = UnitId.rootOf(actor.organisation());
        var outcome = view.found() == null ? "provider-unavailable" : "ok";
        return changes.look(
                actor,
                (handle, _) -> {
                    changes.writeTry(handle, "provider-check", actor, root, outcome);
                    return Reply.json(200, view);
                });
    }

    private static CheckView view(ConnectionCheck.Outcome outcome) {
        return switch (outcome) {
            case Works it ->
                    new CheckView(
                            "ok",
                            null,
                            new FoundView(
                                    it.signIn().getHost(),
                                    it.keys(),
                                    it.signsOut(),
                                    it.tellsSignOut(),
                                    it.acrValues(),
                                    it.authentications()));
            case Fails it ->
                    new CheckView(
                            it.why().wireName(), it.detail().isEmpty() ? null : it.detail(), null);
        };
    }
}
