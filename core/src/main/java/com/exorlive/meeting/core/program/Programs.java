package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.exercise.ExerciseId;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.program.Outcome.Deletable;
import com.exorlive.meeting.core.program.Outcome.Refused;
import com.exorlive.meeting.core.program.Outcome.Stale;
import com.exorlive.meeting.core.program.Outcome.Stepped;
import com.exorlive.meeting.core.program.Outcome.Unchanged;
import com.exorlive.meeting.core.program.ProgramMachine.Actor;
import com.exorlive.meeting.core.program.ProgramNews.Signal;
import com.exorlive.meeting.core.program.ProgramRights.Nearness;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// What people do with programs: finds the program, asks whether this person may, lets the machine
/// decide, keeps what comes of it, writes it down in the audit log, and tells who listens. One step
/// of a program at a time: its row is held. Thread-safe.
public final class Programs {
    private final Database database;
    private final AuditLog audit;
    private final ProgramNews news;
    private final InstantSource clock;

    public Programs(Database database, AuditLog audit, ProgramNews news, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.news = news;
        this.clock = clock;
    }

    /// What a person is told.
    sealed interface Answer {
        /// No such program, or nothing that the person may see.
        record Unknown() implements Answer {}

        /// May be seen, but this isn't for the person to do.
        record NotYours() implements Answer {}

        /// @param reply made inside the transaction
        record Of<T>(T reply) implements Answer {}
    }

    /// What one must be allowed to.
    enum Need {
        SEE,
        CHANGE,
        OWN,
        DELETE;

        boolean isMet(ProgramRights rights) {
            return switch (this) {
                case SEE -> rights.see();
                case CHANGE -> rights.change();
                case OWN -> rights.own();
                case DELETE -> rights.delete();
            };
        }
    }

    /// What is decided, with the program before it.
    record Decided(Program before, Outcome outcome, ProgramRights rights) {
        /// As it is now.
        Program now() {
            return outcome instanceof Stepped(var after, _) ? after : before;
        }
    }

    /// Decides about one program.
    @FunctionalInterface
    interface Decision {
        Outcome of(Handle handle, Program program, Actor actor);
    }

    /// Makes an answer of what was decided, in the same transaction.
    @FunctionalInterface
    interface Telling<T> {
        T of(ProgramViews views, Decided decided);
    }

    <T> Answer act(
            Person person,
            String id,
            String event,
            Function<Program, Need> need,
            Decision decision,
            Telling<T> telling) {
        var done =
                database.inTransaction(
                        handle -> {
                            var found = lock(handle, person, id);
                            if (found.isEmpty()) {
                                audit.write(handle, line(event, person, id, "program-unknown"));
                                return new Done(new Answer.Unknown(), Optional.empty());
                            }
                            return decide(
                                    handle, person, found.get(), event, need, decision, telling);
                        });
        done.after().ifPresent(it -> news.tell(it.program(), it.signal()));
        return done.answer();
    }

    private record Done(Answer answer, Optional<After> after) {}

    private record After(ProgramId program, Signal signal) {}

    private <T> Done decide(
            Handle handle,
            Person person,
            Program program,
            String event,
            Function<Program, Need> need,
            Decision decision,
            Telling<T> telling) {
        var rights = rights(handle, person, program);
        if (!need.apply(program).isMet(rights)) {
            var code = rights.see() ? "program-not-yours" : "program-unknown";
            audit.write(handle, line(event, person, program, code));
            return new Done(
                    rights.see() ? new Answer.NotYours() : new Answer.Unknown(), Optional.empty());
        }
        var actor = new Actor(person.subject(), clock.instant());
        var outcome = decision.of(handle, program, actor);
        var signal = keep(handle, program, outcome);
        audit.write(handle, line(event, person, program, word(outcome)));
        var reply = telling.of(new ProgramViews(handle), new Decided(program, outcome, rights));
        return new Done(new Answer.Of<>(reply), signal.map(it -> new After(program.id(), it)));
    }

