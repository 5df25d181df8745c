package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.exercise.Exercises;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.program.Outcome.Deletable;
import com.exorlive.meeting.core.program.Outcome.Refused;
import com.exorlive.meeting.core.program.Outcome.Stale;
import com.exorlive.meeting.core.program.Outcome.Stepped;
import com.exorlive.meeting.core.program.Outcome.Unchanged;
import com.exorlive.meeting.core.program.ProgramView.StepView;
import com.exorlive.meeting.core.program.Programs.Answer;
import com.exorlive.meeting.core.program.Programs.Decided;
import com.exorlive.meeting.core.program.Programs.Decision;
import com.exorlive.meeting.core.program.Programs.Need;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// One program or template: see it, change it, sign, strike, unlock, delete, and its versions.
public final class ProgramApi {
    private static final int MAX_CHANGES = 50;
    private static final int MAX_REASON = 500;

    private final Programs programs;
    private final Exercises exercises;

    public ProgramApi(Programs programs, Exercises exercises) {
        this.programs = programs;
        this.exercises = exercises;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        var one = "/core/v1/programs/{id}";
        var work = Permission.WORK_WITH_PROGRAMS;
        var decide = Permission.DECIDE_OVER_TEMPLATES;
        routes.get(one, access.person(Permission.READ_PROGRAM, this::show))
                .route("DELETE", one, access.person(decide, this::delete))
                .post(one + "/changes", access.person(work, this::change))
                .post(one + "/sign", access.person(work, this::sign))
                .post(one + "/strike", access.person(work, this::strike))
                .post(one + "/unlock", access.person(decide, this::unlock))
                .get(one + "/versions", access.person(work, this::versions))
                .get(one + "/versions/{version}", access.person(work, this::version));
    }

    record OpenView(ProgramView program, ProgramRights.Permissions may) {}

    record ChangesBody(int baseVersion, @Nullable List<@Nullable ChangeBody> changes) {}

    record ChangedView(ProgramView program, @Nullable StepView step) {}

    record SignBody(int version) {}

    record StrikeBody(@Nullable String reason) {}

    record StepsView(List<StepView> steps) {}

    private Reply show(HttpCall call, Person person) {
        return programs.show(
                        person,
                        call.path("id"),
                        "program-open",
                        (handle, program, rights) ->
                                Reply.json(200, open(new ProgramViews(handle), program, rights)))
                .orElseGet(ProgramApi::unknown);
    }

    private Reply change(HttpCall call, Person person) {
        var body = call.json(ChangesBody.class);
        var wanted = body.changes();
        if (body.baseVersion() < 1
                || wanted == null
                || wanted.isEmpty()
                || wanted.size() > MAX_CHANGES) {
            throw ChangeBody.bad();
        }
        return act(
                call,
                person,
                "program-change",
                _ -> Need.CHANGE,
                (handle, program, actor) -> {
                    var changes = parse(handle, person, wanted);
                    return changes.isEmpty()
                            ? new Refused("exercise-unknown")
                            : ProgramMachine.change(
                                    program,
                                    Programs.since(handle, program, body.baseVersion()),
                                    body.baseVersion(),
                                    changes.get(),
                                    actor);
                },
                ProgramApi::changed);
    }

    /// Empty if one of them names an exercise that this person can't use.
    private Optional<List<Change>> parse(
            Handle handle, Person person, List<@Nullable ChangeBody> wanted) {
        var changes = new ArrayList<Change>();
        for (var one : wanted) {
            if (one == null) {
                throw ChangeBody.bad();
            }
            one.parse(id -> exercises.facts(handle, person, id)).ifPresent(changes::add);
        }
        return changes.size() == wanted.size() ? Optional.of(changes) : Optional.empty();
    }

    private static Reply changed(ProgramViews views, Decided decided) {
        var step = decided.outcome() instanceof Stepped it ? views.step(it.step()) : null;
        return Reply.json(200, new ChangedView(views.view(decided.now()), step));
    }

