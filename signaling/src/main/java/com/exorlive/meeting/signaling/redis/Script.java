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
    CLAIM(Kind.PROMISE, "memory.lua"),
    ADMIT(Kind.PROMISE, ""),
    RENEW(Kind.SIGN_OF_LIFE, "memory.lua"),
    END(Kind.PROMISE, ""),
    RELEASE(Kind.SIGN_OF_LIFE, ""),
    LOOK(Kind.SIGN_OF_LIFE, "memory.lua"),
    ERA(Kind.SIGN_OF_LIFE, ""),
    NODE(Kind.SIGN_OF_LIFE, ""),
    LEAVE(Kind.SIGN_OF_LIFE, "");

    private enum Kind {
        /// Somebody is told of it who counts on it.
        PROMISE,
        /// Said again soon, or of no weight.
        SIGN_OF_LIFE
    }

    private final boolean isPromise;
    private final String text;
    private final String digest;

    Script(Kind kind, String beginning) {
        isPromise = kind == Kind.PROMISE;
        text = (beginning.isEmpty() ? "" : read(beginning)) + read(word() + ".lua");
        digest = sha1(text);
    }

    String text() {
        return text;
    }

    /// Whether it only counts once a failover can't lose it.
    boolean isPromise() {
        return isPromise;
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
