package com.exorlive.meeting.core.program;

import static com.exorlive.meeting.core.program.AProgram.INGRID;
import static com.exorlive.meeting.core.program.AProgram.JONAS;
import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.program.Outcome.Deletable;
import com.exorlive.meeting.core.program.Outcome.Refused;
import org.junit.jupiter.api.Test;

/// What was signed for a contact is never deleted, only struck, and stays to be seen (CO-08).
final class CO08StrikeTest {
    private final AProgram program = AProgram.forAContact();

    @Test
    void aSignedProgramIsNotDeleted() {
        program.sign(INGRID, 1);
        assertThat(ProgramMachine.delete(program.now)).isEqualTo(new Refused("program-signed"));
    }

    @Test
    void aStruckOneSaysWhoWhenAndWhyAndKeepsItsSignature() {
        program.sign(INGRID, 1);
        program.strike(JONAS, "Wrong person");
        assertThat(program.now.state())
                .isEqualTo(
                        new ProgramState.Struck(
                                new ProgramState.Signed(INGRID, AProgram.NOON),
                                JONAS,
                                AProgram.NOON,
                                "Wrong person"));
        assertThat(program.order()).containsExactly("squat", "bridge");
        assertThat(ProgramMachine.delete(program.now)).isEqualTo(new Refused("program-struck"));
        assertThat(program.strike(INGRID, "Again")).isEqualTo(new Refused("program-struck"));
    }

    @Test
    void aDraftIsDeletedAndNotStruck() {
        assertThat(program.strike(INGRID, "x")).isEqualTo(new Refused("program-not-signed"));
        assertThat(ProgramMachine.delete(program.now)).isEqualTo(new Deletable());
    }

    @Test
    void aTemplateIsNotStruck() {
        var template = AProgram.template();
        template.sign(INGRID, 1);
        assertThat(template.strike(INGRID, "x")).isEqualTo(new Refused("program-is-template"));
    }
}
