package com.exorlive.meeting.core.exercise;

import com.exorlive.meeting.core.person.Subject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An exercise of the library, or somebody's own.
///
/// @param drawing the key of a drawing that the client has
/// @param custom null for the library's
public record Exercise(
        ExerciseId id,
        ExerciseNames name,
        @Nullable String description,
        String area,
        String equipment,
        String drawing,
        Dose dose,
        @Nullable Custom custom) {
    /// Stands where a drawing's key does, for an exercise that has none.
    static final String NO_DRAWING = "custom";

    /// What is to be known of an exercise that somebody made.
    ///
    /// @param owner null if that person was erased, and others' programs show the exercise
    record Custom(@Nullable Subject owner, Sharing sharing) {
        Optional<Subject> maker() {
            return Optional.ofNullable(owner);
        }
    }

    Optional<Custom> ownership() {
        return Optional.ofNullable(custom);
    }

    ExerciseFacts facts() {
        return new ExerciseFacts(id, name, drawing, dose);
    }
}
