package com.exorlive.meeting.core.exercise;

import com.exorlive.meeting.core.seal.PersonKey;
import com.exorlive.meeting.core.seal.Place;
import com.exorlive.meeting.core.video.VideoBytes;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file that can be read anywhere while this is open, and nowhere else: its key is in memory
/// alone, and is gone with this. Confined to one thread.
final class SealedUpload implements VideoBytes, Closeable {
    private final PersonKey key = PersonKey.forTheMoment();
    private final Path path;
    private final FileChannel file;
    private long size;
    private int lastRead = -1;
    private byte[] lastPiece = {};

    SealedUpload() throws IOException {
        path = Files.createTempFile("exorlive-upload", ".sealed");
        try {
            file =
                    FileChannel.open(
                            path,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /// @return whether it was no longer than that
    boolean write(InputStream in, long most) throws IOException {
        int number = 0;
        for (var plain = in.readNBytes(MediaStore.PIECE);
                plain.length > 0;
                plain = in.readNBytes(MediaStore.PIECE)) {
            size += plain.length;
            if (size > most) {
                return false;
            }
            var out = ByteBuffer.wrap(key.seal(place(number++), plain));
            while (out.hasRemaining()) {
                var _ = file.write(out);
            }
        }
        return true;
    }

    @Override
    public long size() {
        return size;
    }

    int pieces() {
        return (int) ((size + MediaStore.PIECE - 1) / MediaStore.PIECE);
    }

    /// As it was written. Not to be changed.
    byte[] piece(int number) {
        if (number == lastRead) {
            return lastPiece;
        }
        int stride = MediaStore.PIECE + PersonKey.OVERHEAD;
        long at = (long) number * stride;
        try {
            var sealed = ByteBuffer.allocate((int) Math.min(stride, file.size() - at));
            while (sealed.hasRemaining() && file.read(sealed, at + sealed.position()) >= 0) {
                // until all of it is there
            }
            lastPiece = key.open(place(number), sealed.array());
            lastRead = number;
            return lastPiece;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] read(long at, int length) {
        var bytes = new byte[length];
        int done = 0;
        while (done < length) {
            var piece = piece((int) ((at + done) / MediaStore.PIECE));
            int from = (int) ((at + done) % MediaStore.PIECE);
            int some = Math.min(piece.length - from, length - done);
            System.arraycopy(piece, from, bytes, done, some);
            done += some;
        }
        return bytes;
    }

    private static Place place(int number) {
        return new Place("upload", "-", "piece", number);
    }

    @Override
    public void close() throws IOException {
        file.close();
        Files.deleteIfExists(path);
    }
}
