package com.exorlive.meeting.core.partner;

import com.exorlive.meeting.core.organisation.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A program of somebody else's that speaks for one organisation, and reaches no other.
///
/// @param keys a JWK Set (RFC 7517) of public keys with which it signs; null if it signs nothing
public record Partner(
        PartnerId id,
        OrganisationId organisation,
        String name,
        Kind kind,
        Set<PartnerScope> scopes,
        @Nullable String keys,
        Instant createdAt,
        @Nullable Instant usedAt,
        @Nullable Instant endedAt) {
    public Partner {
        scopes = Set.copyOf(scopes);
    }

    /// How it shows who it is.
    public enum Kind {
        /// The secret itself, at each call.
        API_KEY("api-key"),
        /// The secret at the token endpoint, a token at each call (RFC 6749 section 4.4).
        OAUTH2_CLIENT("oauth2-client");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }

        public static Optional<Kind> parse(String wireName) {
            return List.of(values()).stream()
                    .filter(kind -> kind.wireName.equals(wireName))
                    .findFirst();
        }
    }

    public Optional<String> jwks() {
        return Optional.ofNullable(keys);
    }

    public Optional<Instant> lastUsedAt() {
        return Optional.ofNullable(usedAt);
    }

    public Optional<Instant> revokedAt() {
        return Optional.ofNullable(endedAt);
    }

    /// In the order of declaration.
    public List<String> scopeNames() {
        return scopes.stream().sorted().map(PartnerScope::wireName).toList();
    }

    @Override
    public String toString() {
        return "Partner[" + id + "]";
    }
}
