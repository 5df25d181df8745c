package com.exorlive.meeting.core.identityprovider;

import com.exorlive.meeting.core.organisation.Organisation;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.edge.issuer.Moments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where people of one organisation can sign in besides here: an OpenID Provider, and what the
/// organisation demands of it.
///
/// @param name how it is called on the sign-in page, and in the call ("BankID")
/// @param signOutThere whether signing out here signs out there too
/// @param isActive whether people are sent there
/// @param version grows with each change by an administrator
public record IdentityProvider(
        IdentityProviderId id,
        OrganisationId organisation,
        String name,
        Kind kind,
        Client client,
        Demands demands,
        Map<String, Level> levels,
        boolean signOutThere,
        boolean isActive,
        int version,
        Instant createdAt) {
    public IdentityProvider {
        levels = Map.copyOf(levels);
    }

    /// Whose accounts it has. Each is a module of its own, with its own agreement (ID-03, ID-04).
    public enum Kind {
        WORKPLACE("workplace"),
        EID("eid");

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

        public boolean isOn(Organisation.Modules modules) {
            return switch (this) {
                case WORKPLACE -> modules.sso();
                case EID -> modules.eid();
            };
        }
    }

    /// How we show the provider who we are (OpenID Connect Core section 9).
    public enum ClientAuthentication {
        BASIC("client_secret_basic"),
        POST("client_secret_post"),
        /// By this server's own key, which the provider finds at `/oidc/jwks`.
        PRIVATE_KEY("private_key_jwt"),
        NONE("none");

        private final String wireName;

        ClientAuthentication(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }

        public boolean needsSecret() {
            return this == BASIC || this == POST;
        }

        public static Optional<ClientAuthentication> parse(String wireName) {
            return List.of(values()).stream()
                    .filter(it -> it.wireName.equals(wireName))
                    .findFirst();
        }
    }

    /// What we are to the provider.
    ///
    /// @param issuer compared as it is written, to the last character
    public record Client(
            String issuer, String id, ClientAuthentication authentication, List<String> scopes) {
        public Client {
            scopes = List.copyOf(scopes);
        }
    }

    /// What a sign-in there must have been to count here; none if empty.
    ///
    /// @param acrValues of which the sign-in must have one, the dearest first
    /// @param methods of RFC 8176 that must all have been used
    /// @param longest ago that the person may have signed in there; null: however long
    public record Demands(
            List<String> acrValues, List<String> methods, @Nullable Duration longest) {
        public Demands {
            acrValues = List.copyOf(acrValues);
            methods = List.copyOf(methods);
        }

        public Optional<Duration> maxAge() {
            return Optional.ofNullable(longest);
        }

        /// Whether this identified somebody surely enough.
        ///
        /// @param acr empty text if nobody says
        public boolean suffices(String acr, List<String> amr) {
            return (acrValues.isEmpty() || acrValues.contains(acr)) && amr.containsAll(methods);
        }

        /// The same, not too long ago.
        ///
        /// @param at when it was; null if nobody says
        boolean areMetBy(String acr, List<String> amr, @Nullable Instant at, Instant now) {
            return suffices(acr, amr) && Moments.isRecent(longest, at, now);
        }
    }

    /// How surely a sign-in with this `acr` identified somebody, as far as is known.
    public Optional<Level> level(String acr) {
        return Optional.ofNullable(levels.get(acr)).or(() -> Level.known(acr));
    }

    @Override
    public String toString() {
        return "IdentityProvider[" + id + "]";
    }
}
