package com.exorlive.meeting.loadtests;

import com.exorlive.meeting.loadtests.report.Comparison;
import com.exorlive.meeting.loadtests.report.HtmlReport;
import com.exorlive.meeting.loadtests.report.JunitReport;
import com.exorlive.meeting.loadtests.report.Report;
import com.exorlive.meeting.loadtests.report.SummaryTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Shows a report where it was asked for, and says what it means for the exit code.
final class Outcome {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final PrintStream out;
    private final PrintStream err;
    private final ReportOptions options;

    Outcome(PrintStream out, PrintStream err, ReportOptions options) {
        this.out = out;
        this.err = err;
        this.options = options;
    }

    /// @return the exit code
    int show(Report report) throws IOException {
        var faults = report.generatorFaults();
        faults.forEach(fault -> err.println("The generator did not keep up: " + fault));
        if (!faults.isEmpty() && !options.anyway) {
            err.println("So there is nothing to report of the server (--report-anyway does).");
            return ExitCode.GENERATOR_TOO_SLOW;
        }
        var earlier = earlier();
        out.print(SummaryTable.of(report));
        earlier.ifPresent(before -> out.print("\n" + before.table(report.metrics())));
        write(options.json, JSON.writeValueAsString(report));
        write(options.junit, JunitReport.of(report));
        write(options.html, HtmlReport.of(report, earlier));
        return exitCode(report);
    }

    private Optional<Comparison> earlier() throws IOException {
        var file = options.compare;
        return file == null ? Optional.empty() : Optional.of(Comparison.read(file));
    }

    private static int exitCode(Report report) {
        if (!report.generatorFaults().isEmpty()) {
            return ExitCode.GENERATOR_TOO_SLOW;
        }
        return report.passes() ? ExitCode.PASSED : ExitCode.THRESHOLD_BROKEN;
    }

    private static void write(@Nullable Path file, String text) throws IOException {
        if (file != null) {
            Files.writeString(file, text);
        }
    }
}
