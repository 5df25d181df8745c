package com.exorlive.meeting.signaling.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/// What Redis does in one step. Each is a file beside this class; all keys of one call are in one
/// slot.
enum Script {
    CLAIM,
    ADMIT,
    RENEW,
    END,
    RELEASE,
    LOOK,
    ERA,
    NODE,
    LEAVE;

    private final String text;
    private final String digest;

    Script() {
        text = read(word() + ".lua");
        digest = sha1(text);
    }

    String text() {
        return text;
    }

    /// By which Redis knows a script that it has seen.
    String digest() {
        return digest;
    }

    final String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String read(String file) {
        try (var stream = Script.class.getResourceAsStream(file)) {
            var bytes = Objects.requireNonNull(stream, file).readAllBytes();
            return new String(bytes, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            var bytes = digest.digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
