package com.exorlive.meeting.core.exercise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// The exercises that come with the product, drawn by ourselves: `library.json`. Immutable.
public final class Library {
    /// The parts of the body that one looks for exercises by.
    static final Set<String> AREAS =
            Set.of(
                    "knee",
                    "hip",
                    "ankle",
                    "back",
                    "shoulder",
                    "neck",
                    "core",
                    "balance",
                    "arm",
                    "whole");

    static final Set<String> EQUIPMENT =
            Set.of("none", "chair", "mat", "band", "dumbbell", "step", "wall", "towel", "stick");

    private final Map<ExerciseId, Entry> entries;

    public Library() {
        entries =
                Arrays.stream(read())
                        .collect(
                                Collectors.toMap(
                                        it -> new ExerciseId(it.id()),
                                        it -> it,
                                        (_, _) -> {
                                            throw new IllegalStateException("an exercise twice");
                                        },
                                        LinkedHashMap::new));
    }

    record Entry(
            String id,
            ExerciseNames name,
            String area,
            String equipment,
            String drawing,
            Dose dose,
            List<String> similar,
            List<String> easier,
            List<String> harder) {
        Exercise exercise() {
            return new Exercise(
                    new ExerciseId(id), name, null, area, equipment, drawing, dose, null);
        }
    }

    private static Entry[] read() {
        try (var in = Library.class.getResourceAsStream("library.json")) {
            if (in == null) {
                throw new IllegalStateException("library.json is missing from the build");
            }
            return JsonMapper.shared().readValue(in.readAllBytes(), Entry[].class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Exercise> all() {
        return entries.values().stream().map(Entry::exercise).toList();
    }

    Optional<Entry> entry(ExerciseId id) {
        return Optional.ofNullable(entries.get(id));
    }

    Optional<Exercise> find(ExerciseId id) {
        return entry(id).map(Entry::exercise);
    }

    List<Exercise> those(List<String> ids) {
        return ids.stream().flatMap(it -> find(new ExerciseId(it)).stream()).toList();
    }

    /// What a program keeps of one of these.
    public ExerciseFacts facts(String id) {
        return find(new ExerciseId(id))
                .map(Exercise::facts)
                .orElseThrow(() -> new IllegalArgumentException("not in the library: " + id));
    }
}
