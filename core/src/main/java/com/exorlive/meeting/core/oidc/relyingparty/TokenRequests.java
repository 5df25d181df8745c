package com.exorlive.meeting.core.oidc.relyingparty;

import com.exorlive.meeting.core.identityprovider.IdentityProvider;
import com.exorlive.meeting.edge.outbound.BoundedHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Redeems codes at a provider's token endpoint (OpenID Connect Core section 3.1.3). Of what comes
/// back only the ID token is read: nobody's access token there is of any use here. Thread-safe.
final class TokenRequests {
    private static final Logger LOG = LoggerFactory.getLogger(TokenRequests.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final BoundedHttp http;
    private final ClientAssertions assertions;
    private final Duration patience;

    TokenRequests(BoundedHttp http, ClientAssertions assertions, Duration patience) {
        this.http = http;
        this.assertions = assertions;
        this.patience = patience;
    }

    record Grant(String code, URI redirectUri, String verifier, Optional<String> clientSecret) {
        @Override
        public String toString() {
            return "Grant[redacted]";
        }
    }

    /// @return empty if the provider does not take the code
    Optional<String> idToken(IdentityProvider provider, URI endpoint, Grant grant)
            throws ProviderUnavailableException {
        try {
            var answer = http.send(request(provider, endpoint, grant), patience);
            if (answer.status() >= 500) {
                throw new IOException("status " + answer.status());
            }
            var json = JSON.readTree(answer.body());
            if (answer.status() != 200) {
                refused(provider, answer.status(), json);
                return Optional.empty();
            }
            return json.path("id_token").asStringOpt();
        } catch (IOException | JacksonException e) {
            throw new ProviderUnavailableException("its token endpoint does not answer", e);
        }
    }

    /// For the operator: a wrong secret looks like this.
    private static void refused(IdentityProvider provider, int status, JsonNode json) {
        var error = json.path("error").asString("");
        LOG.atWarn()
                .addKeyValue("provider", provider.id())
                .addKeyValue("status", status)
                .addKeyValue("error", error.matches("[a-z_]{1,40}") ? error : "-")
                .log("An identity provider does not take our code");
    }

    private HttpRequest request(IdentityProvider provider, URI endpoint, Grant grant) {
        var client = provider.client();
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("code", grant.code());
        form.put("redirect_uri", grant.redirectUri().toString());
        form.put("code_verifier", grant.verifier());
        var request =
                HttpRequest.newBuilder(endpoint)
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/x-www-form-urlencoded");
        var secret = grant.clientSecret().orElse("");
        switch (client.authentication()) {
            case BASIC -> request.header("Authorization", basic(client.id(), secret));
            case POST -> {
                form.put("client_id", client.id());
                form.put("client_secret", secret);
            }
            case PRIVATE_KEY -> {
                form.put("client_id", client.id());
                form.put(
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
                // The issuer, not the endpoint: an assertion for one is no good at another.
                form.put("client_assertion", assertions.sign(client.id(), client.issuer()));
            }
            case NONE -> form.put("client_id", client.id());
        }
        return request.POST(HttpRequest.BodyPublishers.ofString(Forms.of(form))).build();
    }

    /// RFC 6749 section 2.3.1: both are form-encoded first.
    private static String basic(String id, String secret) {
        var pair = Forms.encoded(id) + ":" + Forms.encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
