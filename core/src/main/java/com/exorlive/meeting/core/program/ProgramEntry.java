package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.exercise.Dose;
import com.exorlive.meeting.core.exercise.ExerciseFacts;
import com.exorlive.meeting.core.exercise.ExerciseId;
import com.exorlive.meeting.core.exercise.ExerciseNames;
import org.jspecify.annotations.Nullable;

/// One place in a program. What the exercise is called and drawn as is kept here, so that what was
/// signed stays what it was when the library changes.
///
/// @param id stays through every version
/// @param drawing the key of a drawing that the client has
public record ProgramEntry(
        String id,
        ExerciseId exercise,
        ExerciseNames name,
        String drawing,
        Dose dose,
        @Nullable String comment) {
    ProgramEntry with(Dose other) {
        return new ProgramEntry(id, exercise, name, drawing, other, comment);
    }

    ProgramEntry saying(@Nullable String text) {
        return new ProgramEntry(id, exercise, name, drawing, dose, text);
    }

    ProgramEntry of(ExerciseFacts other) {
        return new ProgramEntry(id, other.id(), other.name(), other.drawing(), dose, comment);
    }
}
