package com.exorlive.meeting.core.exercise;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.exercise.Exercise.Custom;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.ProblemException;
import com.exorlive.meeting.edge.Reply;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The exercises that programs are made of: look for them, and make, change and delete one's own.
public final class ExerciseApi {
    private static final int MAX_PER_PERSON = 300;
    private static final int MAX_NAME = 200;
    private static final int MAX_DESCRIPTION = 2_000;
    private static final int MAX_QUERY = 100;

    private final Exercises exercises;
    private final Database database;
    private final AuditLog audit;
    private final InstantSource clock;

    public ExerciseApi(
            Exercises exercises, Database database, AuditLog audit, InstantSource clock) {
        this.exercises = exercises;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        var work = Permission.WORK_WITH_PROGRAMS;
        var one = "/core/v1/exercises/{id}";
        routes.get("/core/v1/exercises", access.person(work, this::search))
                .post("/core/v1/exercises", access.person(work, this::make))
                .get(one, access.person(work, this::show))
                .route("PUT", one, access.person(work, this::change))
                .route("DELETE", one, access.person(work, this::delete));
    }

    record ExerciseBody(
            @Nullable String name,
            @Nullable String description,
            @Nullable String area,
            @Nullable String equipment,
            @Nullable Dose dose,
            @Nullable String sharing) {}

    private Reply search(HttpCall call, Person person) {
        var words = call.query("q").orElse("");
        var area = oneOf(Library.AREAS, call.query("area"));
        var equipment = oneOf(Library.EQUIPMENT, call.query("equipment"));
        boolean mine = call.query("mine").filter("true"::equals).isPresent();
        if (words.length() > MAX_QUERY) {
            throw bad();
        }
        var wanted = new ExerciseSearch(words, area, equipment);
        return database.inTransaction(
                handle -> {
                    var found =
                            exercises.all(handle, person).stream()
                                    .filter(it -> !mine || Exercises.isOwn(person, it))
                                    .filter(wanted::finds)
                                    .sorted(ExerciseSearch.byName(person.language()))
                                    .toList();
                    return Reply.json(200, new ExerciseViews(handle, person).list(found));
                });
    }

    private Reply show(HttpCall call, Person person) {
        return database.inTransaction(
                handle ->
                        find(handle, person, call.path("id"))
                                .map(it -> Reply.json(200, detail(handle, person, it)))
                                .orElseGet(ExerciseApi::unknown));
    }

    private Reply make(HttpCall call, Person person) {
        var made = read(call.json(ExerciseBody.class), new ExerciseId(RandomIds.id()), person);
        return database.inTransaction(
                handle -> {
                    if (ExerciseStore.count(handle, person.subject()) >= MAX_PER_PERSON) {
                        return Reply.problem(409, "too-many");
                    }
                    ExerciseStore.insert(handle, person.organisation(), made, clock.instant());
                    write(handle, "exercise-make", person, made.id());
                    return Reply.json(201, detail(handle, person, made));
                });
    }

    private Reply change(HttpCall call, Person person) {
        var body = call.json(ExerciseBody.class);
        return own(
                call,
                person,
                (handle, exercise) -> {
                    var changed = read(body, exercise.id(), person);
                    ExerciseStore.update(handle, changed);
                    write(handle, "exercise-change", person, changed.id());
                    return Reply.json(200, detail(handle, person, changed));
                });
    }

    private Reply delete(HttpCall call, Person person) {
        return own(
                call,
                person,
                (handle, exercise) -> {
                    ExerciseStore.delete(handle, exercise.id());
                    write(handle, "exercise-delete", person, exercise.id());
                    return Reply.noContent();
                });
    }

    private interface OnOwn {
        Reply with(Handle handle, Exercise exercise);
    }

    private Reply own(HttpCall call, Person person, OnOwn then) {
        return database.inTransaction(
                handle -> {
                    var found = find(handle, person, call.path("id"));
                    if (found.isEmpty()) {
                        return unknown();
                    }
                    return Exercises.isOwn(person, found.get())
                            ? then.with(handle, found.get())
                            : Reply.problem(403, "exercise-not-yours");
                });
    }

    private Optional<Exercise> find(Handle handle, Person person, String id) {
        return ExerciseId.parse(id).flatMap(it -> exercises.find(handle, person, it));
    }

    private ExerciseViews.DetailView detail(Handle handle, Person person, Exercise exercise) {
        return new ExerciseViews(handle, person).detail(exercise, exercises.library());
    }

    private static Exercise read(ExerciseBody body, ExerciseId id, Person owner) {
        var sharing =
                Sharing.of(body.sharing() == null ? "" : body.sharing())
                        .orElseThrow(ExerciseApi::bad);
        if (body.dose() == null) {
            throw bad();
        }
        return new Exercise(
                id,
                ExerciseNames.everywhere(text(body.name(), MAX_NAME).orElseThrow(ExerciseApi::bad)),
                text(body.description(), MAX_DESCRIPTION).orElse(null),
                oneOf(Library.AREAS, Optional.ofNullable(body.area()))
                        .orElseThrow(ExerciseApi::bad),
                oneOf(Library.EQUIPMENT, Optional.ofNullable(body.equipment()))
                        .orElseThrow(ExerciseApi::bad),
                Exercise.NO_DRAWING,
                body.dose(),
                new Custom(owner.subject(), sharing));
    }

    private static Optional<String> text(@Nullable String text, int most) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        if (text.length() > most || text.indexOf('\0') >= 0) {
            throw bad();
        }
        return Optional.of(text.strip());
    }

    private static Optional<String> oneOf(Set<String> allowed, Optional<String> word) {
        if (word.isPresent() && !allowed.contains(word.get())) {
            throw bad();
        }
        return word;
    }

    private void write(Handle handle, String event, Person person, ExerciseId id) {
        audit.write(handle, new AuditLine(event, person.subject().value(), id.value(), "ok"));
    }

    static Reply unknown() {
        return Reply.problem(404, "exercise-unknown");
    }

    private static ProblemException bad() {
        return new ProblemException(400, "bad-request");
    }
}
