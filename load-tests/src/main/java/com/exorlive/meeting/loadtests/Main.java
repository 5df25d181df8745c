package com.exorlive.meeting.loadtests;

import com.exorlive.meeting.loadtests.load.StepFailedException;
import com.exorlive.meeting.loadtests.people.RefusedException;
import com.exorlive.meeting.loadtests.report.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Makes many pairs of people meet, and says how the server bore it.
@Command(
        name = "load-tests/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        description = "Makes many pairs of people meet over the public protocol, with media.",
        footer = {
            "",
            "The server must allow it: ./run --config load-tests/server.conf",
            "Each option may stand in the environment: LOAD_TESTS_MEETINGS=25 for --meetings 25.",
            "",
            "Ends with 0 if every threshold is kept, 1 if one is broken, 2 for a wrong command line,",
            "3 if the load could not be made, 4 if this program, not the server, was too slow."
        })
public final class Main implements Callable<Integer> {
    @Mixin private Options options = new Options();

    private final PrintStream out;
    private final PrintStream err;

    Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// @param arguments see `--help`
    public static void main(String[] arguments) {
        // Numbers look the same wherever it runs.
        Locale.setDefault(Locale.ROOT);
        System.exit(run(System.out, System.err, arguments));
    }

    /// @return the exit code
    static int run(PrintStream out, PrintStream err, String... arguments) {
        var command =
                new CommandLine(new Main(out, err))
                        .addSubcommand(new SignalingCommand(out, err))
                        .addSubcommand(new FloorCommand(out))
                        .addSubcommand(new CompareCommand(out, err))
                        .addSubcommand(new ForwardingCommand(out))
                        .setCaseInsensitiveEnumValuesAllowed(true);
        return command.execute(Arguments.complete(command, System.getenv(), arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            var report = new MeetingLoad(options, new Progress(err, options.output.quiet)).run();
            int code = new Outcome(out, err, options.output).show(report);
            return isNoLoad(report) ? ExitCode.SET_UP_FAILED : code;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return ExitCode.USAGE;
        } catch (RefusedException | StepFailedException e) {
            err.println("The load could not be made: " + e.getMessage());
            return ExitCode.SET_UP_FAILED;
        }
    }

    /// Nobody met: that is no load.
    private static boolean isNoLoad(Report report) {
        return report.metrics().getOrDefault("join.count", 0.0) == 0;
    }
}
