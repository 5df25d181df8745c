package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.exercise.Dose;
import com.exorlive.meeting.core.exercise.ExerciseId;
import com.exorlive.meeting.core.exercise.ExerciseNames;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.program.ProgramState.Struck;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What clients have of programs: exercises to train, and what those show.
public final class ClientPrograms {
    private ClientPrograms() {}

    /// One place in a client's own program.
    public record Planned(
            ContactId contact,
            ProgramId program,
            String entry,
            ExerciseId exercise,
            ExerciseNames name,
            Dose dose,
            boolean isStruck) {}

    /// @return empty if it is not of a program of this person's own
    public static Optional<Planned> entry(
            Handle handle, Person person, String program, String entry) {
        var own =
                ContactStore.ofAccount(handle, person.subject()).stream().map(Contact::id).toList();
        return ProgramId.parse(program)
                .flatMap(it -> ProgramStore.find(handle, person.organisation(), it))
                .filter(it -> it.forContact().filter(own::contains).isPresent())
                .flatMap(it -> it.content().find(entry).map(found -> planned(it, found)));
    }

    private static Planned planned(Program program, ProgramEntry entry) {
        return new Planned(
                program.forContact().orElseThrow(),
                program.id(),
                entry.id(),
                entry.exercise(),
                entry.name(),
                entry.dose(),
                program.state() instanceof Struck);
    }

    /// Whether one of the person's own programs has the exercise.
    static boolean have(Handle handle, Person person, ExerciseId exercise) {
        return ContactStore.ofAccount(handle, person.subject()).stream()
                .flatMap(it -> ProgramStore.ofContact(handle, it.id()).stream())
                .anyMatch(it -> has(it, exercise));
    }

    static boolean has(Program program, ExerciseId exercise) {
        List<ProgramEntry> entries = program.content().exercises();
        return entries.stream().anyMatch(it -> it.exercise().equals(exercise));
    }
}
