package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.partner.Partner;
import com.exorlive.meeting.core.partner.PartnerStore;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.signin.Hashes;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.RateLimiter;
import com.exorlive.meeting.edge.Reply;
import com.exorlive.meeting.edge.dpop.DpopProofs;
import com.exorlive.meeting.edge.dpop.Judged;
import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// `POST /oidc/token` (RFC 6749 section 3.2): a code, a refresh token or a service's secret against
/// tokens. A page that shows a key by a proof (RFC 9449 section 5) gets tokens that are worth
/// nothing without it, the refresh token too.
final class TokenEndpoint {
    private final URI endpoint;
    private final Clients clients;
    private final Database database;
    private final Grants grants;
    private final Tokens tokens;
    private final InstantSource clock;
    private final RateLimiter perAddress;
    private final DpopProofs proofs;

    TokenEndpoint(
            URI endpoint,
            Clients clients,
            Database database,
            Grants grants,
            Tokens tokens,
            InstantSource clock,
            RateLimiter perAddress,
            DpopProofs proofs) {
        this.endpoint = endpoint;
        this.clients = clients;
        this.database = database;
        this.grants = grants;
        this.tokens = tokens;
        this.clock = clock;
        this.perAddress = perAddress;
        this.proofs = proofs;
    }

    Reply answer(HttpCall call) {
        var wait = perAddress.secondsToWait(call.addressKey());
        if (wait.isPresent()) {
            return Reply.slowDown(wait.getAsLong());
        }
        try {
            return answer(call, read(call));
        } catch (ParseException e) {
            return refuse(
                    Optional.ofNullable(e.getErrorObject()).orElse(OAuth2Error.INVALID_REQUEST));
        }
    }

    private TokenRequest read(HttpCall call) throws ParseException {
        var request = new HTTPRequest(HTTPRequest.Method.POST, endpoint);
        request.setContentType("application/x-www-form-urlencoded");
        call.header("Authorization").ifPresent(request::setAuthorization);
        request.setBody(call.form());
        return TokenRequest.parse(request);
    }

    private Reply answer(HttpCall call, TokenRequest request) {
        return switch (request.getAuthorizationGrant()) {
            case AuthorizationCodeGrant grant when isWeb(request) ->
                    ofPage(call, key -> withCode(grant, key));
            case RefreshTokenGrant grant when isWeb(request) ->
                    ofPage(
                            call,
                            key ->
                                    withRefreshToken(
                                            grant, key, Optional.ofNullable(request.getScope())));
            case ClientCredentialsGrant _ -> asService(request);
            case AuthorizationCodeGrant _, RefreshTokenGrant _ ->
                    refuse(OAuth2Error.INVALID_CLIENT);
            default -> refuse(OAuth2Error.UNSUPPORTED_GRANT_TYPE);
        };
    }

    private static boolean isWeb(TokenRequest request) {
        return request.getClientAuthentication() == null
                && Clients.WEB.equals(request.getClientID());
    }

    /// A wrong proof is refused before anything is used up, so that the page may send a better one.
    ///
    /// @param then is told the thumbprint of the page's key; empty if it has shown none
    private Reply ofPage(HttpCall call, Function<String, Reply> then) {
        return switch (proofs.judge(call, Optional.empty())) {
            case Judged.None _ -> then.apply("");
            case Judged.Good good when proofs.use(good) -> then.apply(good.thumbprint());
            case Judged.NeedsNonce(var nonce) ->
                    refuse(OAuth2Error.USE_DPOP_NONCE).header(DpopProofs.NONCE_HEADER, nonce);
            case Judged.Good _, Judged.Bad _ -> refuse(OAuth2Error.INVALID_DPOP_PROOF);
        };
    }

    private Reply withCode(AuthorizationCodeGrant grant, String key) {
        var code = grant.getAuthorizationCode().getValue();
        return database.inTransaction(
                handle -> {
                    var redeemed = grants.redeem(handle, code, clock.instant());
                    if (redeemed.isEmpty()) {
                        return refuse(OAuth2Error.INVALID_GRANT);
                    }
                    var given = redeemed.get().grant();
                    if (!matches(redeemed.get(), grant) || !given.isOpenTo(key)) {
                        Grants.revoke(handle, given.id());
                        return refuse(OAuth2Error.INVALID_GRANT);
                    }
                    var nonce = Optional.of(redeemed.get().nonce());
                    return tokens(handle, bound(handle, given, key), given.scope(), nonce);
                });
    }

