package com.exorlive.meeting.loadtests.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {
    @Test
    void twoTakeTurnsThereAndBackAgain() {
        assertThat(Order.of(List.of("A", "B"), 4))
                .containsExactly(
                        List.of("A", "B"), List.of("B", "A"), List.of("A", "B"), List.of("B", "A"));
    }

    @Test
    void overAnEvenNumberOfRoundsEachHasTheSameMeanPlace() {
        var order = Order.of(List.of("A", "B", "C"), 2).stream().flatMap(List::stream).toList();

        for (var name : List.of("A", "B", "C")) {
            assertThat(order.indexOf(name) + order.lastIndexOf(name)).isEqualTo(5);
        }
    }
}
