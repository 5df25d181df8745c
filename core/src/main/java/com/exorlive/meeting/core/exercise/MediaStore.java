package com.exorlive.meeting.core.exercise;

import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.seal.Place;
import com.exorlive.meeting.core.seal.Seals;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The tables `exercise_media` and `exercise_media_piece`: pictures and videos, sealed in pieces.
///
/// Each medium has a key of its own among the keys of its organisation (`core.seal`), so that a new
/// key for the organisation, and its erasure, cover pictures and videos too. Each piece is bound to
/// its medium and its number.
public final class MediaStore {
    /// Plain bytes of a piece. Larger ones cost memory for each reader, smaller ones more reads.
    static final int PIECE = 256 * 1024;

    private MediaStore() {}

    /// What an exercise has beside a drawing.
    public record Kinds(boolean picture, boolean video) {
        public static final Kinds NONE = new Kinds(false, false);

        Kinds and(Kinds other) {
            return new Kinds(picture || other.picture, video || other.video);
        }
    }

    /// Which of the two an exercise has at most one of.
    enum Kind {
        PICTURE,
        VIDEO;

        String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// What is to be known of a picture or a video.
    public record Medium(String id, String contentType, long size) {}

    /// Who confirmed to answer for the consent of those shown and for the rights, and when.
    record Responsibility(Subject by, Instant at) {}

    /// What many exercises have, in one question.
    public static Map<ExerciseId, Kinds> kinds(Handle handle, Collection<ExerciseId> exercises) {
        if (exercises.isEmpty()) {
            return Map.of();
        }
        return handle.createQuery(
                        "select exercise_id, kind from exercise_media"
                                + " where exercise_id in (<exercises>)")
                .bindList("exercises", exercises.stream().map(ExerciseId::value).toList())
                .map(
                        (row, _) ->
                                Map.entry(
                                        new ExerciseId(row.getString("exercise_id")),
                                        row.getString("kind").equals("picture")
                                                ? new Kinds(true, false)
                                                : new Kinds(false, true)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Kinds::and));
    }

    static Optional<Medium> find(Handle handle, ExerciseId exercise, Kind kind) {
        return handle.createQuery(
                        "select id, content_type, size_bytes from exercise_media"
                                + " where exercise_id = :exercise and kind = :kind")
                .bind("exercise", exercise.value())
                .bind("kind", kind.wireName())
                .map(
                        (row, _) ->
                                new Medium(
                                        row.getString("id"),
                                        row.getString("content_type"),
                                        row.getLong("size_bytes")))
                .findOne();
    }

    /// One of a person's, by its own id.
    static Optional<Medium> find(Handle handle, Subject owner, String id) {
        return handle.createQuery(
                        "select m.id, m.content_type, m.size_bytes from exercise_media m"
                                + " join exercise e on e.id = m.exercise_id"
                                + " where m.id = :id and e.owner = :owner")
                .bind("id", id)
                .bind("owner", owner.value())
                .map(
                        (row, _) ->
                                new Medium(
                                        row.getString("id"),
                                        row.getString("content_type"),
                                        row.getLong("size_bytes")))
                .findOne();
    }

    /// Takes the place of an earlier one.
    ///
    /// @return takes its pieces
    static Upload.PieceSink replace(
            Handle handle,
            OrganisationId organisation,
            ExerciseId exercise,
            Kind kind,
            Medium medium,
            Responsibility responsibility) {
        delete(handle, exercise, kind);
        handle.createUpdate(
                        "insert into exercise_media (id, exercise_id, kind, content_type,"
                                + " size_bytes, responsible, responsible_at)"
                                + " values (:id, :exercise, :kind, :type, :size, :by, :at)")
                .bind("id", medium.id())
                .bind("exercise", exercise.value())
                .bind("kind", kind.wireName())
                .bind("type", medium.contentType())
                .bind("size", medium.size())
                .bind("by", responsibility.by().value())
                .bind("at", Times.write(responsibility.at()))
                .execute();
        var key = Seals.of(handle).newKey(handle, organisation.value(), medium.id());
        return (number, plain) ->
                insertPiece(
                        handle, medium.id(), number, key.seal(place(medium.id(), number), plain));
    }

    private static void insertPiece(Handle handle, String medium, int number, byte[] sealed) {
        handle.createUpdate(
                        "insert into exercise_media_piece (media_id, number, sealed)"
                                + " values (:id, :number, :sealed)")
                .bind("id", medium)
                .bind("number", number)
                .bind("sealed", sealed)
                .execute();
    }

    /// Opened. Empty once the medium has been replaced or deleted, or its key destroyed.
    static Optional<byte[]> piece(Handle handle, String medium, int number) {
        return Seals.of(handle)
                .key(handle, medium)
                .flatMap(
                        key ->
                                sealedPiece(handle, medium, number)
                                        .map(it -> key.open(place(medium, number), it)));
    }

    private static Optional<byte[]> sealedPiece(Handle handle, String medium, int number) {
        return handle.createQuery(
                        "select sealed from exercise_media_piece"
                                + " where media_id = :id and number = :number")
                .bind("id", medium)
                .bind("number", number)
                .map((row, _) -> row.getBytes("sealed"))
                .findOne();
    }

    private static Place place(String medium, int number) {
        return new Place("exercise_media_piece", medium, "sealed", number);
    }

    /// With the keys, so that no copy of the pieces opens any more.
    static void deleteAll(Handle handle, ExerciseId exercise) {
        for (var kind : Kind.values()) {
            delete(handle, exercise, kind);
        }
    }

    private static void delete(Handle handle, ExerciseId exercise, Kind kind) {
        find(handle, exercise, kind)
                .ifPresent(
                        medium -> {
                            Seals.of(handle).destroy(handle, medium.id());
                            handle.createUpdate("delete from exercise_media where id = :id")
                                    .bind("id", medium.id())
                                    .execute();
                        });
    }

    /// The bytes of all pictures and videos of an organisation.
    static long bytesOf(Handle handle, OrganisationId organisation) {
        return handle.createQuery(
                        "select coalesce(sum(m.size_bytes), 0) from exercise_media m"
                                + " join exercise e on e.id = m.exercise_id"
                                + " where e.organisation_id = :organisation")
                .bind("organisation", organisation.value())
                .mapTo(Long.class)
                .one();
    }
}
