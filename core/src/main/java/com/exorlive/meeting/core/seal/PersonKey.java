package com.exorlive.meeting.core.seal;

import com.exorlive.meeting.core.database.RandomIds;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/// The key of one person, or of one picture or video: AES-256-GCM with a nonce of its own for each
/// text or piece. Thread-safe.
public final class PersonKey {
    /// How much longer a sealed piece is than a plain one.
    public static final int OVERHEAD = 12 + 16;

    /// Shorter names would tell less by their length; this hides it for most.
    private static final int PAD_TO = 48;

    static final int KEY_BYTES = 32;

    private static final char PADDING = '\u0000';

    private final Aead aead;

    PersonKey(byte[] key) throws GeneralSecurityException {
        this.aead = new AesGcmJce(key);
    }

    /// A key that is kept nowhere: for what lies on a disk for the moment.
    public static PersonKey forTheMoment() {
        try {
            return new PersonKey(RandomIds.bytes(KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The bytes as they may be stored, at this place and nowhere else.
    public byte[] seal(Place place, byte[] plain) {
        try {
            return aead.encrypt(plain, place.associatedData());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a piece could not be sealed", e);
        }
    }

    /// @throws SealException if this is not what was sealed for this place under this key
    public byte[] open(Place place, byte[] sealed) {
        try {
            return aead.decrypt(sealed, place.associatedData());
        } catch (GeneralSecurityException e) {
            throw new SealException("what is at " + place + " was not sealed there", e);
        }
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
