package com.exorlive.meeting.loadtests;

import com.exorlive.meeting.loadtests.load.LoadRun;
import com.exorlive.meeting.loadtests.load.Sample;
import com.exorlive.meeting.loadtests.load.Search;
import com.exorlive.meeting.loadtests.measure.JvmMemory;
import com.exorlive.meeting.loadtests.measure.ServerLook;
import com.exorlive.meeting.loadtests.measure.ServerMetrics;
import com.exorlive.meeting.loadtests.measure.ServerProcess;
import com.exorlive.meeting.loadtests.measure.ServerWatch;
import com.exorlive.meeting.loadtests.measure.Timings.Step;
import com.exorlive.meeting.loadtests.people.DemoPair;
import com.exorlive.meeting.loadtests.people.Http;
import com.exorlive.meeting.loadtests.people.Nobody;
import com.exorlive.meeting.loadtests.people.PairOfPeople;
import com.exorlive.meeting.loadtests.people.PreparedPair;
import com.exorlive.meeting.loadtests.people.RefusedException;
import com.exorlive.meeting.loadtests.report.GeneratorCheck;
import com.exorlive.meeting.loadtests.report.Metrics;
import com.exorlive.meeting.loadtests.report.Report;
import com.exorlive.meeting.loadtests.report.Report.SearchStep;
import com.exorlive.meeting.loadtests.report.Seconds;
import com.exorlive.meeting.loadtests.threshold.Threshold;
import com.exorlive.meeting.loadtests.threshold.Threshold.Verdict;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One load test from signing in to the report. Used once, by one thread.
final class MeetingLoad {
    private final Options options;
    private final Progress progress;
    private final List<Threshold> thresholds;
    private final String startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    private final Map<String, String> environment = Environment.read();
    private final List<Sample> samples = new ArrayList<>();
    private final List<SearchStep> search = new ArrayList<>();

    /// Where the search ended because of the generator, it did not find what the server bears.
    private final List<String> searchFaults = new ArrayList<>();

    private int countsFrom;
    private int countsTo;
    private Map<String, Double> serverBefore = Map.of();
    private Map<String, Double> serverAfter = Map.of();
    private Map<String, Double> unread = Map.of();
    private Map<String, Double> left = Map.of();
    private Map<String, Double> memory = Map.of();
    private List<ServerLook> looks = List.of();
    private double turnCpu;
    private double steadyFrom;
    private double steadyTo;

    MeetingLoad(Options options, Progress progress) {
        this.options = options;
        this.progress = progress;
        this.thresholds = options.thresholds();
    }

    /// @throws RefusedException if the load could not be made
    Report run() throws IOException, InterruptedException {
        var plan = options.plan();
        try (var http = new Http(options.server.url)) {
            var pairs = pairs(http);
            var numbers = new ServerMetrics(http.client(), URI.create(options.server.metricsUrl));
            var server = options.server.process();
            var driver = options.server.driver(http);
            try (var run = new LoadRun(plan, driver, pairs, server, progress::onSample);
                    var watch = new ServerWatch(server, numbers, options.server.liveHeap)) {
                watch.start();
                load(run, watch, numbers);
                progress.phase("ending", 0);
                looks = watch.looks();
                run.endMeetings();
                left = numbers.readWhen(it -> it.getOrDefault("exorlive_media_legs", 0.0) == 0);
                return report(run);
            } finally {
                progress.end();
            }
        }
    }

    private void load(LoadRun run, ServerWatch watch, ServerMetrics numbers)
            throws InterruptedException {
        if (options.load.search) {
            search(run, numbers);
            return;
        }
        if (options.load.memory) {
            memory(run, numbers);
            return;
        }
        ramp(run, run.capacity());
        steadyFrom = watch.now();
        measure(run, numbers);
        steadyTo = watch.now();
    }