    private static boolean matches(Grants.Redeemed redeemed, AuthorizationCodeGrant grant) {
        var verifier = grant.getCodeVerifier();
        var redirectUri = grant.getRedirectionURI();
        if (verifier == null || redirectUri == null) {
            return false;
        }
        var challenge = CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue();
        return Hashes.equal(challenge, redeemed.challenge())
                && redirectUri.toString().equals(redeemed.redirectUri())
                && redeemed.grant().clientId().equals(Clients.WEB.getValue());
    }

    private static Grants.Grant bound(Handle handle, Grants.Grant grant, String key) {
        return key.isEmpty() || key.equals(grant.key()) ? grant : Grants.bind(handle, grant, key);
    }

    private Reply withRefreshToken(RefreshTokenGrant grant, String key, Optional<Scope> asked) {
        var token = grant.getRefreshToken().getValue();
        return database.inTransaction(
                handle ->
                        grants.renew(handle, token, key, clock.instant())
                                .map(renewed -> bound(handle, renewed, key))
                                .map(renewed -> renewed(handle, renewed, asked))
                                .orElseGet(() -> refuse(OAuth2Error.INVALID_GRANT)));
    }

    /// RFC 6749 section 6: the page may ask for less than it was granted. So it keeps what core
    /// takes from being shown to signaling, and the other way round.
    private Reply renewed(Handle handle, Grants.Grant grant, Optional<Scope> asked) {
        var scope = asked.orElse(grant.scope());
        return scope.isEmpty() || !grant.scope().containsAll(scope)
                ? refuse(OAuth2Error.INVALID_SCOPE)
                : tokens(handle, grant, scope, Optional.empty());
    }

    /// @param nonce of the request that this answers; a renewal answers none and gets no ID token
    private Reply tokens(Handle handle, Grants.Grant grant, Scope scope, Optional<String> nonce) {
        var person = PersonStore.get(handle, grant.subject());
        var client = grant.clientId();
        var access = tokens.ofPerson(person, grant, scope);
        var refresh = new RefreshToken(Grants.issueRefreshToken(handle, grant.id()));
        var all =
                nonce.map(value -> tokens.idToken(person, client, value, grant.authentication()))
                        .map(idToken -> new OIDCTokens(idToken, access, refresh))
                        .orElseGet(() -> new OIDCTokens(access, refresh));
        return json(200, new OIDCTokenResponse(all).toJSONObject().toJSONString());
    }

    private Reply asService(TokenRequest request) {
        var authentication = request.getClientAuthentication();
        if (authentication == null) {
            return refuse(OAuth2Error.INVALID_CLIENT);
        }
        var asked = request.getScope();
        if (!clients.isSignaling(authentication)) {
            return partner(authentication)
                    .map(it -> asPartner(it, Optional.ofNullable(asked)))
                    .orElseGet(() -> refuse(OAuth2Error.INVALID_CLIENT));
        }
        if (asked == null || !Scopes.OF_SIGNALING.containsAll(asked.toStringList())) {
            return refuse(OAuth2Error.INVALID_SCOPE);
        }
        var access = tokens.ofSignaling(Scopes.of(asked, Scopes.OF_SIGNALING));
        var all = new com.nimbusds.oauth2.sdk.token.Tokens(access, null);
        return json(200, new AccessTokenResponse(all).toJSONObject().toJSONString());
    }

    private Optional<Partner> partner(ClientAuthentication authentication) {
        return authentication instanceof ClientSecretBasic basic
                ? database.inTransaction(
                        handle ->
                                PartnerStore.authenticate(
                                        handle,
                                        Partner.Kind.OAUTH2_CLIENT,
                                        basic.getClientID().getValue(),
                                        basic.getClientSecret().getValue()))
                : Optional.empty();
    }

    /// Without a scope in the request it gets all that it has (RFC 6749 section 3.3).
    private Reply asPartner(Partner partner, Optional<Scope> asked) {
        var scope = asked.orElseGet(() -> Scope.parse(partner.scopeNames()));
        if (scope.isEmpty() || !partner.scopeNames().containsAll(scope.toStringList())) {
            return refuse(OAuth2Error.INVALID_SCOPE);
        }
        var all = new com.nimbusds.oauth2.sdk.token.Tokens(tokens.ofPartner(partner, scope), null);
        return json(200, new AccessTokenResponse(all).toJSONObject().toJSONString());
    }

    private static Reply refuse(ErrorObject error) {
        var status = error.getHTTPStatusCode() == 0 ? 400 : error.getHTTPStatusCode();
        var reply = json(status, new TokenErrorResponse(error).toJSONObject().toJSONString());
        return status == 401 ? reply.header("WWW-Authenticate", "Basic realm=\"core\"") : reply;
    }

    private static Reply json(int status, String text) {
        return Reply.text(status, "application/json", text);
    }
}
