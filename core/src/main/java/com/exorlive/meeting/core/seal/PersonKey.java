package com.exorlive.meeting.core.seal;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/// One person's own key, AES-256-GCM with a nonce of its own for each text. Thread-safe.
public final class PersonKey {
    /// Shorter names would tell less by their length; this hides it for most.
    private static final int PAD_TO = 48;

    private static final char PADDING = '\u0000';

    private final Aead aead;

    PersonKey(byte[] key) throws GeneralSecurityException {
        this.aead = new AesGcmJce(key);
    }

    /// The text as it may be stored, at this place and nowhere else.
    public String seal(Place place, String text) {
        var padded = new StringBuilder(text);
        while (padded.length() % PAD_TO != 0) {
            padded.append(PADDING);
        }
        var bytes = padded.toString().getBytes(StandardCharsets.UTF_8);
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(aead.encrypt(bytes, place.associatedData()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a text could not be sealed", e);
        }
    }

    /// @throws SealException if this is not what was sealed for this place under this key
    public String open(Place place, String sealed) {
        try {
            var bytes = aead.decrypt(Base64.getUrlDecoder().decode(sealed), place.associatedData());
            var text = new String(bytes, StandardCharsets.UTF_8);
            int end = text.indexOf(PADDING);
            return end < 0 ? text : text.substring(0, end);
        } catch (GeneralSecurityException e) {
            throw new SealException("what is at " + place + " was not sealed there", e);
        } catch (IllegalArgumentException _) {
            throw new SealException("what is at " + place + " was not sealed at all");
        }
    }

    @Override
    public String toString() {
        return "PersonKey[redacted]";
    }
}
