package com.exorlive.meeting.loadtests.report;

import com.exorlive.meeting.loadtests.threshold.Threshold.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A run as a table that one can read on a terminal.
public final class SummaryTable {
    private static final List<String> TIMES =
            List.of(
                    "join", "ticket", "welcome", "ice", "dtls", "relay", "reload", "restart",
                    "resume", "latency", "repair");
    private static final List<String> COLUMNS = List.of("p50", "p95", "p99", "max");
    private static final List<String> OTHERS =
            List.of(
                    "meetings",
                    "packets_per_s",
                    "mbit_per_s",
                    "loss",
                    "loss_emulated",
                    "loss_after_repair",
                    "asked_again",
                    "repeats",
                    "reordered",
                    "corrupt",
                    "refused",
                    "silent",
                    "failures",
                    "sockets_broken",
                    "server.cpu",
                    "server.cpu_us_per_packet",
                    "turn.cpu",
                    "turn.cpu_us_per_packet",
                    "server.rss",
                    "server.threads",
                    "server.descriptors",
                    "server.unread",
                    "server.live_heap",
                    "server.memory_per_meeting",
                    "memory.heap_per_meeting",
                    "memory.outside_per_meeting",
                    "growth.heap",
                    "growth.threads",
                    "growth.descriptors",
                    "growth.rooms",
                    "growth.rss",
                    "left.rooms",
                    "left.legs",
                    "left.sockets",
                    "setups_per_s_max",
                    "setups_per_s",
                    "server.cpu_ms_per_setup",
                    "sockets",
                    "sockets_per_s",
                    "ping.p50",
                    "ping.p99",
                    "relay.messages",
                    "relay_latency.p50",
                    "relay_latency.p99",
                    "relay.cpu_us_per_message",
                    "echo_latency.p50",
                    "echo_latency.p99",
                    "echo.cpu_us_per_message",
                    "relay.cpu_to_echo",
                    "generator.cpu",
                    "generator.loop",
                    "generator.late_p99",
                    "generator.missed",
                    "generator.unread");

    private final StringBuilder out = new StringBuilder();
    private final Report report;

    private SummaryTable(Report report) {
        this.report = report;
    }

    public static String of(Report report) {
        var table = new SummaryTable(report);
        table.write();
        return table.out.toString();
    }

    private void write() {
        var metrics = report.metrics();
        line(
                "%-24s %9s %9s %9s %9s %8s"
                        .formatted("milliseconds", "p50", "p95", "p99", "max", "count"));
        TIMES.forEach(name -> times(metrics, name));
        line("");
        for (var name : OTHERS) {
            var value = metrics.get(name);
            if (value != null) {
                line("%-24s %s".formatted(name, shown(name, value)));
            }
        }
        report.failures().forEach((why, count) -> line("failed " + count + " times: " + why));
        report.search().forEach(step -> line("search: " + step));
        report.verdicts().forEach(verdict -> line(words(verdict)));
    }

    private void times(Map<String, Double> metrics, String name) {
        var count = metrics.get(name + ".count");
        if (count == null) {
            return;
        }
        var row = new StringBuilder("%-24s".formatted(name));
        for (var column : COLUMNS) {
            row.append(format(" %9.2f", metrics.getOrDefault(name + "." + column, 0.0)));
        }
        line(row.append(format(" %8.0f", count)).toString());
    }

    static boolean isShown(String metric) {
        int dot = metric.lastIndexOf('.');
        return OTHERS.contains(metric)
                || (dot > 0
                        && TIMES.contains(metric.substring(0, dot))
                        && COLUMNS.contains(metric.substring(dot + 1)));
    }

    static String words(Verdict verdict) {
        var threshold = verdict.threshold();
        var value =
                Double.isNaN(verdict.value())
                        ? "not measured"
                        : shown(threshold.metric(), verdict.value());
        return (verdict.isKept() ? "kept:   " : "BROKEN: ")
                + threshold.text()
                + "  ("
                + value
                + ")";
    }

    /// With its unit.
    static String shown(String name, double value) {
        if (name.startsWith("growth.")) {
            return format("%+.1f %%", 100 * value);
        }
        if (name.startsWith("memory.") || name.equals("server.memory_per_meeting")) {
            return format("%.0f KiB", value / 1024);
        }
        return switch (name) {
            case "loss",
                    "loss_emulated",
                    "loss_after_repair",
                    "reordered",
                    "generator.missed",
                    "generator.loop" ->
                    format("%.3f %%", 100 * value);
            case "server.rss", "server.rss_max", "server.live_heap" ->
                    format("%.0f MiB", value / (1024 * 1024));
            case "server.cpu", "turn.cpu", "generator.cpu" -> format("%.2f cores", value);
            case "server.cpu_per_meeting" -> format("%.4f cores", value);
            case "server.cpu_us_per_packet",
                    "turn.cpu_us_per_packet",
                    "relay.cpu_us_per_message",
                    "echo.cpu_us_per_message" ->
                    format("%.2f us", value);
            case "mbit_per_s" -> format("%.1f", value);
            case "meetings",
                    "sockets",
                    "relay.messages",
                    "packets_per_s",
                    "lost",
                    "asked_again",
                    "repeats",
                    "corrupt",
                    "refused",
                    "silent",
                    "failures",
                    "sockets_broken",
                    "server.threads",
                    "server.descriptors" ->
                    format("%.0f", value);
            case "server.jvm_memory" -> format("%.0f MiB", value / (1024 * 1024));
            default -> format(isTime(name) ? "%.2f ms" : isCount(name) ? "%.0f" : "%.2f", value);
        };
    }

    private static boolean isCount(String name) {
        return name.endsWith(".count")
                || name.endsWith(".unread")
                || name.startsWith("server.media.")
                || name.startsWith("left.");
    }

    private static boolean isTime(String name) {
        return name.matches(".*\\.(p50|p95|p99|p999|max|mean|late_p99|late_max)");
    }

    private static String format(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    /// For one line of another place.
    static Map<String, String> all(Map<String, Double> metrics) {
        var shown = new java.util.LinkedHashMap<String, String>();
        metrics.forEach((name, value) -> shown.put(name, shown(name, value)));
        return shown;
    }
}
