package com.exorlive.meeting.core.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;

/// A head and a dump, encrypted. Truncated, lengthened or changed anywhere, it does not open.
final class SealedFile {
    private static final Set<StandardOpenOption> NEW_FILE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private SealedFile() {}

    @FunctionalInterface
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    @FunctionalInterface
    interface Reader {
        void readFrom(InputStream in) throws IOException;
    }

    /// Writes a new file that its owner alone may read, and returns when it is on the disk.
    static void write(Path file, BackupKey key, BackupHead head, Writer dump) throws IOException {
        try (var channel = FileChannel.open(file, NEW_FILE, ownerOnly(file))) {
            var out = Channels.newOutputStream(channel);
            var bytes = head.bytes();
            out.write(bytes);
            // Not closed when the dump fails: closing would end the file as if it were whole.
            var sealed = key.cipher().newEncryptingStream(new KeptOpen(out), bytes);
            dump.writeTo(sealed);
            sealed.close();
            channel.force(true);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static BackupHead head(Path file) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            return BackupHead.read(in);
        }
    }

    /// Reads the dump. What `reader` gets is genuine as far as it has come; whether all of it is
    /// there is known when this returns.
    ///
    /// @throws BackupException if it is no backup, has another key, or is not whole
    static void read(Path file, BackupKey key, Reader reader) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            var head = BackupHead.read(in);
            if (!head.keyId().equals(key.id())) {
                throw new BackupException(
                        "The backup was made with another key (%s) than the one given (%s)."
                                .formatted(head.keyId(), key.id()));
            }
            var clear = new Genuine(key.cipher().newDecryptingStream(in, head.bytes()));
            reader.readFrom(clear);
            var _ = clear.transferTo(OutputStream.nullOutputStream());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static java.nio.file.attribute.FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new java.nio.file.attribute.FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new java.nio.file.attribute.FileAttribute<?>[0];
    }

    /// The file is forced to the disk after the cipher has written its end, so it must stay open.
    private static final class KeptOpen extends java.io.FilterOutputStream {
        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /// Says in the operator's words what Tink says of a segment that the key did not make.
    private static final class Genuine extends java.io.FilterInputStream {
        Genuine(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            try {
                return super.read(bytes, from, count);
            } catch (IOException e) {
                throw new BackupException(
                        "The backup is damaged, cut short or was changed: it does not open.", e);
            }
        }
    }
}
