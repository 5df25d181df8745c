package com.exorlive.meeting.loadtests;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/// How many meet, how often and for how long.
final class LoadOptions {
    @Option(names = "--meetings", paramLabel = "N", description = "pairs who meet at once (5)")
    int meetings = 5;

    @Option(
            names = "--ramp",
            paramLabel = "RATE",
            converter = Units.RateReader.class,
            description = "meetings begun a second, such as 5/s (default) or 30/m")
    double ramp = 5;

    @Option(
            names = "--warmup",
            paramLabel = "TIME",
            converter = Units.DurationReader.class,
            description = "from the last join until it counts (3s)")
    Duration warmup = Duration.ofSeconds(3);

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = Units.DurationReader.class,
            description = "how long it counts (30s)")
    Duration duration = Duration.ofSeconds(30);

    @Option(
            names = "--churn",
            paramLabel = "KIND=N",
            split = ",",
            description =
                    "what happens to each meeting how often a minute: meet-again, reload,"
                            + " ice-restart, resume (--churn reload=2,resume=1)")
    Map<String, Double> churn = new LinkedHashMap<>();

    @Option(
            names = "--call",
            paramLabel = "TIME",
            converter = Units.DurationReader.class,
            description = "each call lasts so long, then the two meet again (to the end)")
    Duration call = Duration.ZERO;

    @Option(
            names = "--soak",
            description =
                    "30-second calls back to back for 30 minutes, and nothing in the server may"
                            + " grow; what you say besides goes before")
    boolean soak;

    @Option(names = "--memory", description = "measure what a meeting takes of the server's memory")
    boolean memory;

    @Option(
            names = "--search",
            description = "look for the most meetings that hold the thresholds, up to --meetings")
    boolean search;

    @Option(names = "--seed", paramLabel = "N", description = "repeats every random choice (1)")
    long seed = 1;
}
