package com.exorlive.meeting.core.exercise;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One field of a dose: what people change one at a time, and what two can change at once without
/// being in each other's way.
public enum DoseField {
    SETS("sets", 1, 20),
    REPS("reps", 1, 200),
    HOLD("holdSeconds", 1, 3600),
    REST("restSeconds", 0, 3600),
    LOAD("loadKg", 0, 500),
    SIDES("perSide", 0, 0);

    private static final double HUNDREDTHS = 100;

    private final String wireName;
    private final double least;
    private final double most;

    DoseField(String wireName, double least, double most) {
        this.wireName = wireName;
        this.least = least;
        this.most = most;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<DoseField> of(String wireName) {
        return Arrays.stream(values()).filter(it -> it.wireName.equals(wireName)).findFirst();
    }

    void check(@Nullable Number value) {
        if (value == null) {
            return;
        }
        double number = value.doubleValue();
        boolean isFine = number >= least && number <= most;
        if (!isFine || Math.rint(number * HUNDREDTHS) != number * HUNDREDTHS) {
            throw new IllegalArgumentException(wireName + " can't be that");
        }
    }
}
