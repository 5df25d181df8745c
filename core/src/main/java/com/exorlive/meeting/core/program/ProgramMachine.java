package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.program.Edits.Edit;
import com.exorlive.meeting.core.program.Outcome.Conflict;
import com.exorlive.meeting.core.program.Outcome.Deletable;
import com.exorlive.meeting.core.program.Outcome.Refused;
import com.exorlive.meeting.core.program.Outcome.Stale;
import com.exorlive.meeting.core.program.Outcome.Stepped;
import com.exorlive.meeting.core.program.Outcome.Unchanged;
import com.exorlive.meeting.core.program.ProgramState.Draft;
import com.exorlive.meeting.core.program.ProgramState.Signed;
import com.exorlive.meeting.core.program.ProgramState.Struck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What can happen to a program. Every rule about changing, signing, striking, unlocking and
/// deleting is in this file; who may is another question.
final class ProgramMachine {
    private static final Refused IS_SIGNED = new Refused("program-signed");
    private static final Refused IS_STRUCK = new Refused("program-struck");
    private static final Refused NOT_SIGNED = new Refused("program-not-signed");

    private ProgramMachine() {}

    /// Who, and when.
    record Actor(Subject subject, Instant now) {}

    /// All changes or none. What was meant for an older version is merged with what others did
    /// since, unless they did the same thing otherwise. One's own steps never stand against one:
    /// they are the same hand, faster than the line.
    ///
    /// @param since the steps after `base`, oldest first; if they are not all there, it can't be
    ///     known what stands against it
    static Outcome change(
            Program program, List<ProgramStep> since, int base, List<Change> changes, Actor actor) {
        var locked = locked(program);
        if (locked.isPresent()) {
            return locked.get();
        }
        if (since.size() != program.version() - base) {
            return new Stale(List.of());
        }
        var conflicts = conflicts(program, since, changes, actor.subject());
        return conflicts.isEmpty() ? apply(program, changes, actor) : new Stale(conflicts);
    }

    private static Optional<Outcome> locked(Program program) {
        return switch (program.state()) {
            case Draft _ -> Optional.empty();
            case Signed _ -> Optional.of(IS_SIGNED);
            case Struck _ -> Optional.of(IS_STRUCK);
        };
    }

    private static List<Conflict> conflicts(
            Program program, List<ProgramStep> since, List<Change> changes, Subject me) {
        var found = new ArrayList<Conflict>();
        for (int i = 0; i < changes.size(); i++) {
            int index = i;
            var mine = changes.get(i);
            if (Edits.apply(program.content(), mine) instanceof Edit.Already) {
                continue;
            }
            since.stream()
                    .filter(step -> !step.by().equals(me))
                    .flatMap(
                            step ->
                                    Edits.against(mine, step).stream()
                                            .map(theirs -> new Conflict(index, step, theirs)))
                    .reduce((_, last) -> last)
                    .ifPresent(found::add);
        }
        return found;
    }

    private static Outcome apply(Program program, List<Change> changes, Actor actor) {
        var content = program.content();
        var applied = new ArrayList<AppliedChange>();
        for (var change : changes) {
            switch (Edits.apply(content, change)) {
                case Edit.Done(var then, var what) -> {
                    content = then;
                    applied.add(what);
                }
                case Edit.Already _ -> {}
                case Edit.Refused(var code) -> {
                    return new Refused(code);
                }
            }
        }
        return applied.isEmpty()
                ? new Unchanged()
                : step(program, new Draft(), content, applied, actor);
    }

    /// Locks it for everybody. What is signed is what the person saw, or nothing.
    static Outcome sign(Program program, List<ProgramStep> since, int seen, Actor actor) {
        var locked = locked(program);
        if (locked.isPresent()) {
            return locked.get();
        }
        if (seen != program.version()) {
            return new Stale(
                    since.stream().map(it -> new Conflict(0, it, it.changes().getLast())).toList());
        }
        if (program.content().exercises().isEmpty()) {
            return new Refused("program-empty");
        }
        return step(program, new Signed(actor.subject(), actor.now()), AppliedChange.SIGN, actor);
    }

    /// What was signed for a contact stays for ever; it can be said to be no longer so.
    static Outcome strike(Program program, String reason, Actor actor) {
        if (program.isTemplate()) {
            return new Refused("program-is-template");
        }
        return switch (program.state()) {
            case Draft _ -> NOT_SIGNED;
            case Struck _ -> IS_STRUCK;
            case Signed signature ->
                    step(
                            program,
                            new Struck(signature, actor.subject(), actor.now(), reason),
                            AppliedChange.STRIKE,
                            actor);
        };
    }

    /// A signed template, which is bound to nobody, may be opened again.
    static Outcome unlock(Program program, Actor actor) {
        if (!program.isTemplate()) {
            return new Refused("program-for-contact");
        }
        return program.state() instanceof Signed
                ? step(program, new Draft(), AppliedChange.UNLOCK, actor)
                : NOT_SIGNED;
    }

    static Outcome delete(Program program) {
        return program.isTemplate() ? new Deletable() : locked(program).orElseGet(Deletable::new);
    }

    private static Outcome step(Program program, ProgramState then, String kind, Actor actor) {
        return step(program, then, program.content(), List.of(AppliedChange.of(kind)), actor);
    }

    private static Outcome step(
            Program program,
            ProgramState then,
            ProgramContent content,
            List<AppliedChange> applied,
            Actor actor) {
        var next = program.next(then, content, actor.now());
        return new Stepped(
                next, new ProgramStep(next.version(), actor.subject(), actor.now(), applied));
    }
}
