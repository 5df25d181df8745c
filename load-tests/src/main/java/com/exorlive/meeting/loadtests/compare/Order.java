package com.exorlive.meeting.loadtests.compare;

import java.util.ArrayList;
import java.util.List;

/// Who is measured when: there and back again (A B, B A, A B …), so that a machine that grows
/// slower or faster meanwhile is as unfair to one as to the other.
final class Order {
    private Order() {}

    /// @return a list for each round, in which each comes once
    static <T> List<List<T>> of(List<T> contenders, int rounds) {
        var order = new ArrayList<List<T>>();
        for (int i = 0; i < rounds; i++) {
            order.add(i % 2 == 0 ? List.copyOf(contenders) : contenders.reversed());
        }
        return order;
    }
}
