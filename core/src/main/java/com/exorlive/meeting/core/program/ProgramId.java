package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.database.RandomIds;
import java.util.Optional;
import java.util.regex.Pattern;

/// A program or a template.
public record ProgramId(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    public ProgramId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("not a ProgramId");
        }
    }

    static ProgramId random() {
        return new ProgramId(RandomIds.id());
    }

    /// What came from outside, if it can be one at all.
    public static Optional<ProgramId> parse(String text) {
        return ALLOWED.matcher(text).matches()
                ? Optional.of(new ProgramId(text))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
