package com.exorlive.meeting.core.exercise;

import java.util.stream.Stream;

/// What an exercise is called in each language. A custom one has one name, in all five.
public record ExerciseNames(String nb, String sv, String da, String fi, String en) {
    public static ExerciseNames everywhere(String name) {
        return new ExerciseNames(name, name, name, name, name);
    }

    public String in(String language) {
        return switch (language) {
            case "nb" -> nb;
            case "sv" -> sv;
            case "da" -> da;
            case "fi" -> fi;
            default -> en;
        };
    }

    Stream<String> all() {
        return Stream.of(nb, sv, da, fi, en);
    }
}
