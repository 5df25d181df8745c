package com.exorlive.meeting.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/// Files that only the user who runs the process may read.
final class OwnerOnly {
    private OwnerOnly() {}

    /// Does nothing where the file system has no POSIX permissions.
    static void restrict(Path file) throws IOException {
        // Asking the file store instead would fail where the mount table does not show it (chroot).
        var posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (posix != null) {
            posix.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
    }
}
