package com.exorlive.meeting.loadtests;

import com.exorlive.meeting.loadtests.compare.ComparisonTable;
import com.exorlive.meeting.loadtests.compare.Contender;
import com.exorlive.meeting.loadtests.compare.NotComparableException;
import com.exorlive.meeting.loadtests.compare.SideBySide;
import com.exorlive.meeting.loadtests.compare.Turns;
import com.exorlive.meeting.loadtests.floor.FloorDriver;
import com.exorlive.meeting.loadtests.janus.JanusDriver;
import com.exorlive.meeting.loadtests.load.Churn;
import com.exorlive.meeting.loadtests.load.EmbeddedDriver;
import com.exorlive.meeting.loadtests.load.LoadPlan;
import com.exorlive.meeting.loadtests.load.LoadRun;
import com.exorlive.meeting.loadtests.load.ServerDriver;
import com.exorlive.meeting.loadtests.load.StepFailedException;
import com.exorlive.meeting.loadtests.measure.ServerProcess;
import com.exorlive.meeting.loadtests.media.MediaSpec;
import com.exorlive.meeting.loadtests.network.NetworkSpec;
import com.exorlive.meeting.loadtests.people.DemoPair;
import com.exorlive.meeting.loadtests.people.Http;
import com.exorlive.meeting.loadtests.people.Nobody;
import com.exorlive.meeting.loadtests.people.PairOfPeople;
import com.exorlive.meeting.loadtests.people.RefusedException;
import com.exorlive.meeting.loadtests.threshold.Threshold;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Our server, Janus and bare forwarders under the same load, in turns.
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        description =
                "Servers under the same load, in turns. load-tests/compare-janus starts them.")
final class CompareCommand implements Callable<Integer> {
    /// Meetings begun a second: no server is to be measured while it still joins.
    private static final double JOINS_PER_SECOND = 10;

    /// A server to be measured.
    ///
    /// @param address `http:` ours, `ws:` a Janus, `udp:` a bare forwarder
    record Server(String name, URI address, long pid) {
        static Server parse(String text) {
            var parts = text.split(",", -1);
            if (parts.length != 3) {
                throw new IllegalArgumentException("not NAME,URL,PID: " + text);
            }
            return new Server(parts[0], URI.create(parts[1]), Long.parseLong(parts[2]));
        }
    }

    static final class ServerReader implements ITypeConverter<Server> {
        @Override
        public Server convert(String text) {
            return Server.parse(text);
        }
    }

    @Option(
            names = "--server",
            required = true,
            paramLabel = "NAME,URL,PID",
            converter = ServerReader.class,
            description =
                    "what to measure, ours first: http://HOST:PORT our own, ws://HOST:PORT a Janus,"
                            + " udp://HOST:PORT a bare forwarder")
    private List<Server> servers = List.of();

    @Option(names = "--janus-secret", description = "of the API of Janus")
    private String janusSecret = "";

    @Option(names = "--password", description = "of the people of our server (the demo's)")
    private String password = "demo-passord-2026";

    @Option(names = "--meetings", paramLabel = "N", description = "on each server (25)")
    private int meetings = 25;

    @Option(names = "--pairs", paramLabel = "N", description = "turns of each, there and back (5)")
    private int pairs = 5;

    @Option(names = "--seconds", paramLabel = "N", description = "that count in each turn (10)")
    private int seconds = 10;

    @Option(names = "--settle", paramLabel = "N", description = "seconds before they count (3)")
    private int settle = 3;

    @Option(names = "--warmup", paramLabel = "N", description = "seconds with all at once (60)")
    private int warmup = 60;

    @Option(names = "--srtp", description = "protection of media: gcm (default), cm80")
    private MediaOptions.Srtp srtp = MediaOptions.Srtp.GCM;

    @Option(names = "--seed", paramLabel = "N", description = "repeats every random choice (1)")
    private long seed = 1;

    @Option(names = "--loops", paramLabel = "N", description = "event loops of the generator (1)")
    private int loops = 1;

