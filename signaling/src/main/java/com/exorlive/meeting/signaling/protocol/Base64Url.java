package com.exorlive.meeting.signaling.protocol;

/// The alphabet of RFC 4648 section 5, without padding: the only one that ids, secrets and payloads
/// use.
final class Base64Url {
    private Base64Url() {}

    static boolean isMadeOf(String text, int minLength, int maxLength) {
        if (text.length() < minLength || text.length() > maxLength) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isLetter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_';
    }
}
