package com.exorlive.meeting.core.oidc;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;

/// Reads others' keys: a JWK Set of public keys that verify, and nothing else.
public final class PublicKeys {
    private static final int MAX_KEYS = 5;
    private static final int MAX_LENGTH = 8_000;
    private static final int SHORTEST_RSA = 2048;

    private PublicKeys() {}

    /// @return the set as it is kept, without anything private; empty if it is none of use
    public static Optional<String> read(Map<String, Object> jwks) {
        try {
            var set = JWKSet.parse(jwks);
            var isGood =
                    !set.isEmpty()
                            && set.size() <= MAX_KEYS
                            && set.getKeys().stream().allMatch(PublicKeys::isGood);
            return Optional.of(set.toString(true))
                    .filter(text -> isGood && text.length() <= MAX_LENGTH);
        } catch (ParseException | IllegalArgumentException | IllegalStateException _) {
            return Optional.empty();
        }
    }

    /// A private key that is handed to us is not private any more: its owner must hear of it.
    private static boolean isGood(JWK key) {
        return !key.isPrivate()
                && key.getKeyID() != null
                && switch (key) {
                    case ECKey _ -> true;
                    case RSAKey rsa -> rsa.size() >= SHORTEST_RSA;
                    default -> false;
                };
    }
}
