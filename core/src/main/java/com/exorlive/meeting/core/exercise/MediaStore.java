package com.exorlive.meeting.core.exercise;

import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The tables `exercise_media` and `exercise_media_piece`: pictures and videos, sealed in pieces.
public final class MediaStore {
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
    ///
    /// @param sealedKey the key of its pieces, sealed
    record Medium(String id, String contentType, long size, String sealedKey) {}

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
                        "select id, content_type, size_bytes, sealed_key from exercise_media"
                                + " where exercise_id = :exercise and kind = :kind")
                .bind("exercise", exercise.value())
                .bind("kind", kind.wireName())
                .map(
                        (row, _) ->
                                new Medium(
                                        row.getString("id"),
                                        row.getString("content_type"),
                                        row.getLong("size_bytes"),
                                        row.getString("sealed_key")))
                .findOne();
    }

    /// Takes the place of an earlier one. Its pieces follow.
    static void replace(
            Handle handle,
            ExerciseId exercise,
            Kind kind,
            Medium medium,
            Responsibility responsibility) {
        handle.createUpdate(
                        "delete from exercise_media where exercise_id = :exercise and kind = :kind")
                .bind("exercise", exercise.value())
                .bind("kind", kind.wireName())
                .execute();
        handle.createUpdate(
                        "insert into exercise_media (id, exercise_id, kind, content_type,"
                                + " size_bytes, sealed_key, responsible, responsible_at)"
                                + " values (:id, :exercise, :kind, :type, :size, :key, :by, :at)")
                .bind("id", medium.id())
                .bind("exercise", exercise.value())
                .bind("kind", kind.wireName())
                .bind("type", medium.contentType())
                .bind("size", medium.size())
                .bind("key", medium.sealedKey())
                .bind("by", responsibility.by().value())
                .bind("at", Times.write(responsibility.at()))
                .execute();
    }

    static void insertPiece(Handle handle, String medium, int number, byte[] sealed) {
        handle.createUpdate(
                        "insert into exercise_media_piece (media_id, number, sealed)"
                                + " values (:id, :number, :sealed)")
                .bind("id", medium)
                .bind("number", number)
                .bind("sealed", sealed)
                .execute();
    }

    /// Empty once the medium has been replaced or deleted.
    static Optional<byte[]> piece(Handle handle, String medium, int number) {
        return handle.createQuery(
                        "select sealed from exercise_media_piece"
                                + " where media_id = :id and number = :number")
                .bind("id", medium)
                .bind("number", number)
                .map((row, _) -> row.getBytes("sealed"))
                .findOne();
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
