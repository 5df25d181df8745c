package com.exorlive.meeting.core.program;

import static com.exorlive.meeting.core.program.AProgram.INGRID;
import static com.exorlive.meeting.core.program.AProgram.JONAS;
import static com.exorlive.meeting.core.program.AProgram.exercise;
import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.exercise.DoseField;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.program.Change.Add;
import com.exorlive.meeting.core.program.Change.Comment;
import com.exorlive.meeting.core.program.Change.Move;
import com.exorlive.meeting.core.program.Change.Remove;
import com.exorlive.meeting.core.program.Change.Rename;
import com.exorlive.meeting.core.program.Change.SetDose;
import com.exorlive.meeting.core.program.Change.Swap;
import com.exorlive.meeting.core.program.Outcome.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A signed program can't be changed, by the signer or by anybody else (CO-07).
final class CO07SignedProgramTest {
    private final AProgram program = AProgram.forAContact();

    static List<Change> everyChange() {
        return List.of(
                new Rename("Hip"),
                new Add("new-entry-of-ingrid", exercise("heel"), null),
                new Remove("squat"),
                new Move("squat", "bridge"),
                new Swap("squat", exercise("lunge")),
                new SetDose("squat", DoseField.REPS, 10),
                new Comment("squat", "Slowly"));
    }

    @ParameterizedTest
    @MethodSource("everyChange")
    void nobodyChangesIt(Change change) {
        program.sign(INGRID, 1);
        var signed = program.now;
        for (Subject who : List.of(INGRID, JONAS)) {
            assertThat(program.change(who, 2, change)).isEqualTo(new Refused("program-signed"));
            assertThat(program.change(who, 1, change)).isEqualTo(new Refused("program-signed"));
        }
        assertThat(program.now).isSameAs(signed);
    }

    @Test
    void aSignedProgramOfAContactIsNotUnlocked() {
        program.sign(INGRID, 1);
        assertThat(program.unlock(INGRID)).isEqualTo(new Refused("program-for-contact"));
    }

    @Test
    void aStruckOneIsNotChangedEither() {
        program.sign(INGRID, 1);
        program.strike(INGRID, "Wrong person");
        assertThat(program.change(INGRID, 3, new Rename("Hip")))
                .isEqualTo(new Refused("program-struck"));
        assertThat(program.sign(INGRID, 3)).isEqualTo(new Refused("program-struck"));
    }
}
