package com.exorlive.meeting.core.program;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Exercises for one contact, as the API shows them. What is not said is null.
public record Program(
        String id, String name, int version, @Nullable Signature signed, List<Exercise> exercises) {
    public Program {
        exercises = List.copyOf(exercises);
    }

    public record Signature(String by, Instant at) {}

    /// @param drawing the key of a drawing that the client has
    public record Exercise(
            String id, Names name, String drawing, Dose dose, @Nullable String comment) {}

    public record Names(String nb, String sv, String da, String fi, String en) {}

    /// How much of it. Null is "not said", which is not zero.
    public record Dose(
            @Nullable Integer sets,
            @Nullable Integer reps,
            @Nullable Integer holdSeconds,
            @Nullable Integer restSeconds,
            @Nullable Double loadKg,
            boolean perSide) {}
}
