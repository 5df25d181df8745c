package com.exorlive.meeting.sfucontrol.kurento;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StuckRuleTest {
    private static final long PATIENCE = StuckRule.PATIENCE.toNanos();

    private final Flows from = new Flows();
    private final Flows to = new Flows();

    @Test
    void whatComesInAndNeverComesOutIsStuck() {
        from.on(new EndpointEvent.Flow(false, true, true), seconds(1));

        assertThat(from.isStuckTowards(to, seconds(0), seconds(6), PATIENCE)).isFalse();
        assertThat(from.isStuckTowards(to, seconds(0), seconds(7), PATIENCE)).isTrue();
    }

    @Test
    void timeCountsFromWhenBothAreConnected() {
        from.on(new EndpointEvent.Flow(false, true, true), seconds(1));

        assertThat(from.isStuckTowards(to, seconds(5), seconds(10), PATIENCE)).isFalse();
        assertThat(from.isStuckTowards(to, seconds(5), seconds(11), PATIENCE)).isTrue();
    }

    @Test
    void whatComesOutIsNot() {
        from.on(new EndpointEvent.Flow(false, true, true), seconds(1));
        to.on(new EndpointEvent.Flow(true, true, true), seconds(2));

        assertThat(from.isStuckTowards(to, seconds(0), seconds(60), PATIENCE)).isFalse();
    }

    @Test
    void whoSendsNothingIsNotStuck() {
        from.on(new EndpointEvent.Flow(false, false, true), seconds(1));
        from.on(new EndpointEvent.Flow(false, false, false), seconds(2));

        assertThat(from.isStuckTowards(to, seconds(0), seconds(60), PATIENCE)).isFalse();
    }

    @Test
    void aShortGapIsNone() {
        from.on(new EndpointEvent.Flow(false, true, true), seconds(1));
        to.on(new EndpointEvent.Flow(true, true, true), seconds(2));
        to.on(new EndpointEvent.Flow(true, true, false), seconds(50));

        assertThat(from.isStuckTowards(to, seconds(0), seconds(55), PATIENCE)).isFalse();
        assertThat(from.isStuckTowards(to, seconds(0), seconds(56), PATIENCE)).isTrue();
    }

    private static long seconds(int seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
