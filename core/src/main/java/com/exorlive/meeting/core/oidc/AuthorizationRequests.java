package com.exorlive.meeting.core.oidc;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;

/// Which authorization requests we take: code flow with PKCE S256, `state` and `nonce`, answered in
/// the query (RFC 9700 section 2.1.1). Every rule about it is in this file.
final class AuthorizationRequests {
    private static final int MAX_STATE = 500;
    private static final int MAX_NONCE = 200;
    private static final int SHA256_LENGTH = 43;

    /// All that is read. RFC 6749 section 3.1: "The authorization server MUST ignore unrecognized
    /// request parameters"; a parser that never sees them can't stumble over them.
    private static final Set<String> PARAMETERS =
            Set.of(
                    "response_type",
                    "response_mode",
                    "client_id",
                    "redirect_uri",
                    "scope",
                    "state",
                    "nonce",
                    "code_challenge",
                    "code_challenge_method",
                    "prompt",
                    "max_age",
                    "dpop_jkt",
                    "request",
                    "request_uri");

    private AuthorizationRequests() {}

    /// Reads a request whose client and redirect URI are known to be good.
    ///
    /// @throws ParseException with the error to send to the client
    static AuthenticationRequest parse(String query) throws ParseException {
        var parameters = new HashMap<>(URLUtils.parseParameters(query));
        parameters.keySet().retainAll(PARAMETERS);
        var request = AuthenticationRequest.parse(parameters);
        var fault = fault(request);
        if (fault.isPresent()) {
            throw new ParseException(
                    fault.get().getDescription(),
                    fault.get(),
                    request.getClientID(),
                    request.getRedirectionURI(),
                    ResponseMode.QUERY,
                    request.getState());
        }
        return request;
    }

    private static Optional<ErrorObject> fault(AuthenticationRequest request) {
        if (request.getRequestObject() != null) {
            return Optional.of(OAuth2Error.REQUEST_NOT_SUPPORTED);
        }
        if (request.getRequestURI() != null) {
            return Optional.of(OAuth2Error.REQUEST_URI_NOT_SUPPORTED);
        }
        if (!ResponseType.CODE.equals(request.getResponseType())) {
            return Optional.of(OAuth2Error.UNSUPPORTED_RESPONSE_TYPE);
        }
        var mode = request.getResponseMode();
        if (mode != null && !mode.equals(ResponseMode.QUERY)) {
            return invalid("Only response_mode query is supported");
        }
        var state = request.getState();
        if (state == null || state.getValue().length() > MAX_STATE) {
            return invalid("A state is required");
        }
        var nonce = request.getNonce();
        if (nonce == null || nonce.getValue().length() > MAX_NONCE) {
            return invalid("A nonce is required");
        }
        var challenge = request.getCodeChallenge();
        if (challenge == null
                || challenge.getValue().length() != SHA256_LENGTH
                || !CodeChallengeMethod.S256.equals(request.getCodeChallengeMethod())) {
            return invalid("PKCE with S256 is required");
        }
        var key = request.getDPoPJWKThumbprintConfirmation();
        if (key != null && key.getValue().toString().length() != SHA256_LENGTH) {
            return invalid("dpop_jkt is a SHA-256");
        }
        return Optional.empty();
    }

    private static Optional<ErrorObject> invalid(String description) {
        return Optional.of(OAuth2Error.INVALID_REQUEST.setDescription(description));
    }
}
