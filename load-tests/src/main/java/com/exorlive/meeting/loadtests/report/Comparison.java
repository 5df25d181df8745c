package com.exorlive.meeting.loadtests.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// This run beside an earlier one, number by number.
///
/// @param before what the earlier run's JSON file says
public record Comparison(String name, Map<String, Double> before) {

    /// One metric in both.
    public record Line(String metric, double before, double now) {
        /// NaN where there was nothing to compare with.
        public double ratio() {
            return before == 0 ? Double.NaN : now / before;
        }
    }

    public static Comparison read(Path file) throws IOException {
        var before = new TreeMap<String, Double>();
        JsonMapper.shared()
                .readTree(Files.readString(file))
                .path("metrics")
                .properties()
                .forEach(it -> before.put(it.getKey(), it.getValue().asDouble(0)));
        return new Comparison(String.valueOf(file.getFileName()), before);
    }

    public List<Line> with(Map<String, Double> now) {
        var lines = new ArrayList<Line>();
        now.forEach(
                (metric, value) -> {
                    var earlier = before.get(metric);
                    if (earlier != null) {
                        lines.add(new Line(metric, earlier, value));
                    }
                });
        return lines;
    }

    /// Of what the summary shows; the page has all.
    public String table(Map<String, Double> now) {
        var out = new StringBuilder();
        out.append(
                "%-26s %16s %16s %8s\n".formatted("compared with " + name, "then", "now", "ratio"));
        for (var line : with(now)) {
            if (!SummaryTable.isShown(line.metric())) {
                continue;
            }
            out.append(
                    String.format(
                            Locale.ROOT,
                            "%-26s %16s %16s %8s\n",
                            line.metric(),
                            SummaryTable.shown(line.metric(), line.before()),
                            SummaryTable.shown(line.metric(), line.now()),
                            ratio(line)));
        }
        return out.toString();
    }

    static String ratio(Line line) {
        return Double.isNaN(line.ratio()) ? "-" : String.format(Locale.ROOT, "%.2f", line.ratio());
    }
}
