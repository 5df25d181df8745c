package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.person.Subject;
import java.time.Instant;
import java.util.List;

/// How a program came to a version: by whom, when, and what was changed.
public record ProgramStep(int version, Subject by, Instant at, List<AppliedChange> changes) {
    public ProgramStep {
        changes = List.copyOf(changes);
    }
}
