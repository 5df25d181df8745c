package com.exorlive.meeting.loadtests.threshold;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// What must hold for a run to pass, such as `latency.p99<5ms` or `loss<0.1%`.
///
/// @param text as it was given
/// @param limit in the unit of the metric: milliseconds, shares of 1, bytes
public record Threshold(String text, String metric, Comparison comparison, double limit) {
    private static final Pattern FORM =
            Pattern.compile(
                    "\\s*([a-z][a-z0-9_.]*)\\s*(<=|>=|==|<|>)\\s*"
                            + "([0-9]+(?:\\.[0-9]+)?)\\s*([a-zA-Z%]*)\\s*");
    private static final Map<String, Double> UNITS =
            Map.of(
                    "", 1.0,
                    "ns", 1e-6,
                    "us", 1e-3,
                    "ms", 1.0,
                    "s", 1e3,
                    "%", 0.01,
                    "kib", 1024.0,
                    "mib", 1024.0 * 1024,
                    "gib", 1024.0 * 1024 * 1024);

    /// How the value must lie to the limit.
    public enum Comparison {
        BELOW("<"),
        AT_MOST("<="),
        ABOVE(">"),
        AT_LEAST(">="),
        EQUAL("==");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        static Comparison of(String sign) {
            for (var comparison : values()) {
                if (comparison.sign.equals(sign)) {
                    return comparison;
                }
            }
            throw new IllegalArgumentException("no comparison: " + sign);
        }

        boolean holds(double value, double limit) {
            return switch (this) {
                case BELOW -> value < limit;
                case AT_MOST -> value <= limit;
                case ABOVE -> value > limit;
                case AT_LEAST -> value >= limit;
                case EQUAL -> value == limit;
            };
        }
    }

    /// @param value NaN if the run has no such metric, which never passes
    public record Verdict(Threshold threshold, double value, boolean isKept) {}

    /// @throws IllegalArgumentException that says what is wrong
    public static Threshold parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no threshold; write it like latency.p99<5ms or loss<0.1%");
        }
        var unit = UNITS.get(match.group(4).toLowerCase(Locale.ROOT));
        if (unit == null) {
            throw new IllegalArgumentException(
                    "'"
                            + match.group(4)
                            + "' is no unit; there are ns, us, ms, s, %, KiB, MiB, GiB");
        }
        return new Threshold(
                text.strip(),
                match.group(1),
                Comparison.of(match.group(2)),
                Double.parseDouble(match.group(3)) * unit);
    }

    public Verdict judge(Map<String, Double> metrics) {
        var value = metrics.get(metric);
        return value == null
                ? new Verdict(this, Double.NaN, false)
                : new Verdict(this, value, comparison.holds(value, limit));
    }
}
