package com.exorlive.meeting.core.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What one version says: a name, and exercises in order.
public record ProgramContent(String name, List<ProgramEntry> exercises) {
    /// More than anybody does; fewer keep a version small.
    static final int MAX_EXERCISES = 100;

    public ProgramContent {
        exercises = List.copyOf(exercises);
    }

    Optional<ProgramEntry> find(String entry) {
        return exercises.stream().filter(it -> it.id().equals(entry)).findFirst();
    }

    /// Its place, counted from 1; 0 if it is not there.
    int placeOf(String entry) {
        for (int i = 0; i < exercises.size(); i++) {
            if (exercises.get(i).id().equals(entry)) {
                return i + 1;
            }
        }
        return 0;
    }

    ProgramContent named(String other) {
        return new ProgramContent(other, exercises);
    }

    ProgramContent replacing(String entry, UnaryOperator<ProgramEntry> by) {
        return new ProgramContent(
                name,
                exercises.stream().map(it -> it.id().equals(entry) ? by.apply(it) : it).toList());
    }

    ProgramContent without(String entry) {
        return new ProgramContent(
                name, exercises.stream().filter(it -> !it.id().equals(entry)).toList());
    }

    /// @param after whom to follow; null for first. If that one is gone: last.
    ProgramContent inserting(ProgramEntry entry, @Nullable String after) {
        var more = new ArrayList<>(exercises);
        int place = after == null ? 0 : placeOf(after);
        more.add(after != null && place == 0 ? more.size() : place, entry);
        return new ProgramContent(name, more);
    }
}
