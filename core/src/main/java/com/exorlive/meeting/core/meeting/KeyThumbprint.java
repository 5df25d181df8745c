package com.exorlive.meeting.core.meeting;

import java.util.Base64;
import java.util.regex.Pattern;

/// A JWK SHA-256 thumbprint (RFC 7638): 32 bytes as base64url without padding.
final class KeyThumbprint {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{43}");

    private KeyThumbprint() {}

    /// 32 bytes leave two bits over in the last character; they must be zero, so that one key has
    /// one name.
    static boolean isOne(String text) {
        return ALLOWED.matcher(text).matches()
                && Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Base64.getUrlDecoder().decode(text))
                        .equals(text);
    }
}