    private static Optional<Signal> keep(Handle handle, Program program, Outcome outcome) {
        return switch (outcome) {
            case Stepped(var next, var step) -> {
                ProgramStore.step(handle, next, step);
                yield Optional.of(new Signal.Stepped());
            }
            case Deletable _ -> {
                ProgramStore.delete(handle, program.id());
                yield Optional.of(new Signal.Deleted());
            }
            case Unchanged _, Refused _, Stale _ -> Optional.empty();
        };
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Stepped _, Deletable _ -> "ok";
            case Unchanged _ -> "unchanged";
            case Stale _ -> "version-stale";
            case Refused(var code) -> code;
        };
    }

    /// Shows a program to whoever may see it.
    <T> Optional<T> show(Person person, String id, String event, Showing<T> showing) {
        return database.inTransaction(
                handle -> {
                    var found = find(handle, person, id);
                    audit.write(
                            handle,
                            found.map(it -> line(event, person, it, "ok"))
                                    .orElseGet(() -> line(event, person, id, "program-unknown")));
                    return found.map(it -> showing.of(handle, it, rights(handle, person, it)));
                });
    }

    /// Makes an answer of a program that may be seen.
    @FunctionalInterface
    interface Showing<T> {
        T of(Handle handle, Program program, ProgramRights rights);
    }

    /// The program, if the person may see it.
    Optional<Program> find(Handle handle, Person person, String id) {
        return ProgramId.parse(id)
                .flatMap(it -> ProgramStore.find(handle, person.organisation(), it))
                .filter(it -> rights(handle, person, it).see());
    }

    /// Whether a program shows this exercise to the person: the one that is named, or a
    /// client's own.
    public boolean shows(
            Handle handle, Person person, ExerciseId exercise, Optional<String> program) {
        return program.flatMap(it -> find(handle, person, it))
                        .filter(it -> ClientPrograms.has(it, exercise))
                        .isPresent()
                || ClientPrograms.have(handle, person, exercise);
    }

    private static Optional<Program> lock(Handle handle, Person person, String id) {
        return ProgramId.parse(id)
                .flatMap(it -> ProgramStore.lock(handle, person.organisation(), it));
    }

    /// What the person may do with it now.
    ProgramRights rights(Handle handle, Person person, Program program) {
        return ProgramRights.of(handle, person, program, clock.instant());
    }

    Nearness nearness(Handle handle, Person person, ContactId contact) {
        return ProgramRights.nearness(handle, person, contact, clock.instant());
    }

    /// After a transaction of one's own.
    void tell(ProgramId program, Signal signal) {
        news.tell(program, signal);
    }

    void write(Handle handle, String event, Person person, Program program) {
        audit.write(handle, line(event, person, program, "ok"));
    }

    void write(Handle handle, String event, Person person, ContactId contact, String outcome) {
        audit.write(
                handle,
                new AuditLine(event, person.subject().value(), contact.value(), outcome)
                        .about(contact.value()));
    }

    private static AuditLine line(String event, Person person, Program program, String outcome) {
        var line = new AuditLine(event, person.subject().value(), program.id().value(), outcome);
        return program.forContact().map(it -> line.about(it.value())).orElse(line);
    }

    private static AuditLine line(String event, Person person, String id, String outcome) {
        var target = ProgramId.parse(id).map(ProgramId::value).orElse(AuditLine.NOBODY);
        return new AuditLine(event, person.subject().value(), target, outcome);
    }

    <T> T inTransaction(Database.Work<T> work) {
        return database.inTransaction(work);
    }

    InstantSource clock() {
        return clock;
    }

    /// The steps after a version, none if there are too many.
    static List<ProgramStep> since(Handle handle, Program program, int base) {
        return program.version() - base > StepStore.MAX_MISSED
                ? List.of()
                : StepStore.since(handle, program, base);
    }
}