    private void memory(LoadRun run, ServerMetrics numbers) throws InterruptedException {
        var server =
                options.server
                        .process()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "--memory needs a server of this machine:"
                                                        + " --server-pid"));
        progress.phase("few, many, few, many", 0);
        var measured = new MemoryPerMeeting(run, new JvmMemory(server.pid()), numbers);
        memory = measured.measure(run.capacity());
        samples.addAll(measured.samples());
        measure(run, numbers);
    }

    private List<PairOfPeople> pairs(Http http) throws IOException, InterruptedException {
        int wanted = options.load.meetings;
        if (options.server.driver != ServerOptions.Driver.EMBEDDED) {
            return Nobody.pairs(wanted);
        }
        var tokens = options.tokens();
        if (tokens.isEmpty()) {
            return DemoPair.signIn(
                    http,
                    options.server.password,
                    wanted,
                    count -> progress.count("signed in: ", count, wanted));
        }
        var pairs = PreparedPair.read(tokens.get());
        if (pairs.size() < wanted) {
            throw new IllegalArgumentException(
                    tokens.get() + " has " + pairs.size() + " pairs, not " + wanted);
        }
        return pairs.subList(0, wanted);
    }

    private void ramp(LoadRun run, int meetings) throws InterruptedException {
        progress.phase("joining", 0);
        samples.addAll(run.reach(meetings));
    }

    private List<Sample> measure(LoadRun run, ServerMetrics numbers) throws InterruptedException {
        long nanos = options.load.duration.toNanos();
        progress.phase("measuring", nanos);
        serverBefore = numbers.read();
        var unreadBefore = run.unread();
        double turnBefore = turnSeconds();
        countsFrom = samples.size();
        samples.addAll(run.hold(nanos));
        countsTo = samples.size();
        serverAfter = numbers.read();
        turnCpu = turnSeconds() - turnBefore;
        var unreadAfter = run.unread();
        unread =
                Map.of(
                        "generator.unread",
                        (double) Math.max(0, unreadAfter.generator() - unreadBefore.generator()),
                        "server.unread",
                        (double) Math.max(0, unreadAfter.server() - unreadBefore.server()));
        return samples.subList(countsFrom, countsTo);
    }

    private double turnSeconds() {
        return options.network
                .turnProcess()
                .flatMap(ServerProcess::usage)
                .map(ServerProcess.Usage::cpuSeconds)
                .orElse(0.0);
    }

    /// Holds each number of meetings for the duration; the report is of the last that held.
    private void search(LoadRun run, ServerMetrics numbers) throws InterruptedException {
        var steps = new Search(run.capacity());
        int bestFrom = 0;
        int bestTo = 0;
        for (int meetings = steps.next(); meetings > 0; meetings = steps.next()) {
            ramp(run, meetings);
            int failedBefore = run.timings().failureCount();
            var metrics = metrics(measure(run, numbers), run);
            metrics.merge("failures", (double) -failedBefore, Double::sum);
            var why = whyNot(metrics, meetings);
            steps.tried(meetings, why.isEmpty());
            search.add(new SearchStep(meetings, why.isEmpty(), why));
            if (why.isEmpty()) {
                bestFrom = countsFrom;
                bestTo = countsTo;
            }
        }
        countsFrom = bestFrom;
        countsTo = bestTo;
    }

    private String whyNot(Map<String, Double> metrics, int meetings) {
        var reasons = new ArrayList<String>();
        if (!options.output.anyway) {
            var own = GeneratorCheck.faults(metrics);
            own.forEach(fault -> searchFaults.add("at " + meetings + " meetings " + fault));
            reasons.addAll(own);
        }
        verdicts(metrics).stream()
                .filter(verdict -> !verdict.isKept())
                .map(verdict -> verdict.threshold().text())
                .forEach(reasons::add);
        if (metrics.getOrDefault("meetings", 0.0) < meetings - 0.5) {
            reasons.add("not all were up");
        }
        return String.join("; ", reasons);
    }

    private List<Verdict> verdicts(Map<String, Double> metrics) {
        return thresholds.stream().map(threshold -> threshold.judge(metrics)).toList();
    }

    private static Map<String, Double> metrics(List<Sample> window, LoadRun run) {
        return Metrics.of(window, run.timings(), run.signaling().broken.sum());
    }

    private Report report(LoadRun run) {
        var metrics = new TreeMap<>(metrics(samples.subList(countsFrom, countsTo), run));
        int most = samples.stream().mapToInt(Sample::setUps).max().orElse(0);
        metrics.put("setups_per_s_max", (double) most);
        if (options.load.search) {
            int best =
                    search.stream()
                            .filter(SearchStep::holds)
                            .mapToInt(SearchStep::meetings)
                            .max()
                            .orElse(0);
            metrics.put("search.meetings", (double) best);
        }
        if (turnCpu > 0) {
            Metrics.addTurn(metrics, turnCpu, options.load.duration.toNanos() / 1e9);
        }
        Metrics.addServersOwn(metrics, serverBefore, serverAfter);
        Metrics.addGrowth(
                metrics,
                looks.stream()
                        .filter(look -> look.at() >= steadyFrom && look.at() <= steadyTo)
                        .toList());
        Metrics.addLeft(metrics, left);
        metrics.putAll(memory);
        metrics.putAll(unread);
        return new Report(
                startedAt,
                environment,
                told(),
                metrics,
                Seconds.of(samples, countsFrom, countsTo),
                looks,
                Seconds.buckets(run.timings().of(Step.JOIN)),
                run.timings().failures(),
                verdicts(metrics),
                faults(metrics),
                search);
    }

    private List<String> faults(Map<String, Double> metrics) {
        var faults = new ArrayList<>(GeneratorCheck.faults(metrics));
        faults.addAll(searchFaults);
        return faults;
    }

    private Map<String, String> told() {
        var load = options.load;
        var told = new TreeMap<String, String>();
        told.put("meetings", Integer.toString(load.meetings));
        told.put("ramp", load.ramp + "/s");
        told.put("warmup", load.warmup.toString());
        told.put("duration", load.duration.toString());
        told.put("call", load.call.toString());
        told.put("seed", Long.toString(load.seed));
        told.put("bitrate", Integer.toString(options.media.bitrate));
        told.put("fps", Integer.toString(options.media.fps));
        told.put("audio", Integer.toString(options.media.audio));
        told.put("srtp", options.media.srtp.name());
        told.put("loss", Double.toString(options.network.loss));
        told.put("delay", options.network.delay.toString());
        told.put("jitter", options.network.jitter.toString());
        told.put("rate", Integer.toString(options.network.rate));
        told.put("loss-down", Double.toString(options.network.lossDown));
        told.put("delay-down", options.network.delayDown.toString());
        told.put("rate-down", Integer.toString(options.network.rateDown));
        told.put("turn", options.network.turn == null ? "" : options.network.turn);
        told.put("rtx", Boolean.toString(options.media.rtx));
        told.put("screen-share", Double.toString(options.media.screenShare));
        told.put("loops", Integer.toString(options.output.loops));
        told.put(
                "churn",
                load.churn.entrySet().stream()
                        .map(it -> it.getKey() + "=" + it.getValue())
                        .collect(Collectors.joining(",")));
        return told;
    }
}
