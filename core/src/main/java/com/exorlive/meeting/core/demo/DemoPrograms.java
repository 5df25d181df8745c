package com.exorlive.meeting.core.demo;

import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.exercise.Dose;
import com.exorlive.meeting.core.exercise.Library;
import com.exorlive.meeting.core.program.Program;
import com.exorlive.meeting.core.program.ProgramContent;
import com.exorlive.meeting.core.program.ProgramEntry;
import com.exorlive.meeting.core.program.ProgramId;
import com.exorlive.meeting.core.program.ProgramState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The exercise programs of the demo's contacts.
final class DemoPrograms {
    private static final Library LIBRARY = new Library();
    private static final Dose THREE_BY_TEN = new Dose(3, 10, null, 60, null, false);

    private DemoPrograms() {}

    /// What is not yet anybody's.
    record Draft(int version, ProgramContent content) {
        Program of(Contact contact, Instant now) {
            return new Program(
                    new ProgramId(RandomIds.id()),
                    contact.organisation(),
                    contact.id(),
                    contact.instructor(),
                    null,
                    version,
                    now,
                    new ProgramState.Draft(),
                    content);
        }
    }

    static Draft kneePhaseTwo() {
        return draft(
                "Knee, phase 2",
                2,
                entry("squat", THREE_BY_TEN, "Right knee over toes"),
                entry("bridge", new Dose(3, 12, 3, null, null, false)),
                entry("heel", new Dose(3, 15, null, null, null, false)),
                entry("oneleg", new Dose(2, null, 30, null, null, true)),
                entry("stepup", new Dose(3, 8, null, null, 4.0, false)));
    }

    static Draft hip() {
        return draft(
                "Hip, start",
                1,
                entry("clam", new Dose(3, 12, null, 45, null, true)),
                entry("bridge", new Dose(3, 10, 2, null, null, false)));
    }

    static Draft balance() {
        return draft(
                "Balance",
                1,
                entry("oneleg", new Dose(3, null, 20, 30, null, true)),
                entry("heel", new Dose(2, 12, null, null, null, false)));
    }

    static Draft strength() {
        return draft(
                "Strength, twice a week",
                1,
                entry("squat", new Dose(3, 12, null, 60, null, false)),
                entry("stepup", new Dose(3, 10, null, 60, 2.5, true)));
    }

    private static Draft draft(String name, int version, ProgramEntry... entries) {
        return new Draft(version, new ProgramContent(name, List.of(entries)));
    }

    private static ProgramEntry entry(String key, Dose dose) {
        return entry(key, dose, null);
    }

    private static ProgramEntry entry(String key, Dose dose, @Nullable String comment) {
        var facts = LIBRARY.facts(key);
        return new ProgramEntry(
                RandomIds.id(), facts.id(), facts.name(), facts.drawing(), dose, comment);
    }
}
