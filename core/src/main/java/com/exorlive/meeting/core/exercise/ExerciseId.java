package com.exorlive.meeting.core.exercise;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/// An exercise: a key of the library, or the random id of somebody's own.
public record ExerciseId(@JsonValue String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    @JsonCreator
    public ExerciseId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("not an ExerciseId");
        }
    }

    /// What came from outside, if it can be one at all.
    public static Optional<ExerciseId> parse(String text) {
        return ALLOWED.matcher(text).matches()
                ? Optional.of(new ExerciseId(text))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
