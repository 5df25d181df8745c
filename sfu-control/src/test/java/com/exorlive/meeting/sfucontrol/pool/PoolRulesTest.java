package com.exorlive.meeting.sfucontrol.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PoolRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void aRoomGoesToTheFirstOfEquals() {
        assertThat(order(ready(0, 0), ready(1, 0))).containsExactly(0, 1);
    }

    @Test
    void aRoomGoesToTheLeastLoaded() {
        assertThat(order(ready(0, 9), ready(1, 3), ready(2, 5))).containsExactly(1, 0, 2);
    }

    @Test
    void whoIsNotThereOrDrainsGetsNone() {
        var away = new PoolRules.Member(0, false, false, 0, Optional.empty());
        var draining = new PoolRules.Member(1, true, true, 0, Optional.empty());

        assertThat(order(away, draining)).isEmpty();
        assertThat(order(away, draining, ready(2, 100))).containsExactly(2);
    }

    @Test
    void whoHasLostARoomIsAskedLastForTenSeconds() {
        var suspected = new PoolRules.Member(0, true, false, 0, Optional.of(NOW));
        var other = ready(1, 50);

        assertThat(order(suspected)).containsExactly(0);
        assertThat(order(suspected, other)).containsExactly(1, 0);
        assertThat(positions(List.of(suspected, other), NOW.plusSeconds(10))).containsExactly(0, 1);
    }

    private static PoolRules.Member ready(int position, int rooms) {
        return new PoolRules.Member(position, true, false, rooms, Optional.empty());
    }

    private static List<Integer> order(PoolRules.Member... members) {
        return positions(List.of(members), NOW.plusSeconds(1));
    }

    private static List<Integer> positions(List<PoolRules.Member> members, Instant now) {
        return PoolRules.order(members, now).stream().map(PoolRules.Member::position).toList();
    }
}
