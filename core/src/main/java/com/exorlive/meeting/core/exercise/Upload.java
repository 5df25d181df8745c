package com.exorlive.meeting.core.exercise;

import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.exercise.MediaStore.Kind;
import com.exorlive.meeting.core.exercise.MediaStore.Medium;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// What somebody uploads, on its way from the line to the database: sealed at once, in a file that
/// is gone when this is closed. So a slow line holds neither memory nor a connection to the
/// database, and nothing lies on the disk that can be read. Confined to one thread.
final class Upload implements Closeable {
    static final int MAX_PICTURE = 12 * 1024 * 1024;
    static final long MAX_VIDEO = 60L * 1024 * 1024;

    private final Path file;
    private Taken taken = new Taken.Unsupported();

    private Upload(Path file) {
        this.file = file;
    }

    /// What came of it.
    sealed interface Taken {
        record Good(Medium medium) implements Taken {}

        record TooLarge() implements Taken {}

        record Unsupported() implements Taken {}
    }

    static Upload read(InputStream in, Kind kind, MediaSeal seal) throws IOException {
        var upload = new Upload(Files.createTempFile("exorlive-upload", ".sealed"));
        try {
            upload.taken = kind == Kind.PICTURE ? upload.picture(in, seal) : upload.video(in, seal);
            return upload;
        } catch (IOException | RuntimeException e) {
            upload.close();
            throw e;
        }
    }

    Taken taken() {
        return taken;
    }

    private Taken picture(InputStream in, MediaSeal seal) throws IOException {
        var bytes = in.readNBytes(MAX_PICTURE + 1);
        if (bytes.length > MAX_PICTURE) {
            return new Taken.TooLarge();
        }
        var type = MediaType.of(bytes);
        var clean = type.flatMap(it -> Pictures.clean(it, bytes));
        return clean.isEmpty()
                ? new Taken.Unsupported()
                : seal(new ByteArrayInputStream(clean.get()), type.orElseThrow(), seal);
    }

    private Taken video(InputStream in, MediaSeal seal) throws IOException {
        var head = in.readNBytes(MediaType.HEAD);
        var type = MediaType.of(head).filter(it -> it == MediaType.WEBM || it == MediaType.MP4);
        return type.isEmpty()
                ? new Taken.Unsupported()
                : seal(
                        new java.io.SequenceInputStream(new ByteArrayInputStream(head), in),
                        type.get(),
                        seal);
    }

    private Taken seal(InputStream in, MediaType type, MediaSeal seal) throws IOException {
        var id = RandomIds.id();
        var keys = seal.newKey(id);
        long size = 0;
        try (var out = new DataOutputStream(Files.newOutputStream(file))) {
            int number = 0;
            for (var plain = in.readNBytes(MediaSeal.PIECE);
                    plain.length > 0;
                    plain = in.readNBytes(MediaSeal.PIECE)) {
                size += plain.length;
                if (size > MAX_VIDEO) {
                    return new Taken.TooLarge();
                }
                var sealed = MediaSeal.seal(keys.open(), id, number++, plain);
                out.writeInt(sealed.length);
                out.write(sealed);
            }
        }
        return new Taken.Good(new Medium(id, type.wireName(), size, keys.sealed()));
    }

    /// Takes a piece.
    @FunctionalInterface
    interface PieceSink {
        void take(int number, byte[] sealed);
    }

    void forEachPiece(PieceSink sink) {
        try (var in = new DataInputStream(Files.newInputStream(file))) {
            for (int number = 0; in.available() > 0; number++) {
                var sealed = new byte[in.readInt()];
                in.readFully(sealed);
                sink.take(number, sealed);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
