package com.exorlive.meeting.core.exercise;

import java.text.Collator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What somebody looks for: each word begins a word of the name, in any language.
final class ExerciseSearch {
    private final List<String> words;
    private final Optional<String> area;
    private final Optional<String> equipment;

    ExerciseSearch(String words, Optional<String> area, Optional<String> equipment) {
        this.words = split(words);
        this.area = area;
        this.equipment = equipment;
    }

    private static List<String> split(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
                .filter(it -> !it.isEmpty())
                .toList();
    }

    boolean finds(Exercise exercise) {
        return area.map(exercise.area()::equals).orElse(true)
                && equipment.map(exercise.equipment()::equals).orElse(true)
                && exercise.name().all().anyMatch(this::isMeant);
    }

    private boolean isMeant(String name) {
        var parts = split(name);
        return words.stream()
                .allMatch(word -> parts.stream().anyMatch(part -> part.startsWith(word)));
    }

    static Comparator<Exercise> byName(String language) {
        Comparator<Object> collator = Collator.getInstance(Locale.forLanguageTag(language));
        return Comparator.comparing(it -> it.name().in(language), collator);
    }
}
