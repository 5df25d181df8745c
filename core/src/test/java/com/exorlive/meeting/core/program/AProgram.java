package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.exercise.Dose;
import com.exorlive.meeting.core.exercise.ExerciseFacts;
import com.exorlive.meeting.core.exercise.ExerciseId;
import com.exorlive.meeting.core.exercise.ExerciseNames;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.program.Outcome.Stepped;
import com.exorlive.meeting.core.program.ProgramMachine.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A program whose steps are remembered, as the store does it.
final class AProgram {
    static final Subject INGRID = new Subject("ingrid");
    static final Subject JONAS = new Subject("jonas");
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    Program now;
    private final List<ProgramStep> steps = new ArrayList<>();

    private AProgram(Program now) {
        this.now = now;
    }

    /// For a contact, with the exercises "squat" and "bridge", each of three sets of eight.
    static AProgram forAContact() {
        return new AProgram(program(new ContactId("ola")));
    }

    static AProgram template() {
        return new AProgram(program(null));
    }

    private static Program program(ContactId contact) {
        return new Program(
                new ProgramId("program"),
                new OrganisationId("fjellvik"),
                contact,
                INGRID,
                null,
                1,
                NOON,
                new ProgramState.Draft(),
                new ProgramContent("Knee", List.of(entry("squat"), entry("bridge"))));
    }

    static ProgramEntry entry(String key) {
        var facts = exercise(key);
        return new ProgramEntry(key, facts.id(), facts.name(), key, facts.dose(), null);
    }

    static ExerciseFacts exercise(String key) {
        return new ExerciseFacts(
                new ExerciseId(key),
                ExerciseNames.everywhere(key),
                key,
                new Dose(3, 8, null, null, null, false));
    }

    static Actor at(Subject who) {
        return new Actor(who, NOON);
    }

    Outcome change(Subject who, int base, Change... changes) {
        return keep(ProgramMachine.change(now, since(base), base, Arrays.asList(changes), at(who)));
    }

    Outcome sign(Subject who, int seen) {
        return keep(ProgramMachine.sign(now, since(seen), seen, at(who)));
    }

    Outcome strike(Subject who, String reason) {
        return keep(ProgramMachine.strike(now, reason, at(who)));
    }

    Outcome unlock(Subject who) {
        return keep(ProgramMachine.unlock(now, at(who)));
    }

    private List<ProgramStep> since(int base) {
        return steps.stream().filter(it -> it.version() > base).toList();
    }

    private Outcome keep(Outcome outcome) {
        if (outcome instanceof Stepped(var after, var step)) {
            now = after;
            steps.add(step);
        }
        return outcome;
    }

    ProgramEntry entryOf(String id) {
        return now.content().find(id).orElseThrow();
    }

    List<String> order() {
        return now.content().exercises().stream().map(ProgramEntry::id).toList();
    }
}
