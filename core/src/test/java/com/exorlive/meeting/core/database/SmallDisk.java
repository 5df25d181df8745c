package com.exorlive.meeting.core.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A file system of its own that is soon full. Only root can make one.
public final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /// @return empty where it can't be mounted
    public static Optional<SmallDisk> mounted(int megabytes) throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.empty();
        }
        var at = Files.createTempDirectory("exorlive-small");
        var options = "size=" + megabytes + "m,mode=755";
        var isDone = isDone("mount", "-t", "tmpfs", "-o", options, "exorlive-test", at.toString());
        if (isDone) {
            return Optional.of(new SmallDisk(at));
        }
        Files.delete(at);
        return Optional.empty();
    }

    public Path folder() {
        return folder;
    }

    /// Takes all the room that is left.
    public void fill() throws IOException {
        try (var channel =
                FileChannel.open(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int size = 1024 * 1024; size >= 4096; size /= 16) {
                while (isWritten(channel, size)) {
                    // until there is no room for one more
                }
            }
        }
    }

    private static boolean isWritten(FileChannel channel, int size) {
        try {
            return channel.write(ByteBuffer.allocate(size)) == size;
        } catch (IOException _) {
            return false;
        }
    }

    /// Gives it back.
    public void free() throws IOException {
        Files.delete(filler());
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    @Override
    public void close() throws IOException {
        if (!isDone("umount", folder.toString())) {
            var _ = isDone("umount", "--lazy", folder.toString());
        }
        Files.deleteIfExists(folder);
    }

    private static boolean isDone(String... command) throws IOException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
