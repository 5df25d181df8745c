package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.exercise.DoseField;
import com.exorlive.meeting.core.exercise.ExerciseFacts;
import org.jspecify.annotations.Nullable;

/// One thing that somebody wants to be otherwise. As small as what a hand does, so that two people
/// get in each other's way only where they mean the same thing.
public sealed interface Change {
    record Rename(String name) implements Change {}

    /// @param id chosen by who adds it, so that sending it twice adds it once
    /// @param after whom to follow; null for first
    record Add(String id, ExerciseFacts exercise, @Nullable String after) implements Change {}

    record Remove(String entry) implements Change {}

    record Move(String entry, @Nullable String after) implements Change {}

    /// Another exercise in the same place, with the same dose and comment.
    record Swap(String entry, ExerciseFacts exercise) implements Change {}

    record SetDose(String entry, DoseField field, @Nullable Object value) implements Change {}

    record Comment(String entry, @Nullable String text) implements Change {}
}