    @Option(
            names = "--threshold",
            paramLabel = "RULE",
            description = "what must hold, such as 'sfu.cpu_us_to_janus<0.17'; may be repeated")
    private List<String> thresholds = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "write all numbers here")
    private @Nullable Path json;

    @Option(names = "--markdown", paramLabel = "FILE", description = "write the table here")
    private @Nullable Path markdown;

    @Option(names = "--html", paramLabel = "FILE", description = "write a page with it here")
    private @Nullable Path html;

    @Option(
            names = "--report-anyway",
            description = "report even if the load was not the same (the numbers mean little)")
    private boolean anyway;

    @Option(names = "--quiet", description = "no words on the way")
    private boolean quiet;

    private final PrintStream out;
    private final PrintStream err;

    CompareCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var open = new ArrayList<AutoCloseable>();
        try {
            var rules = thresholds.stream().map(Threshold::parse).toList();
            var plan = new Turns.Plan(meetings, pairs, warmup, settle, seconds);
            return show(new Turns(plan, contenders(open), this::say).run(), rules);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return ExitCode.USAGE;
        } catch (RefusedException | StepFailedException | NotComparableException e) {
            err.println("The load could not be made: " + e.getMessage());
            return ExitCode.SET_UP_FAILED;
        } finally {
            open.reversed().forEach(CompareCommand::close);
        }
    }

    private List<Contender> contenders(List<AutoCloseable> open)
            throws IOException, InterruptedException {
        var contenders = new ArrayList<Contender>();
        for (var server : servers) {
            var process = new ServerProcess(server.pid());
            var http = new Http(server.address().toString());
            open.add(http);
            var run =
                    new LoadRun(
                            load(),
                            driver(server, http),
                            people(server, http),
                            Optional.of(process),
                            _ -> {});
            open.add(run);
            contenders.add(new Contender(server.name(), run, process));
        }
        return contenders;
    }

    private ServerDriver.Factory driver(Server server, Http http) {
        var address = server.address();
        return switch (String.valueOf(address.getScheme())) {
            case "http", "https" -> EmbeddedDriver.over(http);
            case "ws", "wss" -> JanusDriver.at(address, janusSecret);
            case "udp" ->
                    FloorDriver.at(new InetSocketAddress(address.getHost(), address.getPort()));
            default -> throw new IllegalArgumentException("no such kind of server: " + address);
        };
    }

    private List<PairOfPeople> people(Server server, Http http)
            throws IOException, InterruptedException {
        if (!server.address().toString().startsWith("http")) {
            return Nobody.pairs(meetings);
        }
        say("signing in");
        return DemoPair.signIn(http, password, meetings, _ -> {});
    }

    private LoadPlan load() {
        return new LoadPlan(
                JOINS_PER_SECOND,
                Duration.ofSeconds(1),
                Duration.ofSeconds(seconds),
                MediaSpec.DEFAULT,
                NetworkSpec.PERFECT,
                List.of(srtp.profile()),
                Churn.NONE,
                loops,
                seed);
    }

    private void say(String what) {
        if (!quiet) {
            err.println(what);
        }
    }

    private static void close(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception _) {
            // The program ends anyway.
        }
    }

    private int show(SideBySide result, List<Threshold> rules) throws IOException {
        var faults = result.faults();
        faults.forEach(fault -> err.println("Not the same load: " + fault));
        if (!faults.isEmpty() && !anyway) {
            err.println("So there is nothing to compare (--report-anyway does).");
            return ExitCode.GENERATOR_TOO_SLOW;
        }
        var told = told();
        var table = new ComparisonTable(result, told);
        out.print(table.text());
        write(markdown, table.markdown());
        write(html, table.html());
        var metrics = result.metrics();
        write(
                json,
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(
                                Map.of(
                                        "told", told,
                                        "metrics", metrics,
                                        "slots", result.slots(),
                                        "faults", faults)));
        boolean isKept = true;
        for (var rule : rules) {
            var verdict = rule.judge(metrics);
            out.println((verdict.isKept() ? "kept:   " : "BROKEN: ") + rule.text());
            isKept &= verdict.isKept();
        }
        return isKept ? ExitCode.PASSED : ExitCode.THRESHOLD_BROKEN;
    }

    private Map<String, String> told() {
        var told = new LinkedHashMap<String, String>();
        told.put("meetings", Integer.toString(meetings));
        told.put("pairs", Integer.toString(pairs));
        told.put("seconds", seconds + " after " + settle);
        told.put("srtp", srtp.profile().name());
        told.put("seed", Long.toString(seed));
        told.putAll(Environment.read());
        return told;
    }

    private static void write(@Nullable Path file, String text) throws IOException {
        if (file != null) {
            Files.writeString(file, text);
        }
    }
}
