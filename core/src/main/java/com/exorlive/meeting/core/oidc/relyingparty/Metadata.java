package com.exorlive.meeting.core.oidc.relyingparty;

import com.exorlive.meeting.core.identityprovider.ProviderAddresses;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What we need of a provider's metadata (OpenID Connect Discovery section 4). Nothing in it leads
/// to another host than the issuer's: who can change it in between gets no code and no secret.
///
/// @param signOut where a browser signs out there; null if it can't
/// @param namesItself whether its answers say whose they are (RFC 9207 section 3)
record Metadata(
        URI authorization, URI token, URI keys, @Nullable URI signOut, boolean namesItself) {
    private static final JsonMapper JSON = JsonMapper.shared();

    Optional<URI> endSession() {
        return Optional.ofNullable(signOut);
    }

    /// Where it is published: the issuer, whatever its path, and then the well-known name.
    static URI address(String issuer) {
        var base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return URI.create(base + "/.well-known/openid-configuration");
    }

    /// @throws IOException if it is not that of this issuer, or leads elsewhere
    static Metadata read(String text, String issuer, ProviderAddresses addresses)
            throws IOException {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new IOException("its metadata is no JSON", e);
        }
        // Section 4.3: "MUST be identical to the Issuer URL that was directly used".
        if (!issuer.equals(json.path("issuer").asString(""))) {
            throw new IOException("its metadata names another issuer");
        }
        var signOut =
                addresses.of(json.path("end_session_endpoint").asString(""), issuer).orElse(null);
        return new Metadata(
                endpoint(json, "authorization_endpoint", issuer, addresses),
                endpoint(json, "token_endpoint", issuer, addresses),
                endpoint(json, "jwks_uri", issuer, addresses),
                signOut,
                json.path("authorization_response_iss_parameter_supported").asBoolean(false));
    }

    private static URI endpoint(
            JsonNode json, String name, String issuer, ProviderAddresses addresses)
            throws IOException {
        return addresses
                .of(json.path(name).asString(""), issuer)
                .orElseThrow(() -> new IOException("its " + name + " is not on its own host"));
    }
}
