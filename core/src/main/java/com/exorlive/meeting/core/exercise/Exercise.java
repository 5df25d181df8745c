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
    record Custom(Subject owner, Sharing sharing) {}

    Optional<Custom> ownership() {
        return Optional.ofNullable(custom);
    }

    ExerciseFacts facts() {
        return new ExerciseFacts(id, name, drawing, dose);
    }
}
