package com.exorlive.meeting.loadtests;

import com.exorlive.meeting.loadtests.threshold.Threshold;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What must hold, and where the numbers go.
final class ReportOptions {
    @Option(
            names = "--threshold",
            paramLabel = "RULE",
            description =
                    "what must hold, such as 'latency.p99<5ms', 'loss<0.1%%', 'join.p95<2s',"
                            + " 'server.cpu<1'; may be repeated (default: no failure, loss<0.1%%)")
    List<String> thresholds = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "write all numbers here")
    @Nullable Path json;

    @Option(names = "--junit", paramLabel = "FILE", description = "write JUnit XML here")
    @Nullable Path junit;

    @Option(names = "--html", paramLabel = "FILE", description = "write a page with plots here")
    @Nullable Path html;

    @Option(
            names = "--compare",
            paramLabel = "FILE",
            description = "show it beside an earlier run's JSON file")
    @Nullable Path compare;

    @Option(
            names = "--report-anyway",
            description = "report even if the generator did not keep up (the numbers are its own)")
    boolean anyway;

    @Option(names = "--quiet", description = "no line of progress")
    boolean quiet;

    @Option(
            names = "--loops",
            paramLabel = "N",
            description = "event loops of the generator (1; each takes a core at most)")
    int loops = 1;

    /// @param usual those that hold if nothing is said
    List<Threshold> thresholds(String... usual) {
        var texts = thresholds.isEmpty() ? List.of(usual) : thresholds;
        return texts.stream().map(Threshold::parse).toList();
    }
}
