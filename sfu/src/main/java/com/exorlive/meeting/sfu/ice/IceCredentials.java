package com.exorlive.meeting.sfu.ice;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/// User name fragment and password of one ICE generation (RFC 8839 section 5.4). The password is a
/// secret: does not print itself.
public record IceCredentials(String ufrag, String password) {
    private static final Pattern UFRAG = Pattern.compile("[A-Za-z0-9+/]{4,256}");
    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9+/]{22,256}");
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    public IceCredentials {
        if (!UFRAG.matcher(ufrag).matches() || !PASSWORD.matcher(password).matches()) {
            throw new IllegalArgumentException("not ICE credentials");
        }
    }

    /// 72 bits of user name fragment, so that nobody guesses a living one, and 144 of password.
    public static IceCredentials generate(SecureRandom random) {
        return new IceCredentials(letters(random, 12), letters(random, 24));
    }

    byte[] passwordBytes() {
        return password.getBytes(StandardCharsets.US_ASCII);
    }

    private static String letters(SecureRandom random, int count) {
        StringBuilder letters = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return letters.toString();
    }

    @Override
    public String toString() {
        return "IceCredentials[redacted]";
    }
}
