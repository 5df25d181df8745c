package com.exorlive.meeting.core.program;

import static com.exorlive.meeting.core.program.AProgram.INGRID;
import static com.exorlive.meeting.core.program.AProgram.JONAS;
import static com.exorlive.meeting.core.program.AProgram.exercise;
import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.exercise.DoseField;
import com.exorlive.meeting.core.program.Change.Add;
import com.exorlive.meeting.core.program.Change.Comment;
import com.exorlive.meeting.core.program.Change.Move;
import com.exorlive.meeting.core.program.Change.Remove;
import com.exorlive.meeting.core.program.Change.Rename;
import com.exorlive.meeting.core.program.Change.SetDose;
import com.exorlive.meeting.core.program.Change.Swap;
import com.exorlive.meeting.core.program.Outcome.Refused;
import com.exorlive.meeting.core.program.Outcome.Stale;
import com.exorlive.meeting.core.program.Outcome.Stepped;
import com.exorlive.meeting.core.program.Outcome.Unchanged;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Two people change one program at the same time: what merges, and what must be asked (VM-02).
final class VM02ChangeTogetherTest {
    private final AProgram program = AProgram.forAContact();

    private static SetDose reps(String entry, int reps) {
        return new SetDose(entry, DoseField.REPS, reps);
    }

    @Test
    void aChangeMakesANewVersionThatSaysWhatWasChanged() {
        var outcome = program.change(INGRID, 1, reps("squat", 10));

        assertThat(outcome).isInstanceOf(Stepped.class);
        assertThat(program.now.version()).isEqualTo(2);
        assertThat(program.entryOf("squat").dose().reps()).isEqualTo(10);
        var step = ((Stepped) outcome).step();
        assertThat(step.by()).isEqualTo(INGRID);
        assertThat(step.changes())
                .containsExactly(
                        new AppliedChange(
                                "dose", "squat", exercise("squat").name(), "reps", 8, 10));
    }

    static List<List<Change>> changesThatMerge() {
        return List.of(
                List.of(reps("squat", 10), reps("bridge", 12)),
                List.of(reps("squat", 10), new SetDose("squat", DoseField.SETS, 4)),
                List.of(reps("squat", 10), new Comment("squat", "Slowly")),
                List.of(reps("squat", 10), new Swap("squat", exercise("lunge"))),
                List.of(reps("squat", 10), new Move("squat", "bridge")),
                List.of(new Rename("Hip"), reps("squat", 10)),
                List.of(new Remove("bridge"), reps("squat", 10)),
                List.of(new Remove("bridge"), new Remove("bridge")),
                List.of(reps("squat", 10), reps("squat", 10)),
                List.of(new Move("squat", "bridge"), new Remove("squat")),
                List.of(
                        new Add("new-entry-of-ingrid", exercise("heel"), "squat"),
                        new Add("new-entry-of-jonas-", exercise("clam"), "squat")));
    }

    @ParameterizedTest
    @MethodSource("changesThatMerge")
    void whatIsOfDifferentExercisesOrFieldsMerges(List<Change> both) {
        program.change(INGRID, 1, both.get(0));
        var outcome = program.change(JONAS, 1, both.get(1));
        assertThat(outcome).isInstanceOfAny(Stepped.class, Unchanged.class);
    }

    static List<List<Change>> changesThatClash() {
        return List.of(
                List.of(reps("squat", 10), reps("squat", 12)),
                List.of(new Comment("squat", "Slowly"), new Comment("squat", "Faster")),
                List.of(new Swap("squat", exercise("lunge")), new Swap("squat", exercise("heel"))),
                List.of(new Rename("Hip"), new Rename("Back")),
                List.of(reps("squat", 10), new Remove("squat")),
                List.of(new Remove("squat"), reps("squat", 10)),
                List.of(new Remove("squat"), new Comment("squat", "Slowly")),
                List.of(new Remove("squat"), new Move("squat", "bridge")),
                List.of(new Remove("squat"), new Swap("squat", exercise("lunge"))));
    }

    @ParameterizedTest
    @MethodSource("changesThatClash")
    void whatMeansTheSameThingOtherwiseIsAsked(List<Change> both) {
        program.change(INGRID, 1, both.get(0));
        var before = program.now;

        var outcome = program.change(JONAS, 1, both.get(1));

        assertThat(outcome).isInstanceOf(Stale.class);
        assertThat(program.now).isSameAs(before);
        var conflict = ((Stale) outcome).conflicts().getFirst();
        assertThat(conflict.step().by()).isEqualTo(INGRID);
        assertThat(conflict.step().version()).isEqualTo(2);
    }

