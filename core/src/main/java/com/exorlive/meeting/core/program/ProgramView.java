package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.exercise.Dose;
import com.exorlive.meeting.core.exercise.ExerciseNames;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A program as the API shows it. What is not said is null.
public record ProgramView(
        String id,
        String name,
        int version,
        @Nullable SignatureView signed,
        List<EntryView> exercises,
        String state,
        @Nullable String contactId,
        String createdBy,
        Instant updatedAt,
        Program.@Nullable Origin copyOf,
        @Nullable StrikeView struck) {
    public ProgramView {
        exercises = List.copyOf(exercises);
    }

    public record SignatureView(String by, Instant at) {}

    public record StrikeView(String by, Instant at, String reason) {}

    /// @param exercise a key of the library, or the id of a custom exercise
    public record EntryView(
            String id,
            String exercise,
            ExerciseNames name,
            String drawing,
            boolean picture,
            boolean video,
            Dose dose,
            @Nullable String comment) {}

    /// A program in a list.
    public record Line(
            String id,
            String name,
            int version,
            String state,
            @Nullable String contactId,
            int exerciseCount,
            List<String> drawings,
            String createdBy,
            Instant updatedAt,
            @Nullable SignatureView signed,
            @Nullable StrikeView struck) {}

    record PersonView(String subject, String name) {}

    record StepView(int version, Instant at, PersonView by, List<AppliedChange> changes) {}

    record ConflictView(int index, int version, Instant at, PersonView by, AppliedChange theirs) {}
}
