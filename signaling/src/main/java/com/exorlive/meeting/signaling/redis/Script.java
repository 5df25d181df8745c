package com.exorlive.meeting.signaling.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What Redis does in one step. Each is a file beside this class; all keys of one call are in one
/// slot.
enum Script {
    CLAIM(Kind.PROMISE, Beginning.MASTER, Beginning.MEMORY),
    ADMIT(Kind.PROMISE, Beginning.MASTER),
    RENEW(Kind.SIGN_OF_LIFE, Beginning.MASTER, Beginning.MEMORY),
    END(Kind.PROMISE, Beginning.MASTER),
    RELEASE(Kind.SIGN_OF_LIFE),
    LOOK(Kind.SIGN_OF_LIFE, Beginning.MASTER, Beginning.MEMORY),
    ERA(Kind.SIGN_OF_LIFE, Beginning.MASTER),
    NODE(Kind.SIGN_OF_LIFE),
    LEAVE(Kind.SIGN_OF_LIFE),
    TURN(Kind.SIGN_OF_LIFE);

    private enum Kind {
        /// Somebody is told of it who counts on it.
        PROMISE,
        /// Said again soon, or of no weight.
        SIGN_OF_LIFE
    }

    /// What several scripts have in common.
    private enum Beginning {
        MASTER,
        MEMORY
    }

    private final boolean isPromise;
    private final String text;
    private final String digest;

    Script(Kind kind, Beginning... beginnings) {
        isPromise = kind == Kind.PROMISE;
        text =
                Stream.concat(Stream.of(beginnings), Stream.of(this))
                        .map(part -> read(part.name().toLowerCase(Locale.ROOT) + ".lua"))
                        .collect(Collectors.joining());
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
