package com.exorlive.meeting.core.exercise;

import com.exorlive.meeting.core.exercise.Exercise.Custom;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.unit.UnitStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// The exercises that a person may use: the library, the own ones, and those that others share.
/// Nothing across organisations. Thread-safe.
public final class Exercises {
    private final Library library;

    public Exercises(Library library) {
        this.library = library;
    }

    /// What a program keeps of an exercise, if this person may use it.
    public Optional<ExerciseFacts> facts(Handle handle, Person person, ExerciseId id) {
        return find(handle, person, id).map(Exercise::facts);
    }

    Optional<Exercise> find(Handle handle, Person person, ExerciseId id) {
        return library.find(id)
                .or(
                        () ->
                                ExerciseStore.find(handle, person.organisation(), id)
                                        .filter(it -> mayUse(handle, person, it)));
    }

    List<Exercise> all(Handle handle, Person person) {
        var custom =
                ExerciseStore.reachable(handle, person.organisation(), person.subject()).stream()
                        .filter(it -> mayUse(handle, person, it));
        return Stream.concat(library.all().stream(), custom).toList();
    }

    static boolean isOwn(Person person, Exercise exercise) {
        return exercise.ownership()
                .flatMap(Custom::maker)
                .filter(person.subject()::equals)
                .isPresent();
    }

    private static boolean mayUse(Handle handle, Person person, Exercise exercise) {
        if (isOwn(person, exercise)) {
            return true;
        }
        var custom = exercise.ownership().orElseThrow();
        return switch (custom.sharing()) {
            case ME -> false;
            case UNIT -> custom.maker().filter(it -> isNear(handle, person, it)).isPresent();
            case ORGANISATION -> true;
        };
    }

    /// Whether the person works in the owner's unit or below.
    private static boolean isNear(Handle handle, Person person, Subject owner) {
        return UnitStore.tree(handle, person.organisation())
                .within(PersonStore.get(handle, owner).unit())
                .contains(person.unit());
    }

    Library library() {
        return library;
    }
}
