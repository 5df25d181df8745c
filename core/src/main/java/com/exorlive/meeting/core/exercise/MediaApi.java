package com.exorlive.meeting.core.exercise;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.exercise.MediaStore.Kind;
import com.exorlive.meeting.core.exercise.MediaStore.Medium;
import com.exorlive.meeting.core.exercise.MediaStore.Responsibility;
import com.exorlive.meeting.core.exercise.Upload.Taken;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.Handle;

/// Pictures and videos of custom exercises. Whoever uploads one confirms to answer for the consent
/// of those shown and for the rights (CO-11), and that is kept. What is served can't run as a page.
public final class MediaApi {
    /// Uploads that are read at once. Each may hold a picture's pixels for a moment.
    private static final int UPLOADS = 3;

    private static final long COME_BACK_SECONDS = 5;
    private static final long MAX_BYTES_OF_ORGANISATION = 5L * 1024 * 1024 * 1024;

    private final Exercises exercises;
    private final MediaReach reach;
    private final Database database;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Semaphore uploads = new Semaphore(UPLOADS);

    /// Whether a person sees an exercise because a program shows it to them.
    @FunctionalInterface
    public interface MediaReach {
        boolean shows(Handle handle, Person person, ExerciseId exercise, Optional<String> program);
    }

    public MediaApi(
            Exercises exercises,
            MediaReach reach,
            Database database,
            AuditLog audit,
            InstantSource clock) {
        this.exercises = exercises;
        this.reach = reach;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        for (var kind : Kind.values()) {
            var path = "/core/v1/exercises/{id}/" + kind.wireName();
            routes.get(
                            path,
                            access.person(
                                    Permission.READ_PROGRAM,
                                    (call, person) -> send(call, person, kind)))
                    .route(
                            "PUT",
                            path,
                            access.person(
                                    Permission.WORK_WITH_PROGRAMS,
                                    (call, person) -> take(call, person, kind)));
        }
    }

    private Reply take(HttpCall call, Person person, Kind kind) {
        var refusal = database.inTransaction(handle -> refusal(handle, call, person));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (!uploads.tryAcquire()) {
            return Reply.slowDown(COME_BACK_SECONDS);
        }
        try (var upload = Upload.read(call.content(), kind)) {
            return switch (upload.taken()) {
                case Taken.TooLarge _ -> Reply.problem(413, "too-large");
                case Taken.Unsupported _ -> Reply.problem(415, "media-unsupported");
                case Taken.Good(var medium) -> keep(call, person, kind, medium, upload);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            uploads.release();
        }
    }

    private Reply keep(HttpCall call, Person person, Kind kind, Medium medium, Upload upload) {
        return database.inTransaction(
                handle -> {
                    var refusal = refusal(handle, call, person);
                    if (refusal.isPresent()) {
                        return refusal.get();
                    }
                    long before = MediaStore.bytesOf(handle, person.organisation());
                    if (before + medium.size() > MAX_BYTES_OF_ORGANISATION) {
                        return Reply.problem(409, "too-many");
                    }
                    var exercise = find(handle, person, call).orElseThrow();
                    upload.forEachPiece(
                            MediaStore.replace(
                                    handle,
                                    person.organisation(),
                                    exercise.id(),
                                    kind,
                                    medium,
                                    new Responsibility(person.subject(), clock.instant())));
                    audit.write(
                            handle,
                            new AuditLine(
                                    "exercise-" + kind.wireName(),
                                    person.subject().value(),
                                    exercise.id().value(),
                                    "ok"));
                    return Reply.json(
                            200,
                            new ExerciseViews(handle, person)
                                    .detail(exercise, exercises.library()));
                });
    }

    /// Why it may not be uploaded, if so: asked before it is read, and again before it is kept.
    private Optional<Reply> refusal(Handle handle, HttpCall call, Person person) {
        var found = find(handle, person, call);
        if (found.isEmpty()) {
            return Optional.of(ExerciseApi.unknown());
        }
        if (!Exercises.isOwn(person, found.get())) {
            return Optional.of(Reply.problem(403, "exercise-not-yours"));
        }
        return call.query("responsible").filter("true"::equals).isPresent()
                ? Optional.empty()
                : Optional.of(Reply.problem(409, "responsibility-missing"));
    }

    private Optional<Exercise> find(Handle handle, Person person, HttpCall call) {
        return ExerciseId.parse(call.path("id")).flatMap(it -> exercises.find(handle, person, it));
    }

    private Reply send(HttpCall call, Person person, Kind kind) {
        var found = database.inTransaction(handle -> visible(handle, call, person, kind));
        return found.map(it -> send(call, it)).orElseGet(ExerciseApi::unknown);
    }

    private Optional<Medium> visible(Handle handle, HttpCall call, Person person, Kind kind) {
        var id = ExerciseId.parse(call.path("id"));
        boolean mayUse = id.flatMap(it -> exercises.find(handle, person, it)).isPresent();
        var program = call.query("program");
        return id.filter(it -> mayUse || reach.shows(handle, person, it, program))
                .flatMap(it -> MediaStore.find(handle, it, kind));
    }

    /// One of a person's, for who hands out all that the person made.
    public Reply export(Handle handle, Subject owner, String medium) {
        return MediaStore.find(handle, owner, medium)
                .map(it -> bytes(200, it, new ByteRange(0, it.size() - 1)))
                .map(it -> it.header("Content-Disposition", "attachment"))
                .orElseGet(ExerciseApi::unknown);
    }

    private Reply send(HttpCall call, Medium medium) {
        var asked = call.header("Range");
        if (asked.isEmpty()) {
            return bytes(200, medium, new ByteRange(0, medium.size() - 1));
        }
        return ByteRange.parse(asked.get(), medium.size())
                .map(
                        part ->
                                bytes(206, medium, part)
                                        .header("Content-Range", part.header(medium.size())))
                .orElseGet(
                        () ->
                                Reply.problem(416, "range-wrong")
                                        .header("Content-Range", "bytes */" + medium.size()));
    }

    private Reply bytes(int status, Medium medium, ByteRange part) {
        return Reply.bytes(
                        status, medium.contentType(), part.length(), out -> copy(medium, part, out))
                .header("Accept-Ranges", "bytes")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox");
    }

    /// A piece at a time, each in a transaction of its own: a slow reader holds no connection.
    private void copy(Medium medium, ByteRange part, OutputStream out) throws IOException {
        long at = part.first();
        while (at <= part.last()) {
            int number = (int) (at / MediaStore.PIECE);
            var piece =
                    database.inTransaction(handle -> MediaStore.piece(handle, medium.id(), number));
            if (piece.isEmpty()) {
                throw new IOException("replaced meanwhile");
            }
            var plain = piece.get();
            int from = (int) (at % MediaStore.PIECE);
            int length = (int) Math.min(plain.length - from, part.last() - at + 1);
            out.write(plain, from, length);
            at += length;
        }
    }
}
