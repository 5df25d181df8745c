package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.identityprovider.IdentityLinks;
import com.exorlive.meeting.core.identityprovider.IdentityProvider;
import com.exorlive.meeting.core.identityprovider.ProviderSessions;
import com.exorlive.meeting.core.oidc.relyingparty.SignedInThere.Identified;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.signin.PasswordInvitations;
import com.exorlive.meeting.core.signin.Sessions;
import com.exorlive.meeting.core.unit.UnitId;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Who somebody that a provider has identified is here, and lets them in. Only what was tied before
/// counts: by an administrator, or by the person with an invitation. Thread-safe.
final class ProviderIdentities {
    private static final String UNKNOWN = "identity-unknown";

    private final AuthorizeEndpoint authorize;
    private final Database database;
    private final AccessEnds ends;
    private final AuditLog audit;
    private final InstantSource clock;

    ProviderIdentities(
            AuthorizeEndpoint authorize,
            Database database,
            AccessEnds ends,
            AuditLog audit,
            InstantSource clock) {
        this.authorize = authorize;
        this.database = database;
        this.ends = ends;
        this.audit = audit;
        this.clock = clock;
    }

    /// What came of it.
    sealed interface Entered {
        /// @param redirect where the browser goes
        record In(Sessions.Begun session, String redirect) implements Entered {}

        /// @param word why not: part of the published contract
        record Out(String word) implements Entered {}
    }

    /// Signs in whom the identity was tied to.
    ///
    /// @param request the authorization request to go on with
    /// @param earlier the secret of the session that this browser has, if any
    Entered enter(
            IdentityProvider provider,
            Identified who,
            Optional<String> idToken,
            String request,
            Optional<String> earlier) {
        return database.inTransaction(
                handle -> {
                    var token = IdentityLinks.token(handle, provider, who.subject());
                    var link = IdentityLinks.find(handle, provider.id(), token);
                    var person = link.flatMap(it -> person(handle, it, provider));
                    if (person.isEmpty()) {
                        write(handle, "sign-in", provider, pseudonym(token), UNKNOWN);
                        return new Entered.Out(UNKNOWN);
                    }
                    endEarlier(handle, earlier);
                    var session = begin(handle, provider, link.orElseThrow(), who, idToken);
                    var redirect =
                            authorize.proceed(
                                    handle, LoginEndpoint.parse(request), session.session());
                    return new Entered.In(session, redirect);
                });
    }

    /// Ties the identity to who was invited, and signs them in.
    ///
    /// @param code the hash of the invitation's code
    Entered link(
            IdentityProvider provider,
            Identified who,
            Optional<String> idToken,
            String code,
            Optional<String> earlier) {
        return database.inTransaction(
                handle -> {
                    var person =
                            PasswordInvitations.byHash(handle, code, clock.instant())
                                    .flatMap(it -> PersonStore.find(handle, it))
                                    .filter(it -> isOf(it, provider));
                    if (person.isEmpty()) {
                        return new Entered.Out("code-unknown");
                    }
                    var subject = person.get().subject();
                    var token = IdentityLinks.token(handle, provider, who.subject());
                    var link =
                            IdentityLinks.find(handle, provider.id(), token)
                                    .filter(it -> it.subject().equals(subject))
                                    .or(
                                            () ->
                                                    IdentityLinks.make(
                                                            handle,
                                                            provider,
                                                            token,
                                                            subject,
                                                            clock.instant()));
                    if (link.isEmpty()) {
                        write(handle, "identity-link", provider, subject.value(), "identity-taken");
                        return new Entered.Out("identity-taken");
                    }
                    PasswordInvitations.withdraw(handle, subject);
                    ends.everywhere(handle, subject);
                    endEarlier(handle, earlier);
                    write(handle, "identity-link", provider, subject.value(), "ok");
                    var session = begin(handle, provider, link.get(), who, idToken);
                    return new Entered.In(session, "/");
                });
    }

    private static Optional<Person> person(
            Handle handle, IdentityLinks.Link link, IdentityProvider provider) {
        return PersonStore.find(handle, link.subject()).filter(it -> isOf(it, provider));
    }

    private static boolean isOf(Person person, IdentityProvider provider) {
        return person.isActive() && person.organisation().equals(provider.organisation());
    }

    private Sessions.Begun begin(
            Handle handle,
            IdentityProvider provider,
            IdentityLinks.Link link,
            Identified who,
            Optional<String> idToken) {
        var now = clock.instant();
        var session = Sessions.begin(handle, link.subject(), who.authentication(), now);
        var kept =
                new ProviderSessions.Kept(who.sid(), idToken.filter(_ -> provider.signOutThere()));
        ProviderSessions.begun(handle, session.session(), provider, link, kept);
        IdentityLinks.used(handle, link, now);
        write(handle, "sign-in", provider, link.subject().value(), "ok");
        return session;
    }

    private void endEarlier(Handle handle, Optional<String> earlier) {
        earlier.flatMap(secret -> Sessions.find(handle, secret, clock.instant()))
                .ifPresent(session -> ends.ofSession(handle, session));
    }

    /// A sign-in there that does not count here, whoever it was.
    void refused(IdentityProvider provider, String word) {
        database.run(handle -> write(handle, "sign-in", provider, AuditLine.NOBODY, word));
    }

    /// In the reports of the organisation whose provider it is.
    private void write(
            Handle handle, String event, IdentityProvider provider, String actor, String word) {
        var here = provider.organisation();
        audit.write(
                handle,
                new AuditLine(event, actor, provider.id().value(), word)
                        .about(actor)
                        .at(here.value(), UnitId.rootOf(here).value()));
    }

    /// Tells the same identity again without telling whose it is.
    private static String pseudonym(String token) {
        return "identity:" + token;
    }
}
