package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.exercise.ExerciseId;
import com.exorlive.meeting.core.exercise.MediaStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.program.Outcome.Conflict;
import com.exorlive.meeting.core.program.ProgramState.Draft;
import com.exorlive.meeting.core.program.ProgramState.Signed;
import com.exorlive.meeting.core.program.ProgramState.Struck;
import com.exorlive.meeting.core.program.ProgramView.ConflictView;
import com.exorlive.meeting.core.program.ProgramView.EntryView;
import com.exorlive.meeting.core.program.ProgramView.Line;
import com.exorlive.meeting.core.program.ProgramView.PersonView;
import com.exorlive.meeting.core.program.ProgramView.SignatureView;
import com.exorlive.meeting.core.program.ProgramView.StepView;
import com.exorlive.meeting.core.program.ProgramView.StrikeView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Makes programs into what the API shows: with people's names, and with which exercises have a
/// picture or a video now. Confined to one transaction, in which it asks for each name once.
public final class ProgramViews {
    private static final int DRAWINGS = 4;

    private final Handle handle;
    private final Map<Subject, String> names = new HashMap<>();

    ProgramViews(Handle handle) {
        this.handle = handle;
    }

    /// The contact's newest program that is not struck, for the record and for the meeting.
    public static Optional<ProgramView> newest(Handle handle, ContactId contact) {
        return ProgramStore.newest(handle, contact).map(new ProgramViews(handle)::view);
    }

    ProgramView view(Program program) {
        var content = program.content();
        var custom =
                content.exercises().stream()
                        .map(ProgramEntry::exercise)
                        .collect(Collectors.toSet());
        var media = MediaStore.kinds(handle, custom);
        return new ProgramView(
                program.id().value(),
                content.name(),
                program.version(),
                signature(program.state()),
                content.exercises().stream().map(it -> view(it, media)).toList(),
                program.state().wireName(),
                program.forContact().map(ContactId::value).orElse(null),
                name(program.creator()),
                program.updatedAt(),
                program.copyOf(),
                strike(program.state()));
    }

    private static EntryView view(ProgramEntry entry, Map<ExerciseId, MediaStore.Kinds> media) {
        var has = media.getOrDefault(entry.exercise(), MediaStore.Kinds.NONE);
        return new EntryView(
                entry.id(),
                entry.exercise().value(),
                entry.name(),
                entry.drawing(),
                has.picture(),
                has.video(),
                entry.dose(),
                entry.comment());
    }

    Line line(Program program) {
        var exercises = program.content().exercises();
        return new Line(
                program.id().value(),
                program.content().name(),
                program.version(),
                program.state().wireName(),
                program.forContact().map(ContactId::value).orElse(null),
                exercises.size(),
                exercises.stream().limit(DRAWINGS).map(ProgramEntry::drawing).toList(),
                name(program.creator()),
                program.updatedAt(),
                signature(program.state()),
                strike(program.state()));
    }

    StepView step(ProgramStep step) {
        return new StepView(step.version(), step.at(), person(step.by()), step.changes());
    }

    List<ConflictView> conflicts(List<Conflict> conflicts) {
        return conflicts.stream()
                .map(
                        it ->
                                new ConflictView(
                                        it.index(),
                                        it.step().version(),
                                        it.step().at(),
                                        person(it.step().by()),
                                        it.theirs()))
                .toList();
    }

    private PersonView person(Subject subject) {
        return new PersonView(subject.value(), name(subject));
    }

    String name(Subject subject) {
        return names.computeIfAbsent(
                subject, it -> PersonStore.find(handle, it).map(Person::name).orElse(""));
    }

    private @Nullable SignatureView signature(ProgramState state) {
        return switch (state) {
            case Draft _ -> null;
            case Signed(var by, var at) -> new SignatureView(name(by), at);
            case Struck struck -> signature(struck.signature());
        };
    }

    private @Nullable StrikeView strike(ProgramState state) {
        return state instanceof Struck(_, var by, var at, var reason)
                ? new StrikeView(name(by), at, reason)
                : null;
    }
}
