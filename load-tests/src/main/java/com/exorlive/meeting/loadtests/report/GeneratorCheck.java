package com.exorlive.meeting.loadtests.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Whether the generator kept up. What it measured when it did not says more of itself than of the
/// server.
public final class GeneratorCheck {
    /// At 30 frames a second a frame that is a third of its time late is no longer at its place.
    private static final double MOST_LATE_MILLIS = 10;

    /// Above it a loop has no room for a burst.
    private static final double MOST_BUSY = 0.85;

    private static final double MOST_MISSED = 0.001;

    /// Each would be taken for one that the server lost.
    private static final double MOST_UNREAD = 0;

    private GeneratorCheck() {}

    /// What was wrong with it, in words; empty if nothing was.
    public static List<String> faults(Map<String, Double> metrics) {
        var faults = new ArrayList<String>();
        above(metrics, "generator.late_p99", MOST_LATE_MILLIS)
                .ifPresent(
                        late ->
                                faults.add(
                                        "one in a hundred packets left %.1f ms too late"
                                                .formatted(late)));
        above(metrics, "generator.loop", MOST_BUSY)
                .ifPresent(
                        busy ->
                                faults.add(
                                        "its busiest event loop was busy %.0f %% of the time (more --loops?)"
                                                .formatted(100 * busy)));
        above(metrics, "generator.missed", MOST_MISSED)
                .ifPresent(
                        missed ->
                                faults.add(
                                        "it did not send %.2f %% of what it should have"
                                                .formatted(100 * missed)));
        above(metrics, "generator.unread", MOST_UNREAD)
                .ifPresent(
                        unread ->
                                faults.add(
                                        "it left %.0f packets unread until they were thrown away"
                                                .formatted(unread)));
        return faults;
    }

    private static java.util.Optional<Double> above(
            Map<String, Double> metrics, String name, double most) {
        return java.util.Optional.ofNullable(metrics.get(name)).filter(value -> value > most);
    }
}
