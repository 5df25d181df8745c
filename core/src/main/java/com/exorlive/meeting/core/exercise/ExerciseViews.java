package com.exorlive.meeting.core.exercise;

import com.exorlive.meeting.core.exercise.Exercise.Custom;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Makes exercises into what the API shows. Confined to one transaction.
final class ExerciseViews {
    private final Handle handle;
    private final Person person;
    private final Map<String, String> owners = new HashMap<>();

    ExerciseViews(Handle handle, Person person) {
        this.handle = handle;
        this.person = person;
    }

    record CustomView(String owner, boolean mine, String sharing) {}

    record ExerciseView(
            String id,
            ExerciseNames name,
            @Nullable String description,
            String area,
            String equipment,
            String drawing,
            boolean picture,
            boolean video,
            Dose dose,
            @Nullable CustomView custom) {}

    record ListView(List<ExerciseView> exercises) {}

    record DetailView(
            ExerciseView exercise,
            List<ExerciseView> similar,
            List<ExerciseView> easier,
            List<ExerciseView> harder) {}

    ListView list(List<Exercise> exercises) {
        var custom =
                exercises.stream()
                        .filter(it -> it.ownership().isPresent())
                        .map(Exercise::id)
                        .toList();
        var media = MediaStore.kinds(handle, custom);
        return new ListView(exercises.stream().map(it -> view(it, media)).toList());
    }

    DetailView detail(Exercise exercise, Library library) {
        var media = MediaStore.kinds(handle, List.of(exercise.id()));
        var entry = library.entry(exercise.id());
        return new DetailView(
                view(exercise, media),
                entry.map(it -> views(library, it.similar())).orElse(List.of()),
                entry.map(it -> views(library, it.easier())).orElse(List.of()),
                entry.map(it -> views(library, it.harder())).orElse(List.of()));
    }

    private List<ExerciseView> views(Library library, List<String> ids) {
        return library.those(ids).stream().map(it -> view(it, Map.of())).toList();
    }

    private ExerciseView view(Exercise exercise, Map<ExerciseId, MediaStore.Kinds> media) {
        var has = media.getOrDefault(exercise.id(), MediaStore.Kinds.NONE);
        return new ExerciseView(
                exercise.id().value(),
                exercise.name(),
                exercise.description(),
                exercise.area(),
                exercise.equipment(),
                exercise.drawing(),
                has.picture(),
                has.video(),
                exercise.dose(),
                exercise.ownership().map(this::view).orElse(null));
    }

    private CustomView view(Custom custom) {
        var name = custom.maker().map(this::name).orElse("");
        boolean isMine = custom.maker().filter(person.subject()::equals).isPresent();
        return new CustomView(name, isMine, custom.sharing().wireName());
    }

    private String name(Subject owner) {
        return owners.computeIfAbsent(owner.value(), _ -> PersonStore.get(handle, owner).name());
    }
}