    private Reply sign(HttpCall call, Person person) {
        int seen = call.json(SignBody.class).version();
        if (seen < 1) {
            throw ChangeBody.bad();
        }
        return act(
                call,
                person,
                "program-sign",
                _ -> Need.CHANGE,
                (handle, program, actor) ->
                        ProgramMachine.sign(
                                program, Programs.since(handle, program, seen), seen, actor),
                ProgramApi::opened);
    }

    private Reply strike(HttpCall call, Person person) {
        var reason = ChangeBody.text(call.json(StrikeBody.class).reason(), MAX_REASON);
        return act(
                call,
                person,
                "program-strike",
                _ -> Need.CHANGE,
                (_, program, actor) -> ProgramMachine.strike(program, reason, actor),
                ProgramApi::opened);
    }

    private Reply unlock(HttpCall call, Person person) {
        return act(
                call,
                person,
                "program-unlock",
                program -> program.isTemplate() ? Need.OWN : Need.CHANGE,
                (_, program, actor) -> ProgramMachine.unlock(program, actor),
                ProgramApi::opened);
    }

    private Reply delete(HttpCall call, Person person) {
        return act(
                call,
                person,
                "program-delete",
                _ -> Need.DELETE,
                (_, program, _) -> ProgramMachine.delete(program),
                (_, _) -> Reply.noContent());
    }

    private Reply act(
            HttpCall call,
            Person person,
            String event,
            Function<Program, Need> need,
            Decision decision,
            Programs.Telling<Reply> telling) {
        var answer =
                programs.act(
                        person,
                        call.path("id"),
                        event,
                        need,
                        decision,
                        (views, decided) -> reply(views, decided, telling));
        return switch (answer) {
            case Answer.Unknown _ -> unknown();
            case Answer.NotYours _ -> Reply.problem(403, "program-not-yours");
            case Answer.Of<?>(var reply) -> (Reply) reply;
        };
    }

    private static Reply reply(
            ProgramViews views, Decided decided, Programs.Telling<Reply> telling) {
        return switch (decided.outcome()) {
            case Stepped _, Unchanged _, Deletable _ -> telling.of(views, decided);
            case Refused(var code) ->
                    decided.rights().see()
                            ? Reply.problem(
                                    409, code, Map.of("program", views.view(decided.before())))
                            : Reply.problem(409, code);
            case Stale(var conflicts) ->
                    Reply.problem(
                            409,
                            "version-stale",
                            Map.of(
                                    "program",
                                    views.view(decided.before()),
                                    "conflicts",
                                    views.conflicts(conflicts)));
        };
    }

    private Reply versions(HttpCall call, Person person) {
        return history(
                call,
                person,
                (handle, program) -> {
                    var views = new ProgramViews(handle);
                    var steps = StepStore.newest(handle, program);
                    return Reply.json(200, new StepsView(steps.stream().map(views::step).toList()));
                });
    }

    private Reply version(HttpCall call, Person person) {
        int version;
        try {
            version = Integer.parseInt(call.path("version"));
        } catch (NumberFormatException _) {
            return unknown();
        }
        return history(
                call,
                person,
                (handle, program) ->
                        StepStore.content(handle, program, version)
                                .map(it -> program.saying(version, it))
                                .map(it -> Reply.json(200, new ProgramViews(handle).view(it)))
                                .orElseGet(ProgramApi::unknown));
    }

    /// How it came to be is for those who may change it.
    private Reply history(HttpCall call, Person person, History history) {
        return programs.show(
                        person,
                        call.path("id"),
                        "program-versions",
                        (handle, program, rights) ->
                                rights.change()
                                        ? history.of(handle, program)
                                        : Reply.problem(403, "program-not-yours"))
                .orElseGet(ProgramApi::unknown);
    }

    private interface History {
        Reply of(Handle handle, Program program);
    }

    private static Reply opened(ProgramViews views, Decided decided) {
        return Reply.json(200, open(views, decided.now(), decided.rights()));
    }

    static OpenView open(ProgramViews views, Program program, ProgramRights rights) {
        return new OpenView(views.view(program), rights.permissions(program));
    }

    static Reply unknown() {
        return Reply.problem(404, "program-unknown");
    }
}
