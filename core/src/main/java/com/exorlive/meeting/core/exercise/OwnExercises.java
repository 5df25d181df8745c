package com.exorlive.meeting.core.exercise;

import com.exorlive.meeting.core.exercise.MediaStore.Kind;
import com.exorlive.meeting.core.exercise.MediaStore.Medium;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The exercises that one person made, when that person wants them, or wants to be forgotten.
public final class OwnExercises {
    private OwnExercises() {}

    /// One exercise with what there is to see of it.
    public record Exported(
            String id,
            String name,
            @Nullable String description,
            String area,
            String equipment,
            Dose dose,
            String sharing,
            List<Medium> media) {}

    public static List<Exported> export(Handle handle, Subject owner) {
        return ExerciseStore.of(handle, owner).stream().map(it -> export(handle, it)).toList();
    }

    private static Exported export(Handle handle, Exercise exercise) {
        return new Exported(
                exercise.id().value(),
                exercise.name().en(),
                exercise.description(),
                exercise.area(),
                exercise.equipment(),
                exercise.dose(),
                exercise.ownership().orElseThrow().sharing().wireName(),
                Arrays.stream(Kind.values())
                        .flatMap(it -> MediaStore.find(handle, exercise.id(), it).stream())
                        .toList());
    }

    public static Set<ExerciseId> ids(Handle handle, Subject owner) {
        return ExerciseStore.of(handle, owner).stream()
                .map(Exercise::id)
                .collect(Collectors.toSet());
    }

    /// Those that others use stay, without their maker; the others go.
    ///
    /// @param keepsMedia whether pictures and videos of those that stay, stay too: they may show
    ///         who is erased
    public static void erase(
            Handle handle, Subject owner, Set<ExerciseId> used, boolean keepsMedia) {
        for (var id : ids(handle, owner)) {
            if (!used.contains(id)) {
                ExerciseStore.delete(handle, id);
                continue;
            }
            if (!keepsMedia) {
                MediaStore.deleteAll(handle, id);
            }
            ExerciseStore.disown(handle, id);
        }
    }

    /// With all pictures and videos.
    public static void eraseAll(Handle handle, OrganisationId organisation) {
        ExerciseStore.deleteAll(handle, organisation);
    }
}