    @Test
    void theRefusalSaysWhoChangedWhatFromWhatToWhat() {
        program.change(INGRID, 1, reps("squat", 10));

        var outcome = program.change(JONAS, 1, new Comment("bridge", "Slowly"), reps("squat", 12));

        var conflict = ((Stale) outcome).conflicts().getFirst();
        assertThat(conflict.index()).isEqualTo(1);
        assertThat(conflict.theirs().field()).isEqualTo("reps");
        assertThat(conflict.theirs().from()).isEqualTo(8);
        assertThat(conflict.theirs().to()).isEqualTo(10);
        assertThat(program.entryOf("bridge").comment()).isNull();
    }

    @Test
    void onesOwnStepsNeverStandAgainstOne() {
        program.change(INGRID, 1, reps("squat", 9));
        assertThat(program.change(INGRID, 1, reps("squat", 10))).isInstanceOf(Stepped.class);
        assertThat(program.entryOf("squat").dose().reps()).isEqualTo(10);
    }

    @Test
    void aChangeSentTwiceCountsOnce() {
        var add = new Add("new-entry-of-ingrid", exercise("heel"), "squat");
        program.change(INGRID, 1, add, reps("squat", 10));

        assertThat(program.change(INGRID, 1, add, reps("squat", 10))).isInstanceOf(Unchanged.class);
        assertThat(program.now.version()).isEqualTo(2);
        assertThat(program.order()).containsExactly("squat", "new-entry-of-ingrid", "bridge");
    }

    @Test
    void whatFollowsAnExerciseThatIsGoneComesLast() {
        program.change(JONAS, 1, new Remove("squat"));
        program.change(INGRID, 1, new Add("new-entry-of-ingrid", exercise("heel"), "squat"));
        assertThat(program.order()).containsExactly("bridge", "new-entry-of-ingrid");
    }

    @Test
    void anExerciseIsMovedFirstAndAfterAnother() {
        program.change(INGRID, 1, new Add("new-entry-of-ingrid", exercise("heel"), "bridge"));
        program.change(INGRID, 2, new Move("new-entry-of-ingrid", null));
        assertThat(program.order()).containsExactly("new-entry-of-ingrid", "squat", "bridge");
        program.change(INGRID, 3, new Move("squat", "bridge"));
        assertThat(program.order()).containsExactly("new-entry-of-ingrid", "bridge", "squat");
    }

    @Test
    void aSwapKeepsPlaceDoseAndComment() {
        program.change(INGRID, 1, reps("squat", 12), new Comment("squat", "Slowly"));
        program.change(INGRID, 2, new Swap("squat", exercise("lunge")));

        var swapped = program.entryOf("squat");
        assertThat(swapped.exercise().value()).isEqualTo("lunge");
        assertThat(swapped.dose().reps()).isEqualTo(12);
        assertThat(swapped.comment()).isEqualTo("Slowly");
        assertThat(program.order()).containsExactly("squat", "bridge");
    }

    @Test
    void allChangesOrNone() {
        var outcome = program.change(INGRID, 1, reps("squat", 10), reps("unknown", 10));
        assertThat(outcome).isEqualTo(new Refused("exercise-unknown"));
        assertThat(program.now.version()).isEqualTo(1);
    }

    @Test
    void aProgramHoldsAHundredExercises() {
        for (int i = 2; i < ProgramContent.MAX_EXERCISES; i++) {
            program.change(INGRID, i - 1, new Add("entry-" + i, exercise("heel"), null));
        }
        assertThat(program.order()).hasSize(100);
        assertThat(program.change(INGRID, 99, new Add("one-more", exercise("heel"), null)))
                .isEqualTo(new Refused("program-full"));
    }

    @Test
    void aVersionThatNeverWasIsStale() {
        assertThat(program.change(INGRID, 7, reps("squat", 10))).isEqualTo(new Stale(List.of()));
    }

    @Test
    void whereNotAllStepsAreKnownNothingIsMerged() {
        program.change(JONAS, 1, reps("squat", 10));
        var outcome =
                ProgramMachine.change(
                        program.now, List.of(), 1, List.of(reps("squat", 12)), AProgram.at(INGRID));
        assertThat(outcome).isEqualTo(new Stale(List.of()));
    }
}
