package com.exorlive.meeting.core.program;

import static com.exorlive.meeting.core.program.AProgram.INGRID;
import static com.exorlive.meeting.core.program.AProgram.JONAS;
import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.program.Change.Remove;
import com.exorlive.meeting.core.program.Change.Rename;
import com.exorlive.meeting.core.program.Outcome.Refused;
import com.exorlive.meeting.core.program.Outcome.Stale;
import org.junit.jupiter.api.Test;

/// A program can be signed, which locks it (CO-06).
final class CO06SignTest {
    private final AProgram program = AProgram.forAContact();

    @Test
    void aSignatureSaysWhoAndWhen() {
        program.sign(INGRID, 1);
        assertThat(program.now.state()).isEqualTo(new ProgramState.Signed(INGRID, AProgram.NOON));
        assertThat(program.now.version()).isEqualTo(2);
    }

    @Test
    void onlyWhatThePersonSawIsSigned() {
        program.change(JONAS, 1, new Rename("Hip"));
        var outcome = program.sign(INGRID, 1);
        assertThat(outcome).isInstanceOf(Stale.class);
        assertThat(((Stale) outcome).conflicts().getFirst().theirs().to()).isEqualTo("Hip");
        assertThat(program.now.state()).isEqualTo(new ProgramState.Draft());
    }

    @Test
    void anEmptyProgramIsNotSigned() {
        program.change(INGRID, 1, new Remove("squat"), new Remove("bridge"));
        assertThat(program.sign(INGRID, 2)).isEqualTo(new Refused("program-empty"));
    }

    @Test
    void itIsSignedOnce() {
        program.sign(INGRID, 1);
        assertThat(program.sign(JONAS, 2)).isEqualTo(new Refused("program-signed"));
    }
}
