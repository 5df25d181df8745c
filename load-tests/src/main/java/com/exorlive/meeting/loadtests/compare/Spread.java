package com.exorlive.meeting.loadtests.compare;

import java.util.List;
import java.util.stream.IntStream;

/// What several measurements of the same thing came to.
record Spread(double median, double least, double most) {
    static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median =
                sorted.size() % 2 == 1
                        ? sorted.get(middle)
                        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast());
    }

    /// The ratio of the two medians; the least and the most that it was in one round.
    static Spread ratio(List<Double> values, List<Double> others) {
        if (values.size() != others.size()) {
            throw new IllegalArgumentException("not the same rounds");
        }
        var rounds =
                of(
                        IntStream.range(0, values.size())
                                .mapToObj(i -> values.get(i) / others.get(i))
                                .toList());
        return new Spread(of(values).median() / of(others).median(), rounds.least, rounds.most);
    }
}
