package com.exorlive.meeting.core.exercise;

import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.exercise.MediaStore.Kind;
import com.exorlive.meeting.core.exercise.MediaStore.Medium;
import com.exorlive.meeting.core.video.Edits;
import com.exorlive.meeting.core.video.Videos;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;

/// What somebody uploads, on its way from the line to the database: in a file that is sealed, and
/// gone when this is closed. So a slow line holds neither memory nor a connection to the database,
/// and nothing lies on the disk that can be read. What it says besides what it shows is taken out
/// on the way. Confined to one thread.
final class Upload implements Closeable {
    static final int MAX_PICTURE = 12 * 1024 * 1024;
    static final long MAX_VIDEO = 60L * 1024 * 1024;

    private final SealedUpload file;
    private Edits edits = Edits.NONE;
    private Taken taken = new Taken.Unsupported();

    private Upload(SealedUpload file) {
        this.file = file;
    }

    /// What came of it.
    sealed interface Taken {
        record Good(Medium medium) implements Taken {}

        record TooLarge() implements Taken {}

        record Unsupported() implements Taken {}
    }

    static Upload read(InputStream in, Kind kind) throws IOException {
        var upload = new Upload(new SealedUpload());
        try {
            upload.taken = kind == Kind.PICTURE ? upload.picture(in) : upload.video(in);
            return upload;
        } catch (IOException | RuntimeException e) {
            upload.close();
            throw e;
        }
    }

    Taken taken() {
        return taken;
    }

    private Taken picture(InputStream in) throws IOException {
        var bytes = in.readNBytes(MAX_PICTURE + 1);
        if (bytes.length > MAX_PICTURE) {
            return new Taken.TooLarge();
        }
        var type = MediaType.of(bytes);
        var clean = type.flatMap(it -> Pictures.clean(it, bytes));
        return clean.isPresent()
                        && file.write(new ByteArrayInputStream(clean.get()), MAX_PICTURE * 4L)
                ? good(type.orElseThrow())
                : new Taken.Unsupported();
    }

    private Taken video(InputStream in) throws IOException {
        var head = in.readNBytes(MediaType.HEAD);
        var type = MediaType.of(head);
        if (type.isEmpty() || !(type.get() == MediaType.WEBM || type.get() == MediaType.MP4)) {
            return new Taken.Unsupported();
        }
        var whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
        if (!file.write(whole, MAX_VIDEO)) {
            return new Taken.TooLarge();
        }
        Optional<Edits> clean =
                type.get() == MediaType.WEBM ? Videos.cleanWebm(file) : Videos.cleanMp4(file);
        edits = clean.orElse(Edits.NONE);
        return clean.isPresent() ? good(type.get()) : new Taken.Unsupported();
    }

    private Taken good(MediaType type) {
        return new Taken.Good(new Medium(RandomIds.id(), type.wireName(), file.size()));
    }

    /// Takes a piece.
    @FunctionalInterface
    interface PieceSink {
        void take(int number, byte[] plain);
    }

    /// What is to be kept. May be asked for again.
    void forEachPiece(PieceSink sink) {
        for (int number = 0; number < file.pieces(); number++) {
            var plain = file.piece(number).clone();
            edits.apply((long) number * MediaStore.PIECE, plain);
            sink.take(number, plain);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
