package com.exorlive.meeting.core.program;

import static com.exorlive.meeting.core.program.AProgram.INGRID;
import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.program.Change.Rename;
import com.exorlive.meeting.core.program.Outcome.Deletable;
import com.exorlive.meeting.core.program.Outcome.Refused;
import com.exorlive.meeting.core.program.Outcome.Stepped;
import org.junit.jupiter.api.Test;

/// A signed template can be unlocked and deleted (CO-09). By whom: `CO09TemplateOverHttpTest`.
final class CO09TemplateTest {
    private final AProgram template = AProgram.template();

    @Test
    void aSignedTemplateIsLockedUntilItIsUnlocked() {
        template.sign(INGRID, 1);
        assertThat(template.change(INGRID, 2, new Rename("Hip")))
                .isEqualTo(new Refused("program-signed"));

        assertThat(template.unlock(INGRID)).isInstanceOf(Stepped.class);

        assertThat(template.change(INGRID, 3, new Rename("Hip"))).isInstanceOf(Stepped.class);
        assertThat(template.now.version()).isEqualTo(4);
    }

    @Test
    void aSignedTemplateIsDeletable() {
        template.sign(INGRID, 1);
        assertThat(ProgramMachine.delete(template.now)).isEqualTo(new Deletable());
    }

    @Test
    void whatIsNotSignedIsNotUnlocked() {
        assertThat(template.unlock(INGRID)).isEqualTo(new Refused("program-not-signed"));
    }
}
