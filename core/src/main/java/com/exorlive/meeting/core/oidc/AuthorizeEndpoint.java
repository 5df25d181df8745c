package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.signin.LoginTransactions;
import com.exorlive.meeting.core.signin.Sessions;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.RateLimiter;
import com.exorlive.meeting.edge.Reply;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.openid.connect.sdk.AuthenticationErrorResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.OIDCError;
import com.nimbusds.openid.connect.sdk.Prompt;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// `GET /oidc/authorize`: a browser with a session gets its code at once, another goes to the sign-
/// in page. A request whose client or redirect URI is unknown is answered here and never
/// redirected.
final class AuthorizeEndpoint {
    private static final int MAX_QUERY = 3_000;

    private final URI issuer;
    private final Clients clients;
    private final Database database;
    private final BrowserCookies cookies;
    private final InstantSource clock;
    private final RateLimiter perAddress;

    AuthorizeEndpoint(
            URI issuer,
            Clients clients,
            Database database,
            BrowserCookies cookies,
            InstantSource clock,
            RateLimiter perAddress) {
        this.issuer = issuer;
        this.clients = clients;
        this.database = database;
        this.cookies = cookies;
        this.clock = clock;
        this.perAddress = perAddress;
    }

    Reply answer(HttpCall call) {
        var wait = perAddress.secondsToWait(call.addressKey());
        if (wait.isPresent()) {
            return Reply.slowDown(wait.getAsLong());
        }
        var query = call.rawQuery();
        var redirectUri = call.query("redirect_uri");
        var clientId = call.query("client_id");
        if (query.length() > MAX_QUERY
                || redirectUri.isEmpty()
                || clientId.isEmpty()
                || !clients.isRedirectUri(clientId.get(), redirectUri.get())) {
            return Reply.problem(400, "authorization-request-wrong");
        }
        try {
            return answer(call, AuthorizationRequests.parse(query));
        } catch (ParseException e) {
            var error = Optional.ofNullable(e.getErrorObject()).orElse(OAuth2Error.INVALID_REQUEST);
            var state =
                    Optional.ofNullable(e.getState())
                            .or(() -> call.query("state").map(State::parse));
            return refuse(URI.create(redirectUri.get()), error, state);
        }
    }

    private Reply answer(HttpCall call, AuthenticationRequest request) {
        var session = session(call).filter(known -> isEnough(known, request));
        if (session.isPresent()) {
            return Reply.redirect(
                    database.inTransaction(handle -> proceed(handle, request, session.get())));
        }
        if (asks(request, Prompt.Type.NONE)) {
            return refuse(
                    request.getRedirectionURI(),
                    OIDCError.LOGIN_REQUIRED,
                    Optional.of(request.getState()));
        }
        var browser = cookies.browserOrNew(call);
        var transaction =
                database.inTransaction(
                        handle ->
                                LoginTransactions.begin(
                                        handle, browser, request.toQueryString(), clock.instant()));
        return transaction
                .map(id -> Reply.redirect("/sign-in?tx=" + id).cookie(cookies.browser(browser)))
                .orElseGet(() -> Reply.slowDown(LoginTransactions.LIFE.toSeconds()));
    }

    /// Gives the session a code for this request.
    ///
    /// @return where the browser goes with it
    String proceed(Handle handle, AuthenticationRequest request, Sessions.Session session) {
        var binding =
                new Grants.Binding(
                        request.getClientID().getValue(),
                        request.getRedirectionURI().toString(),
                        Scopes.of(request.getScope(), Scopes.OF_PEOPLE),
                        request.getCodeChallenge().getValue(),
                        request.getNonce().getValue(),
                        key(request));
        var code = Grants.issueCode(handle, session, binding, clock.instant());
        return new AuthenticationSuccessResponse(
                        request.getRedirectionURI(),
                        new AuthorizationCode(code),
                        null,
                        null,
                        request.getState(),
                        null,
                        new Issuer(issuer),
                        ResponseMode.QUERY)
                .toURI()
                .toString();
    }

    private static String key(AuthenticationRequest request) {
        return Optional.ofNullable(request.getDPoPJWKThumbprintConfirmation())
                .map(it -> it.getValue().toString())
                .orElse("");
    }

    private Optional<Sessions.Session> session(HttpCall call) {
        return cookies.sessionOf(call)
                .flatMap(
                        secret ->
                                database.inTransaction(
                                        handle -> Sessions.find(handle, secret, clock.instant())));
    }

    /// `prompt=login` and `max_age` (OpenID Connect Core section 3.1.2.1) ask for a new sign-in.
    private boolean isEnough(Sessions.Session session, AuthenticationRequest request) {
        if (asks(request, Prompt.Type.LOGIN) || asks(request, Prompt.Type.SELECT_ACCOUNT)) {
            return false;
        }
        var maxAge = request.getMaxAge();
        var signedInAt = session.authentication().at();
        return maxAge < 0 || !clock.instant().isAfter(signedInAt.plusSeconds(maxAge));
    }

    private static boolean asks(AuthenticationRequest request, Prompt.Type type) {
        return request.getPrompt() != null && request.getPrompt().contains(type);
    }

    private Reply refuse(URI redirectUri, ErrorObject error, Optional<State> state) {
        return Reply.redirect(
                new AuthenticationErrorResponse(
                                redirectUri,
                                error,
                                state.orElse(null),
                                new Issuer(issuer),
                                ResponseMode.QUERY)
                        .toURI()
                        .toString());
    }
}
