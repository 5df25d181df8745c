package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.exercise.ExerciseId;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.program.ProgramState.Draft;
import com.exorlive.meeting.core.program.ProgramState.Signed;
import com.exorlive.meeting.core.program.ProgramState.Struck;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// A program with all its versions, opened: for who may have everything of a person.
///
/// @param origin what it was copied from
public record ProgramExport(
        String id,
        Program.@Nullable Origin origin,
        String createdBy,
        String state,
        @Nullable Mark signed,
        @Nullable Mark struck,
        @Nullable String strikeReason,
        List<Version> versions) {

    /// Who did it, and when.
    public record Mark(String by, Instant at) {}

    /// What a version said, and what the step to it changed.
    public record Version(
            int version,
            String by,
            Instant at,
            ProgramContent content,
            List<AppliedChange> changes) {}

    /// All of a contact's, struck ones too.
    public static List<ProgramExport> ofContact(Handle handle, ContactId contact) {
        return ProgramStore.all(handle, contact).stream().map(it -> of(handle, it)).toList();
    }

    /// The templates that a person made.
    public static List<ProgramExport> templatesOf(Handle handle, Subject creator) {
        return ProgramStore.templatesOf(handle, creator).stream()
                .map(it -> of(handle, it))
                .toList();
    }

    /// Which of these exercises somebody's program shows now, or a template that another made.
    /// Opens all programs of the organisation, some at a time, because what they say is sealed.
    public static Set<ExerciseId> used(
            Handle handle, OrganisationId organisation, Set<ExerciseId> among, Subject maker) {
        var used = new HashSet<ExerciseId>();
        var after = "";
        while (!among.isEmpty()) {
            var page = ProgramStore.page(handle, organisation, after);
            if (page.isEmpty()) {
                break;
            }
            ProgramStore.withIds(handle, page).stream()
                    .filter(it -> !(it.isTemplate() && it.creator().equals(maker)))
                    .flatMap(it -> it.content().exercises().stream())
                    .map(ProgramEntry::exercise)
                    .filter(among::contains)
                    .forEach(used::add);
            after = page.getLast();
        }
        return used;
    }

    private static ProgramExport of(Handle handle, Program program) {
        var state = program.state();
        var signed =
                switch (state) {
                    case Draft _ -> Optional.<Signed>empty();
                    case Signed it -> Optional.of(it);
                    case Struck it -> Optional.of(it.signature());
                };
        var struck = state instanceof Struck it ? Optional.of(it) : Optional.<Struck>empty();
        return new ProgramExport(
                program.id().value(),
                program.copyOf(),
                program.creator().value(),
                state.wireName(),
                signed.map(it -> new Mark(it.by().value(), it.at())).orElse(null),
                struck.map(it -> new Mark(it.by().value(), it.at())).orElse(null),
                struck.map(Struck::reason).orElse(null),
                StepStore.all(handle, program));
    }
}
