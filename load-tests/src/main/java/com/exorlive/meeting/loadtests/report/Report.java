package com.exorlive.meeting.loadtests.report;

import com.exorlive.meeting.loadtests.measure.ServerLook;
import com.exorlive.meeting.loadtests.threshold.Threshold.Verdict;
import java.util.List;
import java.util.Map;

/// Everything that a run leaves behind; what the JSON file holds. Immutable.
///
/// @param environment what it ran on, as far as it matters for the numbers
/// @param options what it was told
/// @param metrics by name (see [Metrics])
/// @param seconds the whole run, settling included
/// @param looks at the server, every few seconds
/// @param joins how many meetings took how long to come about
/// @param failures how often what failed
/// @param generatorFaults why the numbers are not to be trusted
public record Report(
        String startedAt,
        Map<String, String> environment,
        Map<String, String> options,
        Map<String, Double> metrics,
        List<Second> seconds,
        List<ServerLook> looks,
        List<Bucket> joins,
        Map<String, Integer> failures,
        List<Verdict> verdicts,
        List<String> generatorFaults,
        List<SearchStep> search) {
    public Report {
        seconds = List.copyOf(seconds);
        looks = List.copyOf(looks);
        joins = List.copyOf(joins);
        verdicts = List.copyOf(verdicts);
        generatorFaults = List.copyOf(generatorFaults);
        search = List.copyOf(search);
    }

    /// @param at since the run began
    /// @param counts whether it belongs to what is measured
    public record Second(
            double at,
            boolean counts,
            int meetings,
            int setUps,
            double packets,
            double lossShare,
            double latencyP50,
            double latencyP99,
            double generatorCpu,
            double generatorLateP99,
            double serverCpu,
            double serverBytes) {}

    /// @param upTo milliseconds
    public record Bucket(double from, double upTo, long count) {}

    /// One try of the search for the most meetings.
    public record SearchStep(int meetings, boolean holds, String why) {
        @Override
        public String toString() {
            return meetings + (holds ? " held" : " did not hold: " + why);
        }
    }

    public boolean passes() {
        return verdicts.stream().allMatch(Verdict::isKept);
    }
}
