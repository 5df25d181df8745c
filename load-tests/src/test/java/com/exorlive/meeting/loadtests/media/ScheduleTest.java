package com.exorlive.meeting.loadtests.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.loadtests.measure.Histogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private final Schedule schedule = new Schedule();
    private final Histogram lateness = new Histogram();
    private final List<Long> ran = new ArrayList<>();

    @Test
    void whatIsDueRunsInTheOrderOfItsTimes() {
        var random = new Random(1);
        for (int i = 0; i < 500; i++) {
            schedule.add(new Once(), random.nextLong(10_000));
        }
        int early = schedule.runDue(5_000, 5_000, lateness);

        assertThat(ran).hasSize(early).isSorted().allMatch(due -> due <= 5_000);
        assertThat(schedule.runDue(10_000, 10_000, lateness)).isEqualTo(500 - early);
        assertThat(schedule.isEmpty()).isTrue();
    }

    @Test
    void whatIsDueAtTheSameTimeRunsInTheOrderItCame() {
        var came = new ArrayList<Integer>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            schedule.add(
                    new Task() {
                        @Override
                        long run(long nowNanos) {
                            came.add(number);
                            return NEVER;
                        }
                    },
                    7);
        }
        schedule.runDue(7, 7, lateness);

        assertThat(came).hasSize(100).isSorted();
    }

    @Test
    void whatRepeatsComesAgainUntilItIsRemoved() {
        var often = new Every(10);
        schedule.add(often, 0);
        schedule.runDue(35, 35, lateness);
        assertThat(ran).containsExactly(0L, 10L, 20L, 30L);

        schedule.remove(often);
        schedule.runDue(100, 100, lateness);
        assertThat(ran).hasSize(4);
    }

    @Test
    void howLateItWasIsRecorded() {
        schedule.add(new Once(), 100);
        schedule.runDue(160, 160, lateness);

        assertThat(lateness.max()).isEqualTo(60);
    }

    private final class Once extends Task {
        @Override
        long run(long nowNanos) {
            ran.add(dueNanos);
            return NEVER;
        }
    }

    private final class Every extends Task {
        private final long period;

        Every(long period) {
            this.period = period;
        }

        @Override
        long run(long nowNanos) {
            ran.add(dueNanos);
            return dueNanos + period;
        }
    }
}
