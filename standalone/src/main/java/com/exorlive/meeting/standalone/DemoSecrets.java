package com.exorlive.meeting.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
            // Whole or not at all: half a secret would be taken for one at the next start.
            var unfinished = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(unfinished);
            Files.createFile(unfinished);
            OwnerOnly.restrict(unfinished);
            Files.writeString(unfinished, secret);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
