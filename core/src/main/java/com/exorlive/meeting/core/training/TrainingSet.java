package com.exorlive.meeting.core.training;

import com.exorlive.meeting.core.exercise.ExerciseNames;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One set that a client did. Which exercise it was is kept with it: programs change.
///
/// @param id the page's own: the same one again is the same set
/// @param setsPlanned what the program said then; null if it said nothing
record TrainingSet(
        String id,
        String program,
        String entry,
        String exercise,
        ExerciseNames name,
        int set,
        Amount amount,
        @Nullable Integer setsPlanned,
        Instant doneAt,
        boolean inMeeting) {
    /// How much it was. Null is "not said".
    record Amount(@Nullable Integer reps, @Nullable Integer holdSeconds, @Nullable Double loadKg) {}

    /// As the API shows it.
    ///
    /// @param undone taken back; in events only
    record View(
            String id,
            String program,
            String entry,
            String exercise,
            ExerciseNames name,
            int set,
            @Nullable Integer reps,
            @Nullable Integer holdSeconds,
            @Nullable Double loadKg,
            Instant doneAt,
            boolean inMeeting,
            boolean undone) {}

    View view(boolean undone) {
        return new View(
                id,
                program,
                entry,
                exercise,
                name,
                set,
                amount.reps(),
                amount.holdSeconds(),
                amount.loadKg(),
                doneAt,
                inMeeting,
                undone);
    }
}
