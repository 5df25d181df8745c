package com.exorlive.meeting.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Where the files are kept: tried before anything is started on it.
final class DataDirectory {
    /// Less than any start writes, and more than what a full disk still has.
    private static final int TRIED_BYTES = 64 * 1024;

    private DataDirectory() {}

    /// @throws StartException with one line that says what is in the way
    static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new StartException("The data directory " + folder + " is a file.", e);
        } catch (IOException e) {
            throw new StartException(
                    "The data directory " + folder + " can't be made" + because(e), e);
        }
        try {
            var trial = Files.createTempFile(folder, ".trial", "");
            try (var channel = FileChannel.open(trial, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.allocate(TRIED_BYTES);
                while (bytes.hasRemaining()) {
                    var _ = channel.write(bytes);
                }
                channel.force(true);
            } finally {
                Files.deleteIfExists(trial);
            }
        } catch (IOException e) {
            throw new StartException(
                    "The data directory " + folder + " can't be written to" + because(e), e);
        }
    }

    private static String because(IOException e) {
        if (e instanceof AccessDeniedException) {
            return ": this user may not (exorlive.data-dir).";
        }
        var said = String.valueOf(e.getMessage());
        return said.contains("No space left on device") ? ": the disk is full." : ": " + said + ".";
    }
}
