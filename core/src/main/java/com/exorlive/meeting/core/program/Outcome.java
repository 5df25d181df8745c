package com.exorlive.meeting.core.program;

import java.util.List;

/// What becomes of what somebody wanted with a program.
public sealed interface Outcome {
    /// There is a new version.
    record Stepped(Program program, ProgramStep step) implements Outcome {}

    /// It was so already.
    record Unchanged() implements Outcome {}

    /// It may be deleted.
    record Deletable() implements Outcome {}

    /// @param code what the API answers, with the program as it stands
    record Refused(String code) implements Outcome {}

    /// Others changed the same meanwhile, or it isn't what the person saw.
    record Stale(List<Conflict> conflicts) implements Outcome {
        public Stale {
            conflicts = List.copyOf(conflicts);
        }
    }

    /// @param index of the change that can't be made, from 0
    /// @param step what stands against it
    record Conflict(int index, ProgramStep step, AppliedChange theirs) {}
}
