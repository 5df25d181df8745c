package com.exorlive.meeting.core.oidc.relyingparty;

import com.exorlive.meeting.core.signin.Pepper;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The nonce and the code verifier of a sign-in on its way. Both follow from its state and from a
/// secret that is not in the database, so that nothing of them is kept anywhere: who reads the
/// database, or sees a state in an address, has neither. Thread-safe.
final class StateSecrets {
    private final SecretKeySpec key;

    StateSecrets(Pepper pepper) {
        this.key = new SecretKeySpec(pepper.deriveKey("provider-sign-in"), "HmacSHA256");
    }

    String nonce(String state) {
        return of("nonce:" + state);
    }

    /// RFC 7636 section 4.1: 43 characters.
    String verifier(String state) {
        return of("verifier:" + state);
    }

    String challenge(String state) {
        return CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(verifier(state)))
                .getValue();
    }

    private String of(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
