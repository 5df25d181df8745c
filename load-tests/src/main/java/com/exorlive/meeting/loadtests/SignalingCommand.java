package com.exorlive.meeting.loadtests;

import com.exorlive.meeting.loadtests.measure.Timings;
import com.exorlive.meeting.loadtests.measure.Timings.Step;
import com.exorlive.meeting.loadtests.page.PageContext;
import com.exorlive.meeting.loadtests.page.SignalingCounts;
import com.exorlive.meeting.loadtests.people.DemoPair;
import com.exorlive.meeting.loadtests.people.Http;
import com.exorlive.meeting.loadtests.people.RefusedException;
import com.exorlive.meeting.loadtests.people.Tickets;
import com.exorlive.meeting.loadtests.report.Metrics;
import com.exorlive.meeting.loadtests.report.Report;
import com.exorlive.meeting.loadtests.report.Seconds;
import com.exorlive.meeting.loadtests.signalload.IdleSockets;
import com.exorlive.meeting.loadtests.signalload.Relay;
import com.exorlive.meeting.loadtests.signalload.SetUps;
import com.exorlive.meeting.loadtests.signalload.SignalContext;
import com.exorlive.meeting.loadtests.signalload.Storm;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Load on the signalling without media.
@Command(
        name = "signaling",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        description = "Load on the signalling without media.")
final class SignalingCommand implements Callable<Integer> {
    enum Work {
        SETUPS,
        IDLE,
        RELAY,
        STORM
    }

    @Parameters(
            paramLabel = "WORK",
            description =
                    "setups: meetings begun and ended as fast as it goes; idle: sockets that wait;"
                            + " relay: messages passed on, beside a bare echo server; storm: all"
                            + " sockets cut at once, again and again")
    private Work work = Work.SETUPS;

    @Option(names = "--pairs", paramLabel = "N", description = "people to do it (10)")
    private int pairs = 10;

    @Option(names = "--sockets", paramLabel = "N", description = "of idle and storm (10000)")
    private int sockets = 10_000;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = Units.DurationReader.class,
            description = "how long it lasts (30s)")
    private Duration duration = Duration.ofSeconds(30);

    @Option(names = "--windows", paramLabel = "N", description = "parts of it measured apart (1)")
    private int windows = 1;

    @Option(
            names = "--cuts",
            paramLabel = "N",
            description = "of storm; --duration is between two of them (1)")
    private int cuts = 1;

    @ArgGroup(exclusive = false, heading = "%nThe server%n")
    private ServerOptions server = new ServerOptions();

    @ArgGroup(exclusive = false, heading = "%nThe report%n")
    private ReportOptions output = new ReportOptions();

    private final PrintStream out;
    private final PrintStream err;

    SignalingCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            return new Outcome(out, err, output).show(run());
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return ExitCode.USAGE;
        } catch (RefusedException e) {
            err.println("The load could not be made: " + e.getMessage());
            return ExitCode.SET_UP_FAILED;
        }
    }

    private Report run() throws IOException, InterruptedException {
        var thresholds = output.thresholds("failures==0");
        var startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        var environment = Environment.read();
        var progress = new Progress(err, output.quiet);
        var counts = new SignalingCounts();
        var timings = new Timings();
        var timers =
                Executors.newScheduledThreadPool(
                        1, Thread.ofPlatform().name("timers").daemon().factory());
        try (var http = new Http(server.url)) {
            var context =
                    new SignalContext(
                            http,
                            new PageContext(http.client(), timers, http.origin(), counts),
                            new Tickets(http),
                            DemoPair.signIn(
                                    http,
                                    server.password,
                                    pairs,
                                    count -> progress.count("signed in: ", count, pairs)),
                            timings,
                            server.process(),
                            progress::say);
            var metrics = new TreeMap<>(work(context));
            metrics.putAll(Metrics.of(List.of(), timings, counts.broken.sum()));
            return new Report(
                    startedAt,
                    environment,
                    Map.of("work", work.name(), "pairs", "" + pairs, "duration", "" + duration),
                    metrics,
                    List.of(),
                    List.of(),
                    Seconds.buckets(timings.of(Step.JOIN)),
                    timings.failures(),
                    thresholds.stream().map(threshold -> threshold.judge(metrics)).toList(),
                    List.of(),
                    List.of());
        } finally {
            progress.end();
            timers.shutdownNow();
        }
    }

    private Map<String, Double> work(SignalContext context)
            throws IOException, InterruptedException {
        return switch (work) {
            case SETUPS -> new SetUps(context).run(duration);
            case IDLE -> new IdleSockets(context).run(sockets, duration, windows);
            case RELAY -> new Relay(context).run(duration);
            case STORM -> new Storm(context).run(sockets, duration, cuts);
        };
    }
}
