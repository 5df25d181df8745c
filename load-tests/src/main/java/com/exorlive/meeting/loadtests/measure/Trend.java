package com.exorlive.meeting.loadtests.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Whether something grows. The slope is the median of the slopes between any two looks (Theil and
/// Sen), so that a single high one, such as between two collections, does not make one.
public final class Trend {
    private static final int MOST = 200;

    private Trend() {}

    /// How much it grew from the first to the last look, as a share of its median; 0 if it never
    /// was above zero, or if there are too few looks.
    public static double growth(List<ServerLook> looks, ToDoubleFunction<ServerLook> value) {
        var some = some(looks);
        if (some.size() < 3) {
            return 0;
        }
        double usual = median(some.stream().mapToDouble(value).boxed().toList());
        if (usual <= 0) {
            return 0;
        }
        double lasted = some.getLast().at() - some.getFirst().at();
        return slope(some, value) * lasted / usual;
    }

    private static double slope(List<ServerLook> looks, ToDoubleFunction<ServerLook> value) {
        var slopes = new ArrayList<Double>();
        for (int i = 0; i < looks.size(); i++) {
            for (int j = i + 1; j < looks.size(); j++) {
                double apart = looks.get(j).at() - looks.get(i).at();
                if (apart > 0) {
                    double rise =
                            value.applyAsDouble(looks.get(j)) - value.applyAsDouble(looks.get(i));
                    slopes.add(rise / apart);
                }
            }
        }
        return slopes.isEmpty() ? 0 : median(slopes);
    }

    /// Evenly spread.
    private static List<ServerLook> some(List<ServerLook> looks) {
        int step = looks.size() / MOST + 1;
        var some = new ArrayList<ServerLook>();
        for (int i = 0; i < looks.size(); i += step) {
            some.add(looks.get(i));
        }
        return some;
    }

    private static double median(List<Double> values) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
