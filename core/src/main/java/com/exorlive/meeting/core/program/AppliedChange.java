package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.exercise.ExerciseNames;
import org.jspecify.annotations.Nullable;

/// What one step changed, from what to what: enough to say it in words, and to see whether another
/// change meant the same thing. Kept with the version.
///
/// @param exercise what it is called, if it is about one
/// @param from text, number, true or false
public record AppliedChange(
        String kind,
        @Nullable String entry,
        @Nullable ExerciseNames exercise,
        @Nullable String field,
        @Nullable Object from,
        @Nullable Object to) {
    static final String MADE = "made";
    static final String RENAME = "rename";
    static final String ADD = "add";
    static final String REMOVE = "remove";
    static final String MOVE = "move";
    static final String SWAP = "swap";
    static final String DOSE = "dose";
    static final String COMMENT = "comment";
    static final String SIGN = "sign";
    static final String STRIKE = "strike";
    static final String UNLOCK = "unlock";

    /// A step of the whole program.
    static AppliedChange of(String kind) {
        return new AppliedChange(kind, null, null, null, null, null);
    }

    static AppliedChange of(
            String kind, ProgramEntry entry, @Nullable Object from, @Nullable Object to) {
        return new AppliedChange(kind, entry.id(), entry.name(), null, from, to);
    }

    boolean isAbout(String otherEntry) {
        return otherEntry.equals(entry);
    }
}
