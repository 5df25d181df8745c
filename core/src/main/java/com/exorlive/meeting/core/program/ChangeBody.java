package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.exercise.Dose;
import com.exorlive.meeting.core.exercise.DoseField;
import com.exorlive.meeting.core.exercise.ExerciseFacts;
import com.exorlive.meeting.core.exercise.ExerciseId;
import com.exorlive.meeting.edge.ProblemException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One change as the API takes it: which members count is said by `kind`.
record ChangeBody(
        @Nullable String kind,
        @Nullable String name,
        @Nullable String exercise,
        @Nullable String after,
        @Nullable String id,
        @Nullable String entry,
        @Nullable String field,
        @Nullable Object value,
        @Nullable String text) {
    private static final Pattern NEW_ENTRY = Pattern.compile("[A-Za-z0-9_-]{16,40}");
    private static final Pattern ENTRY = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    static final int MAX_NAME = 200;
    static final int MAX_COMMENT = 1000;

    /// @return empty if it names an exercise that this person can't use
    /// @throws ProblemException 400 if it is no change at all
    Optional<Change> parse(Function<ExerciseId, Optional<ExerciseFacts>> exercises) {
        return switch (kind == null ? "" : kind) {
            case "rename" -> Optional.of(new Change.Rename(text(name, MAX_NAME)));
            case "add" ->
                    facts(exercises)
                            .map(it -> new Change.Add(like(NEW_ENTRY, id), it, optional(after)));
            case "remove" -> Optional.of(new Change.Remove(which()));
            case "move" -> Optional.of(new Change.Move(which(), optional(after)));
            case "swap" -> facts(exercises).map(it -> new Change.Swap(which(), it));
            case "dose" -> Optional.of(dose());
            case "comment" -> Optional.of(new Change.Comment(which(), comment()));
            default -> throw bad();
        };
    }

    private Optional<ExerciseFacts> facts(Function<ExerciseId, Optional<ExerciseFacts>> exercises) {
        return exercises.apply(new ExerciseId(like(ENTRY, exercise)));
    }

    private Change dose() {
        var which = DoseField.of(field == null ? "" : field).orElseThrow(ChangeBody::bad);
        try {
            // Whether the field can be that is known by the dose alone.
            var _ = Dose.UNSAID.with(which, value);
        } catch (IllegalArgumentException _) {
            throw bad();
        }
        return new Change.SetDose(which(), which, value);
    }

    private @Nullable String comment() {
        return text == null || text.isBlank() ? null : text(text, MAX_COMMENT);
    }

    private String which() {
        return like(ENTRY, entry);
    }

    private static @Nullable String optional(@Nullable String entry) {
        return entry == null ? null : like(ENTRY, entry);
    }

    private static String like(Pattern pattern, @Nullable String text) {
        if (text == null || !pattern.matcher(text).matches()) {
            throw bad();
        }
        return text;
    }

    /// A text that says something, without its margins.
    ///
    /// @throws ProblemException 400
    static String text(@Nullable String text, int most) {
        if (text == null || text.isBlank() || text.length() > most || text.indexOf('\0') >= 0) {
            throw bad();
        }
        return text.strip();
    }

    static ProblemException bad() {
        return new ProblemException(400, "bad-request");
    }
}
