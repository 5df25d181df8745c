package com.exorlive.meeting.edge.issuer;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An issuer whose access tokens open meetings of some organisations, and of no others.
///
/// @param issuer the `iss` of its tokens, to the last character; its keys are found by discovery
/// @param audience that its tokens must have
/// @param organisations whose people it may speak of, as core names them
/// @param demands what its tokens must say besides
/// @param mustBeBound whether they are worth nothing without a proof that whoever shows one has its
///     key (RFC 9449)
public record TrustedIssuer(
        String issuer,
        String audience,
        Set<String> organisations,
        TokenDemands demands,
        boolean mustBeBound) {
    public TrustedIssuer {
        organisations = Set.copyOf(organisations);
        if (!isIssuer(issuer) || audience.isBlank() || organisations.isEmpty()) {
            throw new IllegalArgumentException("not an issuer");
        }
    }

    /// Whether an issuer can be called so (OpenID Connect Discovery section 2). Without TLS only on
    /// this machine.
    public static boolean isIssuer(String text) {
        return parse(text)
                .filter(
                        uri ->
                                uri.getHost() != null
                                        && uri.getRawUserInfo() == null
                                        && uri.getRawQuery() == null
                                        && uri.getRawFragment() == null
                                        && ("https".equals(uri.getScheme())
                                                || ("http".equals(uri.getScheme())
                                                        && isThisMachine(uri))))
                .isPresent();
    }

    private static Optional<URI> parse(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static boolean isThisMachine(URI uri) {
        return List.of("127.0.0.1", "localhost", "[::1]").contains(uri.getHost());
    }
}
