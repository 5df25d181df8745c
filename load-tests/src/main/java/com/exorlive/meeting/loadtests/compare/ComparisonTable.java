package com.exorlive.meeting.loadtests.compare;

import com.exorlive.meeting.loadtests.compare.SideBySide.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The comparison as tables: for the terminal, for a document, for a browser. Medians, with the
/// least and the most in brackets.
public final class ComparisonTable {
    private final SideBySide result;
    private final Map<String, String> told;
    private final List<String> head = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> ratios = new ArrayList<>();

    /// @param told what was asked for and where it ran
    public ComparisonTable(SideBySide result, Map<String, String> told) {
        this.result = result;
        this.told = told;
        head.add("median (least–most)");
        head.addAll(result.names());
        measured("CPU per forwarded packet, µs", Measure.CPU, "%.2f", 1);
        measured("CPU, cores", Measure.CORES, "%.3f", 1);
        measured("latency p50, ms", Measure.P50, "%.3f", 1);
        measured("latency p99, ms", Measure.P99, "%.3f", 1);
        measured("loss, %", Measure.LOSS, "%.4f", 100);
        measured("packets forwarded a second", Measure.RECEIVED, "%.0f", 1);
        measured("memory (RSS), MiB", Measure.RESIDENT, "%.0f", 1.0 / (1024 * 1024));
        row("… grown per meeting, KiB", this::grown);
        measured("threads", Measure.THREADS, "%.0f", 1);
        row("asked for: packets / key frames / less bandwidth", this::askedFor);
        ratios();
    }

    private void measured(String title, Measure measure, String form, double factor) {
        row(
                title,
                name -> {
                    var spread = result.spread(name, measure);
                    return format(form, factor * spread.median())
                            + " ("
                            + format(form, factor * spread.least())
                            + "–"
                            + format(form, factor * spread.most())
                            + ")";
                });
    }

    private void row(String title, Function<String, String> cell) {
        var row = new ArrayList<>(List.of(title));
        result.names().forEach(name -> row.add(cell.apply(name)));
        rows.add(row);
    }

    /// The heap of a virtual machine may have shrunk meanwhile by more than all meetings take.
    private String grown(String name) {
        double kib = result.kibPerMeeting(name);
        return kib < 0 ? "not grown" : format("%.0f", kib);
    }

    private String askedFor(String name) {
        var slots = result.slots().getOrDefault(name, List.of());
        return slots.stream().mapToLong(slot -> slot.askedFor().packets()).sum()
                + " / "
                + slots.stream().mapToLong(slot -> slot.askedFor().keyFrames()).sum()
                + " / "
                + slots.stream().mapToLong(slot -> slot.askedFor().lessBandwidth()).sum();
    }

    /// Of the first, which is ours, to each other one, and of those to the last.
    private void ratios() {
        var names = result.names();
        for (var other : names.subList(1, names.size())) {
            ratio(names.getFirst(), other, Measure.CPU, "CPU per packet");
            ratio(names.getFirst(), other, Measure.P99, "latency p99");
        }
    }

    private void ratio(String name, String other, Measure measure, String title) {
        var ratio = result.ratio(name, other, measure);
        var inverse = ratio.median() < 1 ? ", or 1/" + format("%.1f", 1 / ratio.median()) : "";
        ratios.add(
                "%s, %s to %s: %.3f (%.3f–%.3f)%s"
                        .formatted(
                                title,
                                name,
                                other,
                                ratio.median(),
                                ratio.least(),
                                ratio.most(),
                                inverse));
    }

    public String text() {
        var out = new StringBuilder();
        var all = new ArrayList<>(List.of(List.copyOf(head)));
        all.addAll(rows);
        for (var row : all) {
            for (int column = 0; column < row.size(); column++) {
                out.append(row.get(column));
                out.repeat(' ', width(all, column) - row.get(column).length() + 2);
            }
            out.append('\n');
        }
        out.append('\n');
        ratios.forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }

    public String markdown() {
        var out = new StringBuilder();
        out.append("| ").append(String.join(" | ", head)).append(" |\n");
        out.append("|---".repeat(head.size())).append("|\n");
        rows.forEach(row -> out.append("| ").append(String.join(" | ", row)).append(" |\n"));
        out.append('\n');
        ratios.forEach(line -> out.append("- ").append(line).append('\n'));
        out.append('\n').append(said()).append('\n');
        return out.toString();
    }

    public String html() {
        var out =
                new StringBuilder("<!doctype html><meta charset=utf-8><title>Side by side</title>");
        out.append("<style>body{font:16px sans-serif;margin:2rem}td,th{padding:.3rem .8rem;")
                .append("text-align:left;border-bottom:1px solid #ccc}</style><table>");
        out.append("<tr>");
        head.forEach(cell -> out.append("<th>").append(escaped(cell)));
        for (var row : rows) {
            out.append("<tr>");
            row.forEach(cell -> out.append("<td>").append(escaped(cell)));
        }
        out.append("</table><ul>");
        ratios.forEach(line -> out.append("<li>").append(escaped(line)));
        return out.append("</ul><p>").append(escaped(said())).append("\n").toString();
    }

    private String said() {
        return told.entrySet().stream()
                .map(it -> it.getKey() + ": " + it.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static int width(List<List<String>> all, int column) {
        return all.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String format(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }
}
