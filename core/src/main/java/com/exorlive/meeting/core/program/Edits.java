package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.program.Change.Add;
import com.exorlive.meeting.core.program.Change.Comment;
import com.exorlive.meeting.core.program.Change.Move;
import com.exorlive.meeting.core.program.Change.Remove;
import com.exorlive.meeting.core.program.Change.Rename;
import com.exorlive.meeting.core.program.Change.SetDose;
import com.exorlive.meeting.core.program.Change.Swap;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// What each change does to what a program says, and which two changes mean the same thing.
final class Edits {
    private Edits() {}

    /// What a change does.
    sealed interface Edit {
        record Done(ProgramContent content, AppliedChange applied) implements Edit {}

        /// It was so already.
        record Already() implements Edit {}

        record Refused(String code) implements Edit {}
    }

    private static final Edit ALREADY = new Edit.Already();
    private static final Edit GONE = new Edit.Refused("exercise-unknown");
    private static final Edit FULL = new Edit.Refused("program-full");

    static Edit apply(ProgramContent content, Change change) {
        return switch (change) {
            case Rename(var name) -> rename(content, name);
            case Add add -> add(content, add);
            case Remove(var entry) -> remove(content, entry);
            case Move move -> of(content, move.entry(), at -> move(content, at, move));
            case Swap swap -> of(content, swap.entry(), at -> swap(content, at, swap));
            case SetDose dose -> of(content, dose.entry(), at -> dose(content, at, dose));
            case Comment comment ->
                    of(content, comment.entry(), at -> comment(content, at, comment));
        };
    }

    private static Edit of(
            ProgramContent content, String entry, Function<ProgramEntry, Edit> edit) {
        return content.find(entry).map(edit).orElse(GONE);
    }

    private static Edit rename(ProgramContent content, String name) {
        var applied =
                new AppliedChange(AppliedChange.RENAME, null, null, null, content.name(), name);
        return content.name().equals(name) ? ALREADY : new Edit.Done(content.named(name), applied);
    }

    private static Edit add(ProgramContent content, Add add) {
        if (content.find(add.id()).isPresent()) {
            return ALREADY;
        }
        if (content.exercises().size() >= ProgramContent.MAX_EXERCISES) {
            return FULL;
        }
        var what = add.exercise();
        var entry =
                new ProgramEntry(
                        add.id(), what.id(), what.name(), what.drawing(), what.dose(), null);
        return new Edit.Done(
                content.inserting(entry, add.after()),
                AppliedChange.of(AppliedChange.ADD, entry, null, what.id().value()));
    }

    private static Edit remove(ProgramContent content, String entry) {
        return content.find(entry)
                .<Edit>map(
                        at ->
                                new Edit.Done(
                                        content.without(entry),
                                        AppliedChange.of(
                                                AppliedChange.REMOVE,
                                                at,
                                                at.exercise().value(),
                                                null)))
                .orElse(ALREADY);
    }

    private static Edit move(ProgramContent content, ProgramEntry at, Move move) {
        if (at.id().equals(move.after())) {
            return ALREADY;
        }
        var moved = content.without(at.id()).inserting(at, move.after());
        int from = content.placeOf(at.id());
        int to = moved.placeOf(at.id());
        return from == to
                ? ALREADY
                : new Edit.Done(moved, AppliedChange.of(AppliedChange.MOVE, at, from, to));
    }

    private static Edit swap(ProgramContent content, ProgramEntry at, Swap swap) {
        var other = swap.exercise();
        if (at.exercise().equals(other.id())) {
            return ALREADY;
        }
        return new Edit.Done(
                content.replacing(at.id(), it -> it.of(other)),
                new AppliedChange(
                        AppliedChange.SWAP,
                        at.id(),
                        other.name(),
                        null,
                        at.exercise().value(),
                        other.id().value()));
    }

    private static Edit dose(ProgramContent content, ProgramEntry at, SetDose change) {
        var before = at.dose().get(change.field());
        var then = at.dose().with(change.field(), change.value());
        var after = then.get(change.field());
        return Objects.equals(before, after)
                ? ALREADY
                : new Edit.Done(
                        content.replacing(at.id(), it -> it.with(then)),
                        new AppliedChange(
                                AppliedChange.DOSE,
                                at.id(),
                                at.name(),
                                change.field().wireName(),
                                before,
                                after));
    }

    private static Edit comment(ProgramContent content, ProgramEntry at, Comment change) {
        return Objects.equals(at.comment(), change.text())
                ? ALREADY
                : new Edit.Done(
                        content.replacing(at.id(), it -> it.saying(change.text())),
                        AppliedChange.of(AppliedChange.COMMENT, at, at.comment(), change.text()));
    }

    /// Whether somebody who wanted this, not knowing of that, must be asked.
    static boolean clash(Change mine, AppliedChange theirs) {
        return switch (mine) {
            case Rename _ -> theirs.kind().equals(AppliedChange.RENAME);
            case Add add -> removed(theirs, add.id());
            case Remove(var entry) -> worked(theirs, entry);
            case Move(var entry, _) -> is(theirs, AppliedChange.MOVE, entry);
            case Swap(var entry, _) -> is(theirs, AppliedChange.SWAP, entry);
            case Comment(var entry, _) -> is(theirs, AppliedChange.COMMENT, entry);
            case SetDose(var entry, var field, _) ->
                    (is(theirs, AppliedChange.DOSE, entry)
                                    && field.wireName().equals(theirs.field()))
                            || removed(theirs, entry);
        };
    }

    private static boolean is(AppliedChange theirs, String kind, String entry) {
        return (theirs.isAbout(entry) && theirs.kind().equals(kind)) || removed(theirs, entry);
    }

    private static boolean removed(AppliedChange theirs, String entry) {
        return theirs.isAbout(entry) && theirs.kind().equals(AppliedChange.REMOVE);
    }

    /// Removing it would throw away what they did to it. Where it stands is not lost work.
    private static boolean worked(AppliedChange theirs, String entry) {
        return theirs.isAbout(entry)
                && (theirs.kind().equals(AppliedChange.DOSE)
                        || theirs.kind().equals(AppliedChange.COMMENT)
                        || theirs.kind().equals(AppliedChange.SWAP));
    }

    /// The last one of a step that stands against the change, if any does.
    static Optional<AppliedChange> against(Change mine, ProgramStep step) {
        return step.changes().stream()
                .filter(theirs -> clash(mine, theirs))
                .reduce((_, last) -> last);
    }
}
