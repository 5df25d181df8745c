package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.identityprovider.IdentityProvider;
import com.exorlive.meeting.core.identityprovider.ProviderSessions;
import com.exorlive.meeting.core.oidc.relyingparty.RelyingParty;
import com.exorlive.meeting.core.signin.Sessions;
import com.exorlive.meeting.core.signin.SignIn;
import com.exorlive.meeting.core.signin.SignIn.Outcome;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.ProblemException;
import com.exorlive.meeting.edge.Reply;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// `POST /oidc/login` and `POST /oidc/logout`: what the sign-in page and the account menu send.
final class LoginEndpoint {
    private static final int MAX_NAME = 200;
    private static final int MAX_PASSWORD = 1_000;

    private final SignIn signIn;
    private final AuthorizeEndpoint authorize;
    private final Database database;
    private final BrowserCookies cookies;
    private final RelyingParty relyingParty;
    private final AccessEnds ends;
    private final AuditLog audit;
    private final InstantSource clock;

    LoginEndpoint(
            SignIn signIn,
            AuthorizeEndpoint authorize,
            Database database,
            BrowserCookies cookies,
            RelyingParty relyingParty,
            AccessEnds ends,
            AuditLog audit,
            InstantSource clock) {
        this.signIn = signIn;
        this.authorize = authorize;
        this.database = database;
        this.cookies = cookies;
        this.relyingParty = relyingParty;
        this.ends = ends;
        this.audit = audit;
        this.clock = clock;
    }

    /// The body of a sign-in.
    record Body(@Nullable String tx, @Nullable String username, @Nullable String password) {
        @Override
        public String toString() {
            return "Body[redacted]";
        }
    }

    record Answer(String redirect) {}

    Reply login(HttpCall call) {
        var body = call.json(Body.class);
        var attempt =
                new SignIn.Attempt(
                        text(body.tx(), MAX_NAME),
                        cookies.browserOf(call).orElse(""),
                        text(body.username(), MAX_NAME),
                        text(body.password(), MAX_PASSWORD));
        return switch (signIn.attempt(attempt)) {
            case Outcome.SignedIn(var session, var request) -> signedIn(call, session, request);
            case Outcome.Wrong _ -> Reply.problem(401, "credentials-wrong");
            case Outcome.Expired _ -> Reply.problem(410, "login-expired");
            case Outcome.SlowDown(var rest) -> Reply.slowDown(rest);
        };
    }

    private Reply signedIn(HttpCall call, Sessions.Begun session, String query) {
        var request = parse(query);
        var redirect =
                database.inTransaction(
                        handle -> {
                            endSession(handle, call);
                            return authorize.proceed(handle, request, session.session());
                        });
        return Reply.json(200, new Answer(redirect)).cookie(cookies.session(session.secret()));
    }

    Reply logout(HttpCall call) {
        if (!cookies.isOurPage(call)) {
            return Reply.problem(403, "origin-wrong");
        }
        var provider =
                database.inTransaction(
                        handle -> {
                            var there = elsewhere(handle, call);
                            endSession(handle, call);
                            return there;
                        });
        return provider.flatMap(it -> relyingParty.signOut(it.provider(), it.idToken()))
                .map(there -> Reply.json(200, new Answer(there.toString())))
                .orElseGet(Reply::noContent)
                .cookie(cookies.noSession());
    }

    /// A session at a provider that is to end with ours.
    private record Elsewhere(IdentityProvider provider, Optional<String> idToken) {}

    private Optional<Elsewhere> elsewhere(Handle handle, HttpCall call) {
        return session(handle, call)
                .flatMap(
                        session ->
                                ProviderSessions.providerOf(handle, session)
                                        .filter(IdentityProvider::signOutThere)
                                        .map(
                                                it ->
                                                        new Elsewhere(
                                                                it,
                                                                ProviderSessions.idToken(
                                                                        handle, session, it))));
    }

    private Optional<Sessions.Session> session(Handle handle, HttpCall call) {
        return cookies.sessionOf(call)
                .flatMap(secret -> Sessions.find(handle, secret, clock.instant()));
    }

    /// Ends the session that this browser has, if any, with all that it was given.
    private void endSession(Handle handle, HttpCall call) {
        var session = session(handle, call);
        if (session.isEmpty()) {
            return;
        }
        ends.ofSession(handle, session.get());
        var subject = session.get().subject().value();
        audit.write(
                handle, new AuditLine("sign-out", subject, AuditLine.NOBODY, "ok").about(subject));
    }

    static AuthenticationRequest parse(String query) {
        try {
            return AuthorizationRequests.parse(query);
        } catch (ParseException e) {
            throw new IllegalStateException("a request that was good has become bad", e);
        }
    }

    private static String text(@Nullable String value, int max) {
        if (value == null || value.isEmpty() || value.length() > max) {
            throw new ProblemException(400, "bad-request");
        }
        return value;
    }
}
