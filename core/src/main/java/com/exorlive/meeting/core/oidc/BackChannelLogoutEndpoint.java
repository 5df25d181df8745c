package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.identityprovider.IdentityLinks;
import com.exorlive.meeting.core.identityprovider.IdentityProvider;
import com.exorlive.meeting.core.identityprovider.IdentityProviderId;
import com.exorlive.meeting.core.identityprovider.IdentityProviderStore;
import com.exorlive.meeting.core.identityprovider.ProviderSessions;
import com.exorlive.meeting.core.oidc.relyingparty.LogoutTokens.SignedOut;
import com.exorlive.meeting.core.oidc.relyingparty.ProviderUnavailableException;
import com.exorlive.meeting.core.oidc.relyingparty.RelyingParty;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.signin.Sessions;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.RateLimiter;
import com.exorlive.meeting.edge.Reply;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// `POST /oidc/back-channel-logout/{id}`: a provider tells that somebody has signed out there
/// (OpenID Connect Back-Channel Logout 1.0). What that sign-in gave ends here too, running meetings
/// within some seconds.
final class BackChannelLogoutEndpoint {
    private final RelyingParty relyingParty;
    private final Database database;
    private final AccessEnds ends;
    private final AuditLog audit;
    private final InstantSource clock;
    private final RateLimiter perAddress;

    BackChannelLogoutEndpoint(
            RelyingParty relyingParty,
            Database database,
            AccessEnds ends,
            AuditLog audit,
            InstantSource clock,
            RateLimiter perAddress) {
        this.relyingParty = relyingParty;
        this.database = database;
        this.ends = ends;
        this.audit = audit;
        this.clock = clock;
        this.perAddress = perAddress;
    }

    Reply answer(HttpCall call) {
        var wait = perAddress.secondsToWait(call.addressKey());
        if (wait.isPresent()) {
            return Reply.slowDown(wait.getAsLong());
        }
        var provider =
                IdentityProviderId.parse(call.path("id"))
                        .flatMap(
                                id ->
                                        database.inTransaction(
                                                handle -> IdentityProviderStore.find(handle, id)));
        var tokens = URLUtils.parseParameters(call.form()).getOrDefault("logout_token", List.of());
        if (provider.isEmpty() || tokens.size() != 1) {
            return wrong();
        }
        try {
            var token = tokens.getFirst();
            return relyingParty
                    .signedOut(provider.get(), token)
                    .filter(out -> end(provider.get(), out, token))
                    .map(_ -> Reply.text(200, "application/json", "{}"))
                    .orElseGet(BackChannelLogoutEndpoint::wrong);
        } catch (ProviderUnavailableException _) {
            // Section 2.8: it may try again.
            return Reply.problem(503, "provider-unavailable");
        }
    }

    /// @return whether the token had not been obeyed already
    private boolean end(IdentityProvider provider, SignedOut out, String token) {
        return database.inTransaction(
                handle -> {
                    if (!ProviderSessions.note(handle, token, out.until())) {
                        return false;
                    }
                    var link =
                            out.subject()
                                    .map(it -> IdentityLinks.token(handle, provider, it))
                                    .flatMap(it -> IdentityLinks.find(handle, provider.id(), it));
                    for (var session : sessions(handle, provider, out, link)) {
                        ends.ofSession(handle, session);
                        write(handle, provider, session.subject());
                    }
                    endThere(handle, provider, out, link);
                    return true;
                });
    }

    /// What was entered by the provider's own tokens. Whoever is not tied to anybody here has
    /// entered nothing.
    private void endThere(
            Handle handle,
            IdentityProvider provider,
            SignedOut out,
            Optional<IdentityLinks.Link> link) {
        if (out.subject().isEmpty() || link.isPresent()) {
            var signIn = new AccessEnds.SignInThere(provider.client().issuer(), out.sid());
            ends.there(handle, link.map(IdentityLinks.Link::subject), signIn);
        }
    }

    private void write(Handle handle, IdentityProvider provider, Subject subject) {
        var whose = subject.value();
        audit.write(
                handle,
                new AuditLine("provider-sign-out", whose, provider.id().value(), "ok")
                        .about(whose));
    }

    private List<Sessions.Session> sessions(
            Handle handle,
            IdentityProvider provider,
            SignedOut out,
            Optional<IdentityLinks.Link> link) {
        var now = clock.instant();
        if (out.sid().isEmpty()) {
            return link.map(it -> ProviderSessions.ofLink(handle, it, now)).orElse(List.of());
        }
        var whose = link.map(it -> it.subject().value());
        return ProviderSessions.ofSid(handle, provider, out.sid().get(), now).stream()
                .filter(
                        it ->
                                out.subject().isEmpty()
                                        || whose.equals(Optional.of(it.subject().value())))
                .toList();
    }

    /// Section 2.8.
    private static Reply wrong() {
        return Reply.text(400, "application/json", "{\"error\":\"invalid_request\"}");
    }
}
