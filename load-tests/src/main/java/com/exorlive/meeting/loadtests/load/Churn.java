package com.exorlive.meeting.loadtests.load;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What happens to a meeting while it lasts, and how often. Immutable.
///
/// @param perMinute for each meeting
/// @param callNanos after so long the two end it and meet again; 0 for never
public record Churn(Map<Kind, Double> perMinute, long callNanos) {
    public static final Churn NONE = new Churn(Map.of(), 0);

    private static final double NANOS_PER_MINUTE = 60e9;

    /// What may happen.
    public enum Kind {
        /// The meeting ends, and the two meet again.
        MEET_AGAIN,
        /// One of the two reloads the page.
        RELOAD,
        ICE_RESTART,
        /// One of the two loses the socket and resumes.
        RESUME;

        /// `ice-restart`
        public static Kind parse(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    public Churn {
        perMinute = Map.copyOf(perMinute);
        if (perMinute.values().stream().anyMatch(rate -> rate < 0)) {
            throw new IllegalArgumentException("a rate can't be negative");
        }
        if (callNanos < 0) {
            throw new IllegalArgumentException("a call can't last less than nothing");
        }
    }

    /// @param rates by name, such as `reload`
    public static Churn of(Map<String, Double> rates) {
        var perMinute = new EnumMap<Kind, Double>(Kind.class);
        rates.forEach((name, rate) -> perMinute.put(Kind.parse(name), rate));
        return new Churn(perMinute, 0);
    }

    public Churn withCallsOf(long nanos) {
        return new Churn(perMinute, nanos);
    }

    private double total() {
        return perMinute.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /// How long until something happens: without memory, as independent people are. Empty if
    /// nothing ever does.
    Optional<Long> nanosToNext(RandomGenerator random) {
        double total = total();
        return total == 0
                ? Optional.empty()
                : Optional.of((long) (random.nextExponential() * NANOS_PER_MINUTE / total));
    }

    Kind next(RandomGenerator random) {
        double left = random.nextDouble() * total();
        for (var kind : Kind.values()) {
            left -= perMinute.getOrDefault(kind, 0.0);
            if (left < 0) {
                return kind;
            }
        }
        return Kind.RESUME;
    }
}
