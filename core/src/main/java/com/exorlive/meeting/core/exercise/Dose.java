package com.exorlive.meeting.core.exercise;

import org.jspecify.annotations.Nullable;

/// How much of an exercise. Null is "not said", which is not zero.
public record Dose(
        @Nullable Integer sets,
        @Nullable Integer reps,
        @Nullable Integer holdSeconds,
        @Nullable Integer restSeconds,
        @Nullable Double loadKg,
        boolean perSide) {
    public static final Dose UNSAID = new Dose(null, null, null, null, null, false);

    public Dose {
        DoseField.SETS.check(sets);
        DoseField.REPS.check(reps);
        DoseField.HOLD.check(holdSeconds);
        DoseField.REST.check(restSeconds);
        DoseField.LOAD.check(loadKg);
    }

    /// The value of one field, as the API has it.
    public @Nullable Object get(DoseField field) {
        return switch (field) {
            case SETS -> sets;
            case REPS -> reps;
            case HOLD -> holdSeconds;
            case REST -> restSeconds;
            case LOAD -> loadKg;
            case SIDES -> perSide;
        };
    }

    /// The same dose but for one field.
    ///
    /// @param value as the API has it
    /// @throws IllegalArgumentException if the field can't be that
    public Dose with(DoseField field, @Nullable Object value) {
        return switch (field) {
            case SETS -> new Dose(whole(value), reps, holdSeconds, restSeconds, loadKg, perSide);
            case REPS -> new Dose(sets, whole(value), holdSeconds, restSeconds, loadKg, perSide);
            case HOLD -> new Dose(sets, reps, whole(value), restSeconds, loadKg, perSide);
            case REST -> new Dose(sets, reps, holdSeconds, whole(value), loadKg, perSide);
            case LOAD -> new Dose(sets, reps, holdSeconds, restSeconds, number(value), perSide);
            case SIDES -> new Dose(sets, reps, holdSeconds, restSeconds, loadKg, yesOrNo(value));
        };
    }

    private static @Nullable Integer whole(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Integer number -> number;
            default -> throw new IllegalArgumentException("not a whole number");
        };
    }

    private static @Nullable Double number(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Number number -> number.doubleValue();
            default -> throw new IllegalArgumentException("not a number");
        };
    }

    private static boolean yesOrNo(@Nullable Object value) {
        if (value instanceof Boolean it) {
            return it;
        }
        throw new IllegalArgumentException("neither true nor false");
    }
}
