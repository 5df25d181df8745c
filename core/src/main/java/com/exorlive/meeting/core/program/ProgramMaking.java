package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.program.Program.Origin;
import com.exorlive.meeting.core.program.ProgramState.Draft;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// New programs and templates: from nothing, or as a copy of what the maker may see.
final class ProgramMaking {
    private ProgramMaking() {}

    /// A new draft.
    ///
    /// @param contact null for a template
    /// @param name null takes the original's
    static Program make(
            Person maker,
            @Nullable ContactId contact,
            @Nullable String name,
            Optional<Program> original,
            Instant now) {
        var content =
                original.map(it -> copied(it.content()))
                        .orElseGet(() -> new ProgramContent("", List.of()));
        return new Program(
                ProgramId.random(),
                maker.organisation(),
                contact,
                maker.subject(),
                original.map(ProgramMaking::origin).orElse(null),
                1,
                now,
                new Draft(),
                name == null ? content : content.named(name));
    }

    /// With ids of their own: what was trained of the original is not of the copy.
    private static ProgramContent copied(ProgramContent content) {
        return new ProgramContent(
                content.name(), content.exercises().stream().map(ProgramMaking::copied).toList());
    }

    private static ProgramEntry copied(ProgramEntry entry) {
        return new ProgramEntry(
                RandomIds.id(),
                entry.exercise(),
                entry.name(),
                entry.drawing(),
                entry.dose(),
                entry.comment());
    }

    private static Origin origin(Program original) {
        return new Origin(original.id().value(), original.content().name(), original.version());
    }
}
