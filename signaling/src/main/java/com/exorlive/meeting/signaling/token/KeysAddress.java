package com.exorlive.meeting.signaling.token;

import com.exorlive.meeting.edge.Json;
import com.exorlive.meeting.edge.outbound.BoundedHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Where an issuer publishes its keys. Thread-safe; may block.
@FunctionalInterface
public interface KeysAddress {
    /// @throws IOException if it can't be found out now
    URI find(BoundedHttp http) throws IOException;

    static KeysAddress at(URI jwks) {
        return _ -> jwks;
    }

    /// What the issuer says of itself (OpenID Connect Discovery 1.0 section 4). What calls itself
    /// by another name is another issuer, whoever answers for it (section 4.3).
    static KeysAddress discoveredFrom(String issuer) {
        var base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        var document = URI.create(base + "/.well-known/openid-configuration");
        return http -> {
            var answer = http.send(HttpRequest.newBuilder(document).GET().build());
            if (answer.status() != 200) {
                throw new IOException("status " + answer.status());
            }
            return jwks(answer.body(), issuer);
        };
    }

    /// The two of its many members that matter here.
    record Metadata(@Nullable String issuer, @Nullable String jwks_uri) {}

    private static URI jwks(String body, String issuer) throws IOException {
        try {
            var said = Json.strictMapper().readValue(body, Metadata.class);
            var jwks = said == null ? null : said.jwks_uri();
            if (said == null || jwks == null || !issuer.equals(said.issuer())) {
                throw new IOException("the issuer calls itself otherwise, or names no keys");
            }
            var uri = URI.create(jwks);
            if (issuer.startsWith("https:") && !"https".equals(uri.getScheme())) {
                throw new IOException("keys without TLS");
            }
            return uri;
        } catch (JacksonException | IllegalArgumentException _) {
            throw new IOException("what the issuer says of itself makes no sense");
        }
    }
}
