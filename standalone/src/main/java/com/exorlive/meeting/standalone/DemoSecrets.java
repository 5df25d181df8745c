package com.exorlive.meeting.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/// Secrets of the demo: made at its first start and kept beside its database, which needs them
/// again.
final class DemoSecrets {
    private static final int BYTES = 32;

    private DemoSecrets() {}

    /// The secret in this file, made if there is none.
    static String ensure(Path file) {
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            var bytes = new byte[BYTES];
            new SecureRandom().nextBytes(bytes);
            var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.createFile(file);
            OwnerOnly.restrict(file);
            Files.writeString(file, secret);
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
