package com.exorlive.meeting.sfu.sdp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// SHA-256 of a DTLS certificate as SDP writes it (RFC 8122 section 5): `AB:CD:…`, 32 bytes.
public record Fingerprint(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[0-9A-F]{2}(:[0-9A-F]{2}){31}");

    public Fingerprint {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("not a SHA-256 fingerprint");
        }
    }

    public static Fingerprint ofCertificate(byte[] encoded) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded);
            return new Fingerprint(HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has no SHA-256", e);
        }
    }

    /// Reads the value of an `a=fingerprint` line. Empty for another hash, too.
    public static Optional<Fingerprint> parse(String line) {
        String[] words = line.strip().split(" +", -1);
        if (words.length != 2 || !words[0].toLowerCase(Locale.ROOT).equals("sha-256")) {
            return Optional.empty();
        }
        String value = words[1].toUpperCase(Locale.ROOT);
        return ALLOWED.matcher(value).matches()
                ? Optional.of(new Fingerprint(value))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "Fingerprint[" + value.substring(0, 5) + "…]";
    }
}
