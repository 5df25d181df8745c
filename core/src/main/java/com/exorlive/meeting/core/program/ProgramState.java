package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.person.Subject;
import java.time.Instant;

/// Where a program stands. A draft may be changed; what is signed is locked for everybody; what is
/// struck was signed once, and stays to be seen.
public sealed interface ProgramState {
    record Draft() implements ProgramState {}

    record Signed(Subject by, Instant at) implements ProgramState {}

    record Struck(Signed signature, Subject by, Instant at, String reason)
            implements ProgramState {}

    default String wireName() {
        return switch (this) {
            case Draft _ -> "draft";
            case Signed _ -> "signed";
            case Struck _ -> "struck";
        };
    }
}
